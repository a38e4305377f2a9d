package org.warmhandoff.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.warmhandoff.cases.Case;
import org.warmhandoff.cases.Guide;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.cases.Validity;

/** What we say keeps a profile keeps it, in every version of US Core that partners have. */
class GuidesTest {

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "BSER")
  void everyCaseKeepsUsCore(Guide guide) {
    var validity = Validity.against(guide);

    assertThat(Case.all().parallelStream().flatMap(example -> findings(validity, example)))
        .isEmpty();
  }

  @Test
  void everyCaseKeepsBser() {
    var validity = Validity.against(Guide.US_CORE_8, Guide.BSER);

    assertThat(Case.all().parallelStream().flatMap(example -> findings(validity, example)))
        .isEmpty();
  }

  private static Stream<String> findings(Validity validity, Case example) {
    var outgoing = Outgoing.of(example);
    return Stream.of(outgoing.bundle(), outgoing.document())
        .flatMap(resource -> validity.findings(resource).stream())
        .map(finding -> example + ": " + finding);
  }
}
