package org.warmhandoff.partner.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Next pages as partners name them. */
class PageLinkTest {

  private static final String BASE = "https://ehr.example/fhir/r4";

  private final PageLink links = new PageLink(BASE, false);

  @ParameterizedTest
  @CsvSource({
    "https://ehr.example/fhir/r4?page=2, ?page=2",
    "https://ehr.example/fhir/r4/Flag?page=2, /Flag?page=2",
    "https://ehr.example:443/fhir/r4/Flag?page=2, /Flag?page=2",
    "HTTPS://EHR.Example/fhir/r4/Flag?page=2, /Flag?page=2",
    "/fhir/r4/Flag?page=2, /Flag?page=2",
    "/fhir/r4?page=2, ?page=2",
    "Flag?page=2, /Flag?page=2",
    "./Flag?page=2, /Flag?page=2",
    "?page=2, /Flag?page=2",
    "//ehr.example/fhir/r4/Flag?page=2, /Flag?page=2",
    "https://ehr.example/fhir/r4/x/../Flag?page=2, /Flag?page=2",
    "Flag?identifier=urn:a|b&page=2, /Flag?identifier=urn:a%7Cb&page=2",
    "https://ehr.example/fhir/r4/Flag?of=../../other, /Flag?of=../../other"
  })
  void whatLeadsToThePartnersBaseIsFollowed(String link, String follows) {
    assertThat(links.resolve(link, "Flag")).contains(BASE + follows);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://ehr.example/fhir/r4?page=2",
        "https://ehr.example:8443/fhir/r4?page=2",
        "https://ehr.example.evil.example/fhir/r4?page=2",
        "https://ehr.example@evil.example/fhir/r4?page=2",
        "https://user:secret@ehr.example/fhir/r4?page=2",
        "//evil.example/fhir/r4?page=2",
        "https://ehr.example/fhir/r4/../../other?page=2",
        "https://ehr.example/fhir/r4/%2e%2e/other?page=2",
        "https://ehr.example/fhir/r4/%2E./other?page=2",
        "https://ehr.example/fhir/r4/..%2fother?page=2",
        "https://ehr.example/fhir/r4/..%5Cother?page=2",
        "https://ehr.example/fhir/r4evil?page=2",
        "/other?page=2",
        "../other?page=2",
        "javascript:alert(1)",
        "https://",
        "https://[::1?page=2",
        ""
      })
  void whatLeadsElsewhereIsNot(String link) {
    assertThat(links.resolve(link, "Flag")).satisfies(found -> isNowhereElse(found.orElse("")));
  }

  /** An empty link is the search itself, at the partner's own base. */
  private static void isNowhereElse(String found) {
    assertThat(found).isIn("", BASE + "/Flag");
  }

  @ParameterizedTest
  @CsvSource({
    "http://ehr-inner.internal:8080/fhir?page=2, ?page=2",
    "http://ehr-inner.internal:8080/fhir/Flag?page=2, /Flag?page=2",
    "http://10.1.2.3/r4/Flag/_search?page=2, ?page=2"
  })
  void whatAGatewayLeavesAsItIsIsAskedForAtThePartnersBaseWhereThePersonaSaysSo(
      String link, String follows) {
    assertThat(new PageLink(BASE, true).resolve(link, "Flag")).contains(BASE + follows);
  }

  @Test
  void whatLeadsOutOfTheBaseAtThePartnerItselfIsNotMeantAtTheBaseEither() {
    assertThat(new PageLink(BASE, true).resolve(BASE + "/../../admin?page=2", "Flag")).isEmpty();
  }
}
