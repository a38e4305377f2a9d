package org.warmhandoff.delivery;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.warmhandoff.flow.message.DeliveryState.DELIVERED;
import static org.warmhandoff.flow.message.DeliveryState.WAITING;
import static org.warmhandoff.flow.message.DeliveryState.WITHHELD;
import static org.warmhandoff.testing.RecordSheets.consent;
import static org.warmhandoff.testing.RecordSheets.danaOf;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.placeIn;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.warmhandoff.disclosure.AccountedDisclosure;
import org.warmhandoff.disclosure.Basis;
import org.warmhandoff.disclosure.Receiver;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Permitted;
import org.warmhandoff.flow.message.Sending;
import org.warmhandoff.flow.message.Withdrawn;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.RecordSheet;

/** What is kept of what is sent, and what becomes of it when consent changes. */
interface DisclosureContract extends StoreAtHand {

  Sending SENDING = new Sending("POST / (transaction)", "{\"resourceType\": \"Bundle\"}");

  RecordSheet WIDE = consent("CO-1", "mental-health", "substance-use", "safety-plan", "location");
  RecordSheet NARROW =
      consent("CO-2", "mental-health", "safety-plan", "location")
          .with("givenAt", "2026-11-21T10:00:00Z");
  RecordSheet WITH_SUBSTANCES =
      plan().with("relapsePrevention", RecordSheet.of("{\"triggers\": [\"Payday\"]}"));

  RecordSheet CLAIM =
      RecordSheet.of(
          """
          {
            "declaredBy": {"id": "S-1", "name": "Hannah Lindqvist", "role": "psychiatrist"},
            "declaredAt": "2026-11-21T11:58:00Z", "nature": "Found unresponsive.",
            "whyNoConsent": "unconscious-or-incapacitated"
          }
          """);

  private Permitted claimed() {
    var opened = (Opened) bridge().open(bridge().claimOnly("psychiatry"));
    return (Permitted) bridge().gate().again(opened);
  }

  /** It may have left, and nothing is heard of it yet. */
  private Permitted underWay() {
    var permitted = claimed();
    sent(permitted);
    return permitted;
  }

  private Withdrawn claimedToTakeBack() {
    var opened = (Opened) bridge().open(bridge().claimOnly("psychiatry"));
    return (Withdrawn) bridge().gate().again(opened);
  }

  private void retired(Withdrawn withdrawn, String... staying) {
    assertThat(bridge().setOut(withdrawn.delivery())).isTrue();
    assertThat(bridge().mayDisclose(withdrawn, SENDING)).isTrue();
    bridge()
        .settle(withdrawn.delivery(), new Outcome.Retired(withdrawn.ground(), List.of(staying)));
  }

  private void revoked() {
    bridge()
        .submit(danaOf("psychiatry", WIDE.with("revokedAt", "2026-11-21T11:59:59Z")).version(2));
  }

  private void sent(Permitted permitted) {
    assertThat(bridge().setOut(permitted.delivery())).isTrue();
    assertThat(bridge().mayDisclose(permitted, SENDING)).isTrue();
  }

  private void delivered(Permitted permitted) {
    sent(permitted);
    bridge().settle(permitted.delivery(), Outcomes.delivered("CarePlan/1"));
  }

  private List<AccountedDisclosure> accounted() {
    return bridge().disclosures().of("P-1", Instant.EPOCH);
  }

  private List<AttentionReason> told() {
    return bridge().attention().open(10).stream().map(item -> item.reason()).toList();
  }

  @Test
  default void whatIsSentIsKeptWithTheConsentAndTheRecipient() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(WITH_SUBSTANCES);

    delivered(claimed());

