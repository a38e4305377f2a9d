package org.warmhandoff.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.disclosure.Ground.CONSENT_NOT_IN_FORCE;
import static org.warmhandoff.disclosure.Ground.CONSENT_REVOKED;
import static org.warmhandoff.disclosure.Ground.NOT_IN_SCOPE;
import static org.warmhandoff.disclosure.Ground.NO_CONSENT;
import static org.warmhandoff.testing.RecordSheets.consent;
import static org.warmhandoff.testing.RecordSheets.danaOf;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.plan;
import static org.warmhandoff.testing.RecordSheets.referral;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.address.Directory;
import org.warmhandoff.disclosure.Ground;
import org.warmhandoff.flow.message.Addressee;
import org.warmhandoff.flow.message.Cleared.Withheld;
import org.warmhandoff.flow.message.Parcel;
import org.warmhandoff.testing.Decisions;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.SettableClock;

class DisclosureGateTest {

  private static final RecordSheet FOR_ALL =
      consent("CO-1", "mental-health", "substance-use", "safety-plan", "location");
  private static final RecordSheet FOR_PLANS = consent("CO-1", "mental-health", "safety-plan");

  private final SettableClock clock = new SettableClock("2026-11-21T12:00:00Z");
  private final DisclosureGate gate =
      Decisions.gate(
          new Directory(Partners.near().partners()), clock, ZoneId.of("America/New_York"));

  private Optional<Ground> withheld(RecordSheet record, RecordSheet... consents) {
    var addressee =
        new Addressee(record.record(), danaOf("psychiatry", consents).record(), "psychiatry");
    var cleared = gate.clear(new Parcel(List.of(addressee)));
    assertThat(cleared.allowed().size() + cleared.withheld().size()).isOne();
    return cleared.withheld().stream().map(Withheld::ground).findFirst();
  }

  private static RecordSheet to(RecordSheet consent, String kind, String name) {
    return consent.with("recipient", RecordSheet.of("{}").with(kind, name));
  }

  @Test
  void withoutConsentNothingGoes() {
    assertThat(withheld(plan())).contains(NO_CONSENT);
    assertThat(withheld(event())).contains(NO_CONSENT);
    assertThat(withheld(referral())).contains(NO_CONSENT);
  }

  @Test
  void aConsentThatNamesThePartnerLetsThrough() {
    assertThat(withheld(plan(), FOR_PLANS)).isEmpty();
  }

  @Test
  void aConsentForTheRoleLetsEveryPartnerOfTheRoleThrough() {
    assertThat(withheld(plan(), to(FOR_PLANS, "role", "psychiatry"))).isEmpty();
  }

  @Test
  void aConsentForAnotherPartnerOrRoleLetsNobodyElseThrough() {
    assertThat(withheld(plan(), to(FOR_PLANS, "partner", "primary-care"))).contains(NO_CONSENT);
    assertThat(withheld(plan(), to(FOR_PLANS, "role", "crisis-center"))).contains(NO_CONSENT);
  }

  @Test
  void aConsentForAContactLetsNoPartnerThrough() {
    var mother =
        RecordSheet.of(
            """
            {
              "id": "psychiatry", "name": "Carmen", "relationship": "mother", "mayBeTold": true,
              "phones": [{"number": "+14135550103", "use": "home"}], "livesWith": false
            }
            """);
    var dana =
        danaOf("psychiatry", to(FOR_ALL, "contact", "psychiatry"))
            .with("emergencyContacts", List.of(mother));

    var cleared =
        gate.clear(
            new Parcel(List.of(new Addressee(plan().record(), dana.record(), "psychiatry"))));

    assertThat(cleared.allowed()).isEmpty();
    assertThat(cleared.withheld()).extracting(Withheld::ground).containsExactly(NO_CONSENT);
  }

