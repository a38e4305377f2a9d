package org.warmhandoff.fhir.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.record.NotUnderstood;
import org.warmhandoff.record.ReferralStatus.State;

/** Of which referral a partner tells. */
class ReferralIdsTest {

  private static final String ACCEPTED = "\"status\": \"accepted\"";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"identifier\": [{\"system\": \"https://id.bridgewater-iop.example/referral-task\", \"value\": \"R-4001\"}]",
        "\"identifier\": [{\"value\": \"1\"}, {}, {\"system\": \"HTTPS://ID.bridgewater-iop.example/referral\", \"value\": \" R-4001 \"}]",
        "\"focus\": {\"identifier\": {\"system\": \"https://id.bridgewater-iop.example/referral\", \"value\": \"R-4001\"}}",
        "\"focus\": {\"reference\": \"ServiceRequest/77\"}",
        "\"focus\": {\"reference\": \"https://partner.example/fhir/r4/ServiceRequest/77\"}",
        "\"focus\": {\"reference\": \"ServiceRequest/77/_history/3\"}",
        "\"basedOn\": [{\"reference\": \"CarePlan/1\"}, {\"reference\": \"ServiceRequest/77\"}]",
        "\"groupIdentifier\": {\"system\": \"https://id.bridgewater-iop.example/referral\", \"value\": \"R-4001\"}",
        "\"contained\": [{\"resourceType\": \"ServiceRequest\", \"id\": \"sr\", \"identifier\": [{\"system\": \"https://id.bridgewater-iop.example/referral\", \"value\": \"R-4001\"}]}], \"focus\": {\"reference\": \"#sr\"}",
        "\"id\": \"88\"",
        "\"partOf\": [{\"reference\": \"Task/88\"}]"
      })
  void theReferralIsToldInManyWays(String element) {
    var status = Heard.status("{\"resourceType\": \"Task\", " + ACCEPTED + ", " + element + "}");

    assertThat(status.referralId()).contains("R-4001");
    assertThat(status.state()).isEqualTo(State.ACCEPTED);
    assertThat(status.notUnderstood()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"focus\": {\"reference\": \"ServiceRequest/78\"}",
        "\"focus\": {\"reference\": \"Observation/77\"}",
        "\"focus\": {\"reference\": \"urn:uuid:2fe9c1b0-0001-4000-8000-000000000000\"}",
        "\"focus\": {\"reference\": \"#gone\"}",
        "\"focus\": {\"display\": \"R-4001\"}",
        "\"identifier\": [{\"system\": \"http://partner.example/referral\", \"value\": \"R-4001\"}]",
        "\"identifier\": [{\"system\": \"https://id.bridgewater-iop.example/referral-version\", \"value\": \"R-4001-v1\"}]",
        "\"identifier\": [{\"value\": \"R-4001\"}]"
      })
  void whatMayBeAnotherReferralIsNotTakenForOurs(String element) {
    var status = Heard.status("{\"resourceType\": \"Task\", " + ACCEPTED + ", " + element + "}");

    assertThat(status.referralId()).isEmpty();
    assertThat(status.state()).isEqualTo(State.ACCEPTED);
  }

  @Test
  void aTaskOfTwoReferralsTellsOfNone() {
    var status =
        Heard.status(
            "{\"resourceType\": \"Task\", "
                + ACCEPTED
                + ", \"basedOn\": [{\"reference\": \"ServiceRequest/77\"},"
                + " {\"reference\": \"ServiceRequest/99\"}]}");

    assertThat(status.referralId()).isEmpty();
    assertThat(status.notUnderstood())
        .containsExactly(new NotUnderstood("Task", "tells of several referrals"));
  }
}