    assertThat(accounted())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.at()).isEqualTo(clock().instant());
              assertThat(one.key()).isEqualTo(WITH_SUBSTANCES.record().key());
              assertThat(one.receiver().partner()).isEqualTo("psychiatry");
              assertThat(one.receiver().name()).isEqualTo("psychiatry");
              assertThat(one.restsOn().basis()).isEqualTo(Basis.CONSENT);
              assertThat(one.restsOn().consents()).containsExactly("CO-1");
              assertThat(one.purposes()).containsExactly("treatment");
              assertThat(one.withheld()).isEmpty();
              assertThat(one.restsOn().declared()).isEmpty();
              assertThat(bridge().disclosures().content(one.writes().get(0).digest()))
                  .contains(SENDING.content());
            });
  }

  @Test
  default void whatDoesNotGoAlongIsKeptAsWell() {
    bridge().submit(danaOf("psychiatry", NARROW));
    bridge().submit(WITH_SUBSTANCES);

    delivered(claimed());

    assertThat(accounted())
        .singleElement()
        .satisfies(one -> assertThat(one.withheld()).containsExactly(Sensitivity.SUBSTANCE_USE));
  }

  @Test
  default void theSameContentIsKeptOnce() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(plan());
    var permitted = claimed();

    assertThat(bridge().mayDisclose(permitted, SENDING)).isTrue();
    assertThat(bridge().mayDisclose(permitted, SENDING)).isTrue();

    assertThat(accounted())
        .flatExtracting(AccountedDisclosure::writes)
        .hasSize(2)
        .extracting(AccountedDisclosure.AccountedWrite::digest)
        .containsOnly(accounted().get(0).writes().get(0).digest());
    assertThat(
            store().db().sql("select count(*) from disclosed_content").query(Long.class).single())
        .isOne();
  }

  @Test
  default void whatIsRevokedBetweenTheWriteAheadAndTheWriteIsNotSent() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(plan());
    var permitted = claimed();
    assertThat(bridge().setOut(permitted.delivery())).isTrue();

    bridge()
        .submit(danaOf("psychiatry", WIDE.with("revokedAt", "2026-11-21T11:59:59Z")).version(2));

    assertThat(bridge().mayDisclose(permitted, SENDING)).isFalse();
    assertThat(accounted()).isEmpty();
    bridge().settle(permitted.delivery(), Outcome.TryLater.unasked("decided anew"));
    clock().pass(Duration.ofHours(1));
    assertThat(bridge().gate().again((Opened) bridge().open(bridge().claimOnly("psychiatry"))))
        .isNotInstanceOf(Permitted.class);
  }

  @Test
  default void whatIsRevokedWhileItIsUnderWayIsTakenBackWhenItHasArrived() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(plan());
    var permitted = underWay();

    revoked();
    bridge().settle(permitted.delivery(), Outcomes.delivered("CarePlan/1"));

    var again = (Opened) bridge().open(bridge().claimOnly("psychiatry"));
    assertThat(bridge().gate().again(again)).isInstanceOf(Withdrawn.class);
    assertThat(again.held().orElseThrow().edition()).isEqualTo(1);
    assertThat(told()).containsExactly(AttentionReason.CONSENT_CHANGED);
  }

  @Test
  default void aWriteWaitsForWhoeverIsTakingInOtherConsent() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(plan());
    var permitted = claimed();
    assertThat(bridge().setOut(permitted.delivery())).isTrue();

    var may =
        store()
            .transaction()
            .execute(
                status -> {
                  revoked();
                  var asked = supplyAsync(() -> bridge().mayDisclose(permitted, SENDING));
                  await().until(() -> asked.isDone() || store().somebodyWaits());
                  return asked;
                });

    assertThat(may.join()).isFalse();
    assertThat(accounted()).isEmpty();
  }

  @Test
  default void whatIsNarrowedWhileItIsUnderWayGoesAgainWhenItHasArrived() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(WITH_SUBSTANCES);
    var wide = underWay();

    bridge().submit(danaOf("psychiatry", WIDE, NARROW).version(2));
    bridge().settle(wide.delivery(), Outcomes.delivered("CarePlan/1"));

    var narrow = claimed();
    assertThat(narrow.disclosed().mayKnow()).doesNotContain(Sensitivity.SUBSTANCE_USE);
    assertThat(narrow.delivery().edition()).isEqualTo(2);
    assertThat(narrow.opened().held().orElseThrow().edition()).isEqualTo(1);
    assertThat(told()).containsExactly(AttentionReason.CONSENT_CHANGED);
  }

  @Test
  default void whatIsRevokedAndAllowedAgainWhileItIsUnderWayStays() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(plan());
    var permitted = underWay();

    revoked();
    bridge().submit(danaOf("psychiatry", WIDE).version(3));
    bridge().settle(permitted.delivery(), Outcomes.delivered("CarePlan/1"));

    assertThat(bridge().plan(1)).isEqualTo(DELIVERED);
    assertThat(told()).isEmpty();
  }

  @Test
  default void whatNobodyHoldsTheLaneForIsNotSent() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(plan());
    var permitted = claimed();

    clock().pass(Duration.ofHours(1));

    assertThat(bridge().mayDisclose(permitted, SENDING)).isFalse();
    assertThat(accounted()).isEmpty();
  }

  private static RecordSheet overdose() {
    return event().with("severity", "emergency").with("what", "overdose");
  }

  @Test
  default void anEmergencyDisclosureIsKeptWithWhatTheRuleWants() {
    bridge().submit(danaOf("psychiatry"));
    bridge().submit(overdose().with("emergencyDisclosure", CLAIM));

    assertThat(bridge().mayDisclose(claimed(), SENDING)).isTrue();

    assertThat(accounted())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.restsOn().basis()).isEqualTo(Basis.MEDICAL_EMERGENCY);
              assertThat(one.restsOn().consents()).isEmpty();
              assertThat(one.restsOn().declared())
                  .hasValueSatisfying(
                      declared -> {
                        assertThat(declared.discloser())
                            .isEqualTo("Hannah Lindqvist, psychiatrist");
                        assertThat(declared.nature()).startsWith("Found unresponsive.");
                        assertThat(declared.at()).isEqualTo(Instant.parse("2026-11-21T11:58:00Z"));
                      });
            });
  }

  @Test
  default void whereLessMayBeToldItGoesAgainAndAPersonIsTold() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(WITH_SUBSTANCES);
    delivered(claimed());

    bridge().submit(danaOf("psychiatry", WIDE, NARROW).version(2));

    assertThat(bridge().plan(1)).isEqualTo(WAITING);
    assertThat(told()).containsExactly(AttentionReason.CONSENT_CHANGED);
    delivered(claimed());
    assertThat(accounted().get(1).withheld()).isNotEmpty();
    assertThat(told()).containsExactly(AttentionReason.CONSENT_CHANGED);
  }

  @Test
  default void whereMoreMayBeToldItGoesAgain() {
    bridge().submit(danaOf("psychiatry", NARROW));
    bridge().submit(WITH_SUBSTANCES);
    delivered(claimed());

    bridge()
        .submit(
            danaOf("psychiatry", NARROW, WIDE.with("givenAt", "2026-11-21T11:00:00Z")).version(2));

    assertThat(bridge().plan(1)).isEqualTo(WAITING);
    assertThat(told()).isEmpty();
    delivered(claimed());
    assertThat(accounted().get(1).withheld()).isEmpty();
  }

  @Test
  default void whereTheSameMayBeToldNothingGoesAgain() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(WITH_SUBSTANCES);
    delivered(claimed());

    bridge().submit(danaOf("psychiatry", WIDE).version(2));

    assertThat(bridge().plan(1)).isEqualTo(DELIVERED);
    assertThat(told()).isEmpty();
  }

  /** Dana's mother, whom her plan says to call. */
  private static RecordSheet mother() {
    return RecordSheet.of(
        """
        {
          "id": "EC-1", "name": "Inés Báez", "relationship": "mother", "mayBeTold": true,
          "phones": [{"number": "+14135550102", "use": "mobile"}], "livesWith": false
        }
        """);
  }

  private static RecordSheet withMother() {
    return plan()
        .with(
            "keyContacts",
            List.of(
                RecordSheet.of(
                    """
                    {
                      "name": "Inés Báez", "relationship": "mother", "contactId": "EC-1",
                      "phone": {"number": "+14135550102", "use": "mobile"}
                    }
                    """)));
  }

  private static RecordSheet danaWith(RecordSheet mother, RecordSheet... consents) {
    return danaOf("psychiatry", consents).with("emergencyContacts", List.of(mother));
  }

  private void goesAgainFor(RecordSheet participant) {
    bridge().submit(participant);
    assertThat(bridge().plan(1)).isEqualTo(WAITING);
    delivered(claimed());
    assertThat(bridge().plan(1)).isEqualTo(DELIVERED);
    assertThat(told()).isEmpty();
  }

  @Test
  default void aPlanGoesAgainWhereItsContactMayNotBeToldAnyMoreOrOnlyOfSomething() {
    bridge().submit(danaWith(mother(), WIDE));
    bridge().submit(withMother());
    delivered(claimed());

    goesAgainFor(danaWith(mother().with("about", List.of("a stay in hospital")), WIDE).version(2));
    goesAgainFor(danaWith(mother().with("mayBeTold", false), WIDE).version(3));
    goesAgainFor(danaOf("psychiatry", WIDE).version(4));
    goesAgainFor(danaWith(mother(), WIDE).version(5));
    var forMother =
        WIDE.with("id", "CO-7").with("recipient", RecordSheet.of("{\"contact\": \"EC-1\"}"));
    goesAgainFor(
        danaWith(mother(), WIDE, forMother.with("revokedAt", "2026-11-21T11:59:59Z")).version(6));
  }

  @Test
  default void aPlanDoesNotGoAgainForAContactThatItDoesNotShow() {
    bridge().submit(danaWith(mother(), WIDE));
    bridge().submit(plan());
    delivered(claimed());

    bridge().submit(danaWith(mother().with("mayBeTold", false), WIDE).version(2));

    assertThat(bridge().plan(1)).isEqualTo(DELIVERED);
  }

  @Test
  default void ofWhomContactsMayBeToldInAnAttemptInDoubtItIsNotTakenForWhatGoesNow() {
    bridge().submit(danaWith(mother(), WIDE));
    bridge().submit(withMother());
    var first = claimed();
    assertThat(bridge().setOut(first.delivery())).isTrue();
    assertThat(bridge().mayDisclose(first, SENDING)).isTrue();

    bridge().submit(danaWith(mother().with("mayBeTold", false), WIDE).version(2));
    bridge().settle(first.delivery(), Outcomes.delivered("CarePlan/1"));

    assertThat(bridge().plan(1)).isEqualTo(WAITING);
    delivered(claimed());
    assertThat(bridge().plan(1)).isEqualTo(DELIVERED);
  }

  @Test
  default void anEventGoesAgainForWhoMayNotBeToldAnyMoreAndNotForAnother() {
    bridge().submit(danaWith(mother(), WIDE));
    bridge().submit(event());
    delivered(claimed());
    var brother = mother().with("id", "EC-2").with("name", "Luis Báez").with("relationship", "x");

    bridge()
        .submit(
            danaOf("psychiatry", WIDE)
                .with("emergencyContacts", List.of(mother(), brother))
                .version(2));
    assertThat(bridge().claim("psychiatry")).isEmpty();

    bridge()
        .submit(
            danaOf("psychiatry", WIDE)
                .with("emergencyContacts", List.of(mother().with("mayBeTold", false), brother))
                .version(3));
    assertThat(bridge().claim("psychiatry")).hasSize(1);
  }

  @Test
  default void ofAPageThatShowsWhoMayBeToldAPersonHearsWhereThatChanges() {
    bridge().submit(danaWith(mother(), WIDE));
    bridge().submit(withMother());
    var permitted = claimed();
    bridge().settle(permitted.delivery(), new Outcome.ByHand("takes nothing", List.of("CarePlan")));
    bridge()
        .disclosures()
        .keepPage(
            permitted.delivery().id(),
            permitted.disclosed(),
            new Sending("page taken by ann", "{}"),
            new Receiver("psychiatry", "psychiatry", Optional.empty()),
            Instant.parse("2026-11-21T12:00:00Z"));

    bridge().submit(danaWith(mother(), WIDE).version(2));
    assertThat(told()).doesNotContain(AttentionReason.CONSENT_CHANGED);
    bridge().submit(danaWith(mother().with("mayBeTold", false), WIDE).version(3));
    assertThat(told()).contains(AttentionReason.CONSENT_CHANGED);
  }

  @Test
  default void whatWentBeforePermissionsOfContactsWereKeptGoesAgain() {
    bridge().submit(danaWith(mother(), WIDE));
    bridge().submit(withMother());
    delivered(claimed());
    store().db().sql("update disclosure set contacts = null").update();

    goesAgainFor(danaWith(mother(), WIDE).version(2));
  }

  @Test
  default void aParticipantWhoMovesIsNoChangeOfConsent() {
    var plans = consent("CO-1", "mental-health", "safety-plan");
    bridge().submit(danaOf("psychiatry", plans));
    bridge().submit(plan());
    delivered(claimed());

    bridge().submit(danaOf("psychiatry", plans).with("presentLocation", placeIn("NY")).version(2));

    assertThat(bridge().plan(1)).isEqualTo(DELIVERED);
    assertThat(told()).isEmpty();
  }

  @Test
  default void whereNothingOfANewerVersionMayBeToldAPersonIsTold() {
    bridge().submit(danaOf("psychiatry", NARROW));
    bridge().submit(plan());
    delivered(claimed());

    bridge().submit(plan().version(2).with("substanceUse", true));

    assertThat(bridge().plan(2)).isEqualTo(WAITING);
    var withdrawn = claimedToTakeBack();
    assertThat(withdrawn.former())
        .singleElement()
        .satisfies(was -> assertThat(was.version().version()).isOne());
    retired(withdrawn);
    assertThat(bridge().plan(2)).isEqualTo(WITHHELD);
  }

  @Test
  default void whereNothingMayBeToldAnyMoreWhatThePartnerHoldsIsTakenBack() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(plan());
    delivered(claimed());

    revoked();

    assertThat(bridge().plan(1)).isEqualTo(WAITING);
    assertThat(told()).containsExactly(AttentionReason.CONSENT_CHANGED);
    retired(claimedToTakeBack());
    assertThat(bridge().plan(1)).isEqualTo(WITHHELD);
    assertThat(told()).isEmpty();
    assertThat(accounted())
        .extracting(one -> one.restsOn().basis())
        .containsExactly(Basis.CONSENT, Basis.TAKING_BACK);
  }

  @Test
  default void aProgramMayLeaveItThereAndAPersonIsTold() {
    var leaving = new Bridge(store(), Partners.nearAndLeftAlone(), clock());
    leaving.submit(danaOf("psychiatry", WIDE));
    leaving.submit(plan());
    var opened = (Opened) leaving.open(leaving.claimOnly("psychiatry"));
    leaving.settle(opened.delivery(), Outcomes.delivered("CarePlan/1"));

    leaving.submit(danaOf("psychiatry").version(2));

    assertThat(leaving.plan(1)).isEqualTo(DELIVERED);
    assertThat(leaving.claim("psychiatry")).isEmpty();
    assertThat(told()).containsExactly(AttentionReason.CONSENT_CHANGED);
  }

  @Test
  default void whatStaysThereAllTheSameIsForAPerson() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(plan());
    delivered(claimed());
    revoked();

    retired(claimedToTakeBack(), "CarePlan of version 1: stays there as it was");

    assertThat(bridge().plan(1)).isEqualTo(WITHHELD);
    assertThat(told()).containsExactly(AttentionReason.CONSENT_CHANGED);
  }

  @Test
  default void whatStaysIsWrittenDownHoweverMuchItIs() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(plan());
    delivered(claimed());
    revoked();

    retired(
        claimedToTakeBack(),
        Collections.nCopies(20, "Observation: refused there, stays as it was")
            .toArray(String[]::new));

    assertThat(bridge().plan(1)).isEqualTo(WITHHELD);
  }

  @Test
  default void whatWasTakenBackIsNotTakenBackTwice() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(plan());
    delivered(claimed());
    revoked();
    retired(claimedToTakeBack());

    bridge().submit(danaOf("psychiatry").version(3));

    assertThat(bridge().plan(1)).isEqualTo(WITHHELD);
    assertThat(bridge().claim("psychiatry")).isEmpty();
  }

  @Test
  default void whatWasOverAndIsTakenBackIsNotWrittenAgainWhereConsentComesBack() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(plan());
    delivered(claimed());
    bridge().submit(plan().version(2).with("state", "withdrawn"));
    delivered(claimed());
    revoked();
    retired(claimedToTakeBack());

    bridge().submit(danaOf("psychiatry", WIDE).version(3));

    assertThat(bridge().claim("psychiatry"))
        .allSatisfy(
            one ->
                assertThat(bridge().open(one))
                    .isEqualTo(new AttemptResult(one, new Outcome.NotNeeded())));
  }

  @Test
  default void whereConsentComesBackItGoesAgainAsAnotherEdition() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(plan());
    delivered(claimed());
    revoked();
    retired(claimedToTakeBack());

    bridge().submit(danaOf("psychiatry", NARROW).version(3));

    var again = claimed();
    assertThat(again.delivery().edition()).isGreaterThan(1);
    assertThat(again.opened().held()).isEmpty();
    delivered(again);
    assertThat(bridge().plan(1)).isEqualTo(DELIVERED);
    assertThat(told()).isEmpty();
  }

  @Test
  default void whatIsAllowedAgainBeforeItIsTakenBackIsNotTakenBack() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(plan());
    delivered(claimed());
    revoked();
    var withdrawn = claimedToTakeBack();
    assertThat(bridge().setOut(withdrawn.delivery())).isTrue();

    bridge().submit(danaOf("psychiatry", NARROW).version(3));

    assertThat(bridge().mayDisclose(withdrawn, SENDING)).isFalse();
  }

  @Test
  default void whatWasToldInAnEmergencyIsLeftAndAPersonIsTold() {
    bridge().submit(danaOf("psychiatry"));
    bridge().submit(overdose().with("emergencyDisclosure", CLAIM));
    delivered(claimed());

    bridge()
        .submit(
            overdose()
                .with("emergencyDisclosure", CLAIM.with("withdrawnAt", "2026-11-21T11:59:00Z"))
                .version(2));

    assertThat(
            bridge()
                .delivery(RecordKind.CRISIS_EVENT, "CE-1", 2, "psychiatry")
                .orElseThrow()
                .state())
        .isEqualTo(WITHHELD);
    assertThat(told()).contains(AttentionReason.CONSENT_CHANGED);
  }

  @Test
  default void whatMayHaveBeenToldInAnEmergencyIsLeftToo() {
    bridge().submit(danaOf("psychiatry"));
    bridge().submit(overdose().with("emergencyDisclosure", CLAIM));
    var permitted = claimed();
    assertThat(bridge().setOut(permitted.delivery())).isTrue();
    assertThat(bridge().mayDisclose(permitted, SENDING)).isTrue();
    bridge().settle(permitted.delivery(), Outcomes.unknown());
    clock().set("2026-11-21T18:00:00Z");

    bridge()
        .submit(
            overdose()
                .with("emergencyDisclosure", CLAIM.with("withdrawnAt", "2026-11-21T17:59:00Z"))
                .version(2));

    for (var claimed : bridge().claim("psychiatry")) {
      var opened = bridge().open(claimed);
      assertThat(opened instanceof Opened one ? bridge().gate().again(one) : opened)
          .isNotInstanceOf(Withdrawn.class);
    }
  }

  @Test
  default void whatItWasToldBeforeIsKnownWhereItGoesAgainWithLess() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(WITH_SUBSTANCES);
    delivered(claimed());

    bridge().submit(danaOf("psychiatry", WIDE, NARROW).version(2));

    var again = claimed();
    assertThat(again.delivery().edition()).isEqualTo(2);
    assertThat(again.opened().held())
        .hasValueSatisfying(
            held -> {
              assertThat(held.version()).isOne();
              assertThat(held.edition()).isOne();
              assertThat(held.known())
                  .hasValueSatisfying(
                      known -> assertThat(known).contains(Sensitivity.SUBSTANCE_USE));
            });
  }

  @Test
  default void whereAPageMayBePrintedAPersonIsTold() {
    bridge().submit(danaOf("psychiatry", WIDE));
    bridge().submit(plan());
    bridge().settle(claimed().delivery(), new Outcome.ByHand("takes nothing", List.of("CarePlan")));

    bridge()
        .submit(danaOf("psychiatry", WIDE.with("revokedAt", "2026-11-21T11:59:59Z")).version(2));

    assertThat(bridge().plan(1)).isEqualTo(WITHHELD);
    assertThat(told()).containsExactly(AttentionReason.CONSENT_CHANGED);
  }

  @Test
  default void aConsentThatBeginsLaterGoesOnItsDayByItself() {
    bridge().lookAtTheDay();
    bridge().submit(danaOf("psychiatry", WIDE.with("from", "2026-11-22")));
    bridge().submit(plan());
    assertThat(bridge().plan(1)).isEqualTo(WITHHELD);
    bridge().lookAtTheDay();
    assertThat(bridge().plan(1)).isEqualTo(WITHHELD);

    clock().set("2026-11-22T00:00:00Z");
    bridge().lookAtTheDay();

    assertThat(bridge().plan(1)).isEqualTo(WAITING);
  }

  @Test
  default void aConsentThatEndsChangesWhatPartnersHoldOnTheDayAfterByItself() {
    bridge().lookAtTheDay();
    bridge()
        .submit(
            danaOf(
                "psychiatry",
                consent("CO-1", "mental-health", "safety-plan"),
                consent("CO-2", "substance-use").with("to", "2026-11-22")));
    bridge().submit(WITH_SUBSTANCES);
    delivered(claimed());

    clock().set("2026-11-24T00:00:00Z"); // it was down on the 23rd
    bridge().lookAtTheDay();

    assertThat(bridge().plan(1)).isEqualTo(WAITING);
    assertThat(told()).contains(AttentionReason.CONSENT_CHANGED);
    assertThat(bridge().delivery(RecordKind.CRISIS_PLAN, "CP-1", 1, "psychiatry")).isPresent();
  }

  @Test
  default void ofAPartnerThatLosesItsRoleEverythingIsDecidedAnew() {
    bridge().lookAtTheDay();
    bridge()
        .submit(
            danaOf(
                "psychiatry",
                WIDE.with("recipient", RecordSheet.of("{\"role\": \"psychiatry\"}"))));
    bridge().submit(plan());
    delivered(claimed());
    bridge().lookAtTheDay();
    assertThat(bridge().plan(1)).isEqualTo(DELIVERED);

    var without =
        new Bridge(
            store(),
            Partners.config(
                """
                  - name: psychiatry
                    roles: [crisis-center]
                    base-url: http://localhost:1/fhir
                """),
            clock());
    without.lookAtTheDay();

    assertThat(without.plan(1)).isEqualTo(WAITING);
    assertThat(told()).containsExactly(AttentionReason.CONSENT_CHANGED);
    var opened = (Opened) without.open(without.claimOnly("psychiatry"));
    assertThat(without.gate().again(opened)).isInstanceOf(Withdrawn.class);
  }
}
