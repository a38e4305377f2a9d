package org.warmhandoff.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.disclosure.ConsentTable.Row;
import org.warmhandoff.disclosure.Disclosure.Nothing;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.Sensitivity;

/** What a decision says beside what goes along: on what it rests, and who else may be told. */
class DisclosuresTest {

  private static final Disclosures DISCLOSURES = ConsentTable.disclosures();
  private static final String RANA = "EC-7001-1";
  private static final String TO_RANA = "recipient={\"contact\":\"EC-7001-1\"}";
  private static final String CLAIM =
      "emergencyDisclosure={\"declaredBy\":{\"id\":\"S-31\",\"name\":\"Grace-Tamakloe\","
          + "\"role\":\"clinician\"},\"declaredAt\":\"2026-06-10T20:59:00-04:00\","
          + "\"nature\":\"Unresponsive.\",\"whyNoConsent\":\"cannot-be-reached\"%s}";

  private static Row row(String statements, String participant, String record) {
    return ConsentTable.row(
        "0", "-", statements, participant, record, "psych", "2026-07-01T12:00:00-04:00");
  }

  private static Disclosure decided(Row row) {
    return DISCLOSURES.decide(row.record(), row.participant(), row.recipient(), row.at());
  }

  private static Disclosed disclosed(String statements, String participant, String record) {
    return (Disclosed) decided(row(statements, participant, record));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nobody signed anything about them | | true",
        "a permission | crisis{%s} | true",
        "an exclusion | no{%s} | false",
        "an exclusion without its date | no{%s;givenAt=null} | false",
        "an exclusion of a part | no{%s;scope=[\"location\"]} | false",
        "an exclusion that has ended | no{%s;to=2026-03-01} | true",
        "a permission that was revoked | crisis{%s;revokedAt=2026-03-01T12:00:00-05:00} | false",
        "an older permission does not come back | crisis{%s}"
            + " crisis{%s;givenAt=2026-03-01T12:00:00-05:00;revokedAt=2026-04-01T12:00:00-04:00}"
            + " | false",
        "a newer permission | no{%s} all{%s;givenAt=2026-03-01T12:00:00-05:00} | true",
        "of one day the exclusion | crisis{%s} no{%s} | false",
        "a permission for the place alone | crisis{%s;scope=[\"location\"]} | false",
        "a permission without its date | crisis{%s;givenAt=null} | false",
        "a permission for emergencies | crisis{%s;purpose=emergency} | true",
        "a parent of somebody of age | crisis{%s;signer={\"capacity\":\"parent\"}} | false"
      })
  void aContactMayBeToldByTheSameRulesAsAPartner(String what, String statements, boolean may) {
    var about = statements == null ? "" : statements.replace("%s", TO_RANA);

    assertThat(disclosed("all " + about, "-", "plan-parts").mayBeTold(RANA)).as(what).contains(may);
  }

  @Test
  void thatThereIsALimitIsKnownAlsoOfAContactOfWhomNothingElseIsTold() {
    var unseen =
        disclosed(
            "no-sud",
            "{emergencyContacts=[{\"id\":\"EC-7001-1\",\"name\":\"Rana\","
                + "\"relationship\":\"sponsor\",\"phones\":[],\"mayBeTold\":true,"
                + "\"about\":[\"that-I-am-in-crisis\"],\"livesWith\":true}]}",
            "plan-parts");

    assertThat(unseen.participant().emergencyContact(RANA)).isEmpty();
    assertThat(unseen.mayBeTold(RANA)).contains(true);
    assertThat(unseen.isLimited(RANA)).isTrue();
  }

  @Test
  void whatGoesByConsentAloneRestsOnItWhateverIsClaimed() {
    var event = "event-overdose{" + CLAIM.formatted("") + "}";

    assertThat(disclosed("all", "-", event).basis()).isEqualTo(Basis.CONSENT);
    assertThat(disclosed("-", "-", event).basis()).isEqualTo(Basis.MEDICAL_EMERGENCY);
  }

  @Test
  void ofWhatGoesByAClaimItIsKnownWhatGoesByConsentAllTheSame() {
    var event = "event-overdose{" + CLAIM.formatted("") + "}";
    var incomplete = disclosed("all{form=null}", "-", event);

    assertThat(incomplete.basis()).isEqualTo(Basis.MEDICAL_EMERGENCY);
    assertThat(incomplete.isByConsent(Sensitivity.MENTAL_HEALTH)).isTrue();
    assertThat(incomplete.isByConsent(Sensitivity.SUBSTANCE_USE)).isFalse();
  }

  @Test
  void whatAnOlderVersionClaimsEndsWithTheNewest() {
    var row = row("-", "-", "event-overdose{" + CLAIM.formatted("") + "}");
    var withdrawn = ",\"withdrawnAt\":\"2026-06-10T21:30:00-04:00\"";
    var later = row("-", "-", "event-overdose{" + CLAIM.formatted(withdrawn) + "}");
    var silent = row("-", "-", "event-overdose");

    for (var newest :
        Stream.of(later, silent).map(Row::record).map(CrisisEvent.class::cast).toList()) {
      assertThat(
              DISCLOSURES.decide(
                  row.record(), row.participant(), row.recipient(), row.at().claimedBy(newest)))
          .isInstanceOf(Nothing.class);
    }
    assertThat(decided(row)).isInstanceOf(Disclosed.class);
  }

  @Test
  void ofWhomTheTitleIsNotToldTheNumberByWhichARegistryTellsItIsNotEither() {
    var author =
        "making.author={\"id\":\"S-1\",\"name\":\"Ana Ortiz\",\"role\":\"%s\","
            + "\"npi\":\"1234567893\"}";

    var counsellor =
        disclosed("no-sud", "-", "plan-parts{" + author.formatted("addiction counsellor") + "}");
    var nurse = disclosed("no-sud", "-", "plan-parts{" + author.formatted("nurse") + "}");

    assertThat(((CrisisPlan) counsellor.record()).making().author().npi()).isEmpty();
    assertThat(((CrisisPlan) nurse.record()).making().author().npi()).contains("1234567893");
  }
}