  @Test
  void aConsentMustCoverAllThatTheRecordTells() {
    assertThat(withheld(plan(), consent("CO-1", "mental-health"))).contains(NOT_IN_SCOPE);
    assertThat(withheld(plan().with("substanceUse", true), FOR_PLANS)).contains(NOT_IN_SCOPE);
    assertThat(withheld(event().with("what", "overdose"), FOR_PLANS)).contains(NOT_IN_SCOPE);
    assertThat(withheld(plan().with("substanceUse", true), FOR_ALL)).isEmpty();
  }

  @Test
  void severalConsentsAddUp() {
    var one = consent("CO-1", "mental-health");
    var other = to(consent("CO-2", "safety-plan"), "role", "psychiatry");

    assertThat(withheld(plan(), one)).contains(NOT_IN_SCOPE);
    assertThat(withheld(plan(), one, other)).isEmpty();
  }

  @Test
  void whatHasEndedAddsNothing() {
    var ended = consent("CO-2", "safety-plan").with("to", "2026-11-01");

    assertThat(withheld(plan(), consent("CO-1", "mental-health"), ended))
        .contains(CONSENT_NOT_IN_FORCE);
  }

  /** New York is five hours behind: the days begin and end at 05:00 UTC. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-21T04:59:59Z, false",
    "2026-11-21T05:00:00Z, true",
    "2026-11-23T04:59:59Z, true",
    "2026-11-23T05:00:00Z, false"
  })
  void aConsentHoldsFromItsFirstToItsLastDayOfTheCalendarHere(String now, boolean holds) {
    clock.set(now);
    var twoDays = FOR_PLANS.with("from", "2026-11-21").with("to", "2026-11-22");

    var ground = withheld(plan(), twoDays);

    assertThat(ground).isEqualTo(holds ? Optional.empty() : Optional.of(CONSENT_NOT_IN_FORCE));
  }

  @Test
  void aConsentThatIsNotGivenYetDoesNotHold() {
    var tonight = FOR_PLANS.with("givenAt", "2026-11-21T12:00:01Z");

    assertThat(withheld(plan(), tonight)).contains(CONSENT_NOT_IN_FORCE);
  }

  @Test
  void aRevokedConsentHoldsNoMoreFromThatMomentOn() {
    var revoked = FOR_PLANS.with("revokedAt", "2026-11-21T12:00:00Z");

    assertThat(withheld(plan(), revoked)).contains(CONSENT_REVOKED);
    clock.set("2026-11-21T11:59:59Z");
    assertThat(withheld(plan(), revoked)).isEmpty();
  }

  @Test
  void aNewConsentHoldsThoughAnEarlierOneWasRevoked() {
    var revoked = FOR_PLANS.with("revokedAt", "2026-06-01T00:00:00Z");

    assertThat(withheld(plan(), revoked, FOR_PLANS.id("CO-2"))).isEmpty();
  }

  @Test
  void aConsentForEmergenciesHoldsInAnEmergency() {
    var emergency = event().with("severity", "emergency");
    var forEmergencies = FOR_ALL.with("purpose", "emergency");

    assertThat(withheld(emergency, forEmergencies)).isEmpty();
    assertThat(withheld(referral().with("urgency", "stat"), forEmergencies)).isEmpty();
  }

  @Test
  void aConsentForEmergenciesIsInForceAndDoesNotCoverWhatIsNoEmergency() {
    var forEmergencies = FOR_ALL.with("purpose", "emergency");

    assertThat(withheld(event(), forEmergencies)).contains(NOT_IN_SCOPE);
    assertThat(withheld(plan(), forEmergencies)).contains(NOT_IN_SCOPE);
  }

  @Test
  void eachPurposeOfCareCoversEveryRecord() {
    assertThat(withheld(plan(), FOR_PLANS.with("purpose", "treatment"))).isEmpty();
    assertThat(withheld(plan(), FOR_PLANS.with("purpose", "care-coordination"))).isEmpty();
    assertThat(withheld(plan(), FOR_PLANS.with("purpose", "treatment-payment-operations")))
        .isEmpty();
  }
}
