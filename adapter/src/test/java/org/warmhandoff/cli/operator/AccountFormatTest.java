package org.warmhandoff.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An accounting as it is printed. */
class AccountFormatTest {

  private static final String ACCOUNT =
      """
      {"participant": "P-1001", "since": "2020-11-27T08:00:00Z", "disclosures": [
        {"at": "2026-11-27T08:00:00Z",
         "recipient": {"partner": "riverside", "name": "=Riverside, Inc", "address": "1 River St",
                       "members": ["Harbor Clinic", "Dr Oduya"]},
         "disclosed": {"description": "crisis plan CP-2001 v2, in parts (without substance use)",
                       "kind": "crisis-plan", "record": "CP-2001", "version": 2},
         "purposes": ["treatment", "care-coordination"],
         "ground": {"basis": "consent", "consents": ["C-1", "C-2"]},
         "delivery": 52, "attempt": 1,
         "writes": [{"at": "2026-11-27T08:00:00Z", "did": "create", "digest": "aa"},
                    {"at": "2026-11-27T08:00:01Z", "did": "create", "digest": "bb"}]},
        {"at": "2026-11-28T08:00:00Z",
         "recipient": {"partner": "crisis-center", "name": "Crisis Center"},
         "disclosed": {"description": "crisis event CE-3008 v1",
                       "kind": "crisis-event", "record": "CE-3008", "version": 1},
         "purposes": ["emergency-treatment"],
         "ground": {"basis": "medical-emergency", "discloser": "Ana Reyes, clinician",
                    "nature": "found unconscious", "declaredAt": "2026-11-28T07:59:00Z"},
         "delivery": 53, "attempt": 2,
         "writes": [{"at": "2026-11-28T08:00:00Z", "did": "transaction of 12", "digest": "cc"}]}]}
      """;

  private static final String NOTHING =
      """
      {"participant": "P-1001", "since": "2020-11-27T08:00:00Z", "disclosures": []}
      """;

  @Test
  void aTableHasALineForEachDisclosureAndCountsItsWrites() {
    assertThat(AccountFormat.TEXT.print(ACCOUNT).lines().map(line -> line.replaceAll(" {2,}", "|")))
        .containsExactly(
            "when|recipient|disclosed|for|ground|delivery|writes",
            "2026-11-27T08:00:00Z|=Riverside, Inc, 1 River St, for Harbor Clinic, Dr Oduya"
                + "|crisis plan CP-2001 v2, in parts (without substance use)"
                + "|treatment, care-coordination|consent C-1, C-2|52|2",
            "2026-11-28T08:00:00Z|Crisis Center|crisis event CE-3008 v1|emergency-treatment"
                + "|medical-emergency, declared by Ana Reyes, clinician at 2026-11-28T07:59:00Z:"
                + " found unconscious|53|1");
  }

  @Test
  void whatWentByConsentBesideAnExceptionIsNamed() {
    var mixed =
        ACCOUNT.replace(
            "\"medical-emergency\",", "\"medical-emergency\", \"consents\": [\"C-3\"],");

    assertThat(AccountFormat.TEXT.print(mixed))
        .contains("medical-emergency C-3, declared by Ana Reyes, clinician");
  }

  @Test
  void aTableOfNothingSaysSo() {
    assertThat(AccountFormat.TEXT.print(NOTHING))
        .isEqualToIgnoringNewLines("Nothing was disclosed since 2020-11-27T08:00:00Z.");
  }

  @Test
  void csvHasAHeaderAndEverythingThatIsTold() {
    assertThat(AccountFormat.CSV.print(ACCOUNT).split("\r\n", -1))
        .containsExactly(
            "when,recipient,address,partner,members,disclosed,for,ground,consents,declared by,"
                + "declared at,nature,delivery,attempt,digests of what was sent",
            "2026-11-27T08:00:00Z,\"'=Riverside, Inc\",1 River St,riverside,Harbor Clinic; Dr Oduya,"
                + "\"crisis plan CP-2001 v2, in parts (without substance use)\","
                + "treatment; care-coordination,consent,C-1; C-2,,,,52,1,aa; bb",
            "2026-11-28T08:00:00Z,Crisis Center,,crisis-center,,crisis event CE-3008 v1,"
                + "emergency-treatment,medical-emergency,,\"Ana Reyes, clinician\","
                + "2026-11-28T07:59:00Z,found unconscious,53,2,cc",
            "");
    assertThat(AccountFormat.CSV.print(NOTHING).lines()).hasSize(1);
  }

  @Test
  void jsonIsWhatTheAdapterSays() {
    assertThat(OperatorApi.read(AccountFormat.JSON.print(ACCOUNT)))
        .isEqualTo(OperatorApi.read(ACCOUNT));
  }
}
