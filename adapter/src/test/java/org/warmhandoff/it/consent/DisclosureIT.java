package org.warmhandoff.it.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Sentences;
import org.warmhandoff.it.SharedPartners;
import org.warmhandoff.it.WholeLine;

/** What partners were told, against what they may be told. */
class DisclosureIT {

  private static final String HE_WHOSE_SUBSTANCE_USE_PRIMARY_CARE_MAY_NOT_KNOW =
      "Patient/pc-109318";

  private static final List<String> SAID_OF_HIM =
      List.of("buprenorphine", "42 CFR part 2 prohibits");
  private static final List<String> UNHEARD_OF =
      List.of(
          "opioid", "Opioid", "buprenorphine", "Buprenorphine", "aloxone", "fentanyl", "elapse");

  private final WholeLine line = WholeLine.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {
        SharedPartners.PSYCHIATRY,
        SharedPartners.CRISIS_CENTER,
        SharedPartners.PRIMARY_CARE
      })
  void whatIsWithheldFromAPartnerIsNowhereThere(String partner)
      throws IOException, InterruptedException {
    var withheld = Sentences.withheldFrom(partner, Fixtures.expectations());

    assertThat(withheld).isNotEmpty();
    assertThat(line.written(partner))
        .isNotEmpty()
        .allSatisfy(written -> assertThat(written.tells(withheld)).isEmpty());
  }

  @Test
  void substanceUseIsLabelledWhereItMayBeKnown() throws IOException, InterruptedException {
    assertThat(line.written(SharedPartners.PSYCHIATRY))
        .filteredOn(
            written -> written.identified("crisis-plan").filter("CP-2006"::equals).isPresent())
        .isNotEmpty()
        .allSatisfy(
            plan -> {
              assertThat(plan.labels()).contains("SUD", "42CFRPart2", "NORDSCLCD");
              assertThat(plan.tells(SAID_OF_HIM)).isEqualTo(SAID_OF_HIM);
            });
  }

  @Test
  void substanceUseIsUnheardOfWhereItMayNotBeKnown() throws IOException, InterruptedException {
    assertThat(line.written(SharedPartners.PRIMARY_CARE))
        .filteredOn(
            written -> written.text().contains(HE_WHOSE_SUBSTANCE_USE_PRIMARY_CARE_MAY_NOT_KNOW))
        .isNotEmpty()
        .allSatisfy(
            written -> {
              assertThat(written.labels()).doesNotContain("SUD", "ETH", "42CFRPart2");
              assertThat(written.tells(UNHEARD_OF)).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SharedPartners.PSYCHIATRY,
        SharedPartners.CRISIS_CENTER,
        SharedPartners.PRIMARY_CARE
      })
  void thePlaceStaysOutWhereConsentDoesNotCoverIt(String partner)
      throws IOException, InterruptedException {
    assertThat(line.written(partner))
        .filteredOn(written -> written.text().contains("CE-3016"))
        .isNotEmpty()
        .allSatisfy(
            written ->
                assertThat(
                        written.tells(
                            List.of("501 Canterbury Mill", "42.2469", "do not pound on the door")))
                    .isEmpty());
  }

  @Test
  void thePlaceIsToldWhereConsentCoversIt() throws IOException, InterruptedException {
    assertThat(line.written(SharedPartners.CRISIS_CENTER))
        .filteredOn(written -> written.text().contains("CE-3001-v4"))
        .anySatisfy(written -> assertThat(written.tells(List.of("47 Brackett Lane"))).isNotEmpty());
  }
}
