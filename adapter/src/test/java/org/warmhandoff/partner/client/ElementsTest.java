package org.warmhandoff.partner.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The elements that partners name in their issues. */
class ElementsTest {

  @ParameterizedTest
  @CsvSource({
    "DocumentReference.relatesTo, DocumentReference.relatesTo",
    "DocumentReference.relatesTo[0].code, DocumentReference.relatesTo.code",
    "Bundle.entry[3].resource.ofType(Flag).period, Flag.period",
    "Bundle.entry[3].resource.Flag.period, Flag.period"
  })
  void anElementIsKnownWhereverItStands(String place, String element) {
    assertThat(Elements.named(place)).contains(element);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Flag", "Bundle.entry[3]", "Bundle.entry[3].resource", "Dana.ortiz", "Ortiz"})
  void whatIsNoElementIsNone(String place) {
    assertThat(Elements.named(place)).isEmpty();
  }
}
