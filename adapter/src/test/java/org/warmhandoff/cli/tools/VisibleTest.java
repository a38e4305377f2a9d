package org.warmhandoff.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTest {

  @ParameterizedTest
  @CsvSource({
    "1\u001b[2Jforged, 1<U+001B>[2Jforged",
    "a\u0007b, a<U+0007>b",
    "a\rb, a<U+000D>b",
    "Ana\u202Egro, Ana<U+202E>gro",
    "a\u2066b, a<U+2066>b",
    "a\u200Bb, a<U+200B>b",
    "a\u2028b, a<U+2028>b",
    "Ñandú 😀, Ñandú 😀"
  })
  void whatATerminalWouldObeyIsShown(String said, String shown) {
    var written = new StringWriter();
    var out = Visible.on(new PrintWriter(written));

    out.print(said);
    out.flush();

    assertThat(written).hasToString(shown);
  }

  @Test
  void theLineEndsOfCsvAreWhatTheyAre() {
    var written = new StringWriter();
    var out = Visible.on(new PrintWriter(written));

    out.print("a,b\r\nc,d\r\n");
    out.flush();

    assertThat(written).hasToString("a,b\r\nc,d\r\n");
  }
}
