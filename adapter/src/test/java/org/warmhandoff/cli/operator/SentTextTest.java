package org.warmhandoff.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

/** Texts about somebody, which need not stand on a command line. */
class SentTextTest {

  @Test
  void aHyphenStandsForTheNextLineThatIsSent() throws IOException {
    var text = new SentText(new StringReader("No room before January\nSeen\n"));

    assertThat(text.convert("as it is")).isEqualTo("as it is");
    assertThat(text.convert("-")).isEqualTo("No room before January");
    assertThat(text.convert("-")).isEqualTo("Seen");
    assertThatThrownBy(() -> text.convert("-")).isInstanceOf(TypeConversionException.class);
  }
}
