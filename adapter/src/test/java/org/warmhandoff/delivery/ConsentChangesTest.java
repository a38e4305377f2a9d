package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.delivery.DisclosureContract.CLAIM;
import static org.warmhandoff.delivery.DisclosureContract.NARROW;
import static org.warmhandoff.delivery.DisclosureContract.SENDING;
import static org.warmhandoff.delivery.DisclosureContract.WIDE;
import static org.warmhandoff.delivery.DisclosureContract.WITH_SUBSTANCES;
import static org.warmhandoff.flow.message.DeliveryState.DELIVERED;
import static org.warmhandoff.flow.message.DeliveryState.WAITING;
import static org.warmhandoff.testing.RecordSheets.consent;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.danaOf;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.disclosure.Basis;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.FormerDisclosure;
import org.warmhandoff.disclosure.Receiver;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Permitted;
import org.warmhandoff.flow.message.Receipt;
import org.warmhandoff.flow.message.Sending;
import org.warmhandoff.flow.message.Withdrawn;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.store.JdbcConsentDays;
import org.warmhandoff.terminology.Terminology;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.PlanHandover;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.Store;

/**
 * What becomes of what partners hold, and of what waits, at each moment at which consent changes.
 */
class ConsentChangesTest {

  static final Program PROGRAM =
      new Program(
          "https://id.bridgewater-iop.example",
          "Bridgewater Virtual IOP",
          Optional.empty(),
          ZoneId.of("America/New_York"));
  static final Mappings MAPPINGS = new Mappings(PROGRAM, Terminology.shipped());

  private final SettableClock clock = new SettableClock("2026-11-21T12:00:00Z");
  private final Store store;
  private final Bridge bridge;

  ConsentChangesTest(@TempDir Path directory) {
    store = Store.h2(directory);
    bridge = new Bridge(store, Partners.near(), clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private DeliveryStage stage() {
    return stage(bridge.claimOnly("psychiatry"));
  }

  private DeliveryStage stage(Delivery delivery) {
    return bridge.open(delivery) instanceof Opened opened
        ? bridge.gate().again(opened)
        : bridge.open(delivery);
  }

  private Permitted claimed() {
    return (Permitted) stage();
  }

  private void delivered(Permitted permitted) {
    assertThat(bridge.setOut(permitted.delivery())).isTrue();
    assertThat(bridge.mayDisclose(permitted, SENDING)).isTrue();
    bridge.settle(permitted.delivery(), Outcomes.delivered("CarePlan/1"));
  }

  /** The same, where these consents of the participant stand as resources of their own. */
  private void deliveredWithConsents(Permitted permitted, String... ids) {
    assertThat(bridge.setOut(permitted.delivery())).isTrue();
    assertThat(bridge.mayDisclose(permitted, SENDING)).isTrue();
    var plain = Outcomes.receipt("CarePlan/1");
    var written = new ArrayList<>(plain.written());
    for (var id : ids) {
      var token = PROGRAM.namespace() + "/consent|" + id;
      written.add(new Written("Consent", token, id, Optional.empty()));
    }
    bridge.settle(
        permitted.delivery(),
        new Outcome.Delivered(
            new Receipt(plain.form(), plain.link(), plain.main(), written, List.of(), List.of())));
  }

  private void lost(Permitted permitted, Form form) {
    assertThat(bridge.setOut(permitted.delivery(), form)).isTrue();
    assertThat(bridge.mayDisclose(permitted, SENDING)).isTrue();
    bridge.settle(permitted.delivery(), Outcomes.unknown());
  }

  private void retired(Withdrawn withdrawn, String... staying) {
    assertThat(bridge.setOut(withdrawn.delivery())).isTrue();
    assertThat(bridge.mayDisclose(withdrawn, SENDING)).isTrue();
    bridge.settle(withdrawn.delivery(), new Outcome.Retired(withdrawn.ground(), List.of(staying)));
  }

  private static RecordSheet revoked() {
    return WIDE.with("revokedAt", "2026-11-21T11:59:59Z");
  }

  private List<AttentionReason> told() {
    return bridge.attention().open(10).stream().map(item -> item.reason()).toList();
  }

  private static RecordSheet overdose() {
    return event().with("severity", "emergency").with("what", "overdose");
  }

  @Test
  void aFormerPartnerOfTheCareNetworkIsTakenBackToo() {
    bridge.submit(danaOf("psychiatry", WIDE));
    bridge.submit(plan());
    delivered(claimed());
    bridge.submit(
        dana()
            .with("careNetwork", RecordSheet.of("{\"primaryCare\": \"primary-care\"}"))
            .with("consents", List.of(revoked()))
            .version(2));
    assertThat(bridge.plan(1) != DELIVERED || told().contains(AttentionReason.CONSENT_CHANGED))
        .as("state %s, told %s", bridge.plan(1), told())
        .isTrue();
  }

  @Test
  void whatIsOnItsWayToAFormerPartnerOfTheCareNetworkIsTakenBackWhenItHasArrived() {
    bridge.submit(danaOf("psychiatry", WIDE));
    bridge.submit(plan());
    var underWay = claimed();
    assertThat(bridge.setOut(underWay.delivery())).isTrue();
    assertThat(bridge.mayDisclose(underWay, SENDING)).isTrue();
    bridge.submit(
        dana()
            .with("careNetwork", RecordSheet.of("{\"primaryCare\": \"primary-care\"}"))
            .with("consents", List.of(revoked()))
            .version(2));

    bridge.settle(underWay.delivery(), Outcomes.delivered("CarePlan/1"));

    assertThat(bridge.plan(1) != DELIVERED || told().contains(AttentionReason.CONSENT_CHANGED))
        .as("state %s, told %s", bridge.plan(1), told())
        .isTrue();
  }

  @Test
  void aPageForAFormerPartnerOfTheCareNetworkIsToldToAPerson() {
    bridge.submit(danaOf("psychiatry", WIDE));
    bridge.submit(plan());
    bridge.settle(claimed().delivery(), new Outcome.ByHand("takes nothing", List.of("CarePlan")));

    bridge.submit(
        dana()
            .with("careNetwork", RecordSheet.of("{\"primaryCare\": \"primary-care\"}"))
            .with("consents", List.of(revoked()))
            .version(2));

    assertThat(told()).containsExactly(AttentionReason.CONSENT_CHANGED);
  }

  @Test
  void aFailedNarrowerAttemptDoesNotForgetWhatWasToldBefore() {
    bridge.submit(danaOf("psychiatry", WIDE));
    bridge.submit(WITH_SUBSTANCES);
    delivered(claimed());
    bridge.submit(danaOf("psychiatry", WIDE, NARROW).version(2));
    var first = claimed();
    assertThat(bridge.setOut(first.delivery())).isTrue();
    assertThat(bridge.mayDisclose(first, SENDING)).isTrue();
    bridge.settle(first.delivery(), Outcomes.tryLater());
    clock.pass(Duration.ofHours(1));
    assertThat(claimed().opened().held().orElseThrow().known().orElseThrow())
        .contains(Sensitivity.SUBSTANCE_USE);
  }

  @Test
  void aWiderTellingWhoseAnswerWasLostIsNotTakenForTheNarrower() {
    bridge.submit(danaOf("psychiatry", WIDE));
    bridge.submit(WITH_SUBSTANCES);
    lost(claimed(), Form.GRAPH);
    bridge.submit(danaOf("psychiatry", WIDE, NARROW).version(2));
    clock.pass(Duration.ofHours(1));
    var again = claimed();
    assertThat(again.disclosed().mayKnow()).doesNotContain(Sensitivity.SUBSTANCE_USE);
    var edition = again.delivery().edition();
    // asked by CP-1-v1, which the wide one is found by: nothing is written
    bridge.settle(again.delivery(), Outcomes.delivered("CarePlan/1"));
    assertThat(
            edition > 1
                || bridge.plan(1) == WAITING
                || told().contains(AttentionReason.CONSENT_CHANGED))
        .as("edition %s, %s, told %s", edition, bridge.plan(1), told())
        .isTrue();
  }

  @Test
  void anEmergencyDisclosureInDoubtIsNotRetired() {
    bridge.submit(danaOf("psychiatry"));
    bridge.submit(overdose().with("emergencyDisclosure", CLAIM.with("canBeAsked", true)));
    var permitted = claimed();
    assertThat(permitted.disclosed().basis()).isEqualTo(Basis.MEDICAL_EMERGENCY);
    lost(permitted, Form.GRAPH);
    bridge.submit(
        danaOf(
                "psychiatry",
                consent("CO-9", "mental-health", "substance-use", "safety-plan", "location")
                    .with("decision", "deny")
                    .with("givenAt", "2026-11-21T11:59:00Z"))
            .version(2));
    clock.pass(Duration.ofHours(1));
    assertThat(stage()).isInstanceOf(AttemptResult.class);
  }

  @Test
  void whatANewerCancelledVersionStandsBeforeIsTakenBack() {
    bridge.submit(danaOf("psychiatry", WIDE));
    bridge.submit(plan());
    delivered(claimed());
    bridge.submit(plan().version(2));
    var id = bridge.delivery(RecordKind.CRISIS_PLAN, "CP-1", 2, "psychiatry").orElseThrow().id();
    bridge.operating().carryOut(Operating.Move.CANCEL, List.of(id), "desk");
    bridge.submit(danaOf("psychiatry", revoked()).version(2));
    clock.pass(Duration.ofHours(1));
    var claims = bridge.claim("psychiatry");
    assertThat(!claims.isEmpty() || told().contains(AttentionReason.CONSENT_CHANGED))
        .as("v1 %s v2 %s claims %s told %s", bridge.plan(1), bridge.plan(2), claims, told())
        .isTrue();
  }

  @Test
  void aRevocationByAClockFiveSecondsAheadIsHeard() {
    bridge.lookAtTheDay();
    bridge.submit(danaOf("psychiatry", WIDE));
    bridge.submit(plan());
    delivered(claimed());
    bridge.submit(danaOf("psychiatry", WIDE.with("revokedAt", "2026-11-21T12:00:05Z")).version(2));
    clock.pass(Duration.ofDays(3));
    bridge.lookAtTheDay();
    assertThat(bridge.plan(1) != DELIVERED || told().contains(AttentionReason.CONSENT_CHANGED))
        .as("state %s, told %s", bridge.plan(1), told())
        .isTrue();
  }

  @Test
  void anEmergencyDeclaredByAClockFiveSecondsAheadGoes() {
    bridge.lookAtTheDay();
    bridge.submit(danaOf("psychiatry"));
    bridge.submit(
        overdose().with("emergencyDisclosure", CLAIM.with("declaredAt", "2026-11-21T12:00:05Z")));
    clock.pass(Duration.ofHours(30));
    bridge.lookAtTheDay();
    assertThat(bridge.claim("psychiatry")).isNotEmpty();
  }

  @Test
  void aClaimWithdrawnByAClockFiveSecondsAheadStopsWhatWaits() {
    bridge.submit(danaOf("psychiatry"));
    bridge.submit(overdose().with("emergencyDisclosure", CLAIM));
    bridge.submit(
        overdose()
            .with("emergencyDisclosure", CLAIM.with("withdrawnAt", "2026-11-21T12:00:05Z"))
            .version(2));
    var claims = bridge.claim("psychiatry");
    assertThat(claims.stream().map(this::stage)).noneMatch(Permitted.class::isInstance);
  }

  @Test
  void aClaimThatIsWithdrawnWhileItsEventIsHalfWrittenStopsTheRest() {
    bridge.submit(danaOf("psychiatry"));
    bridge.submit(overdose().with("emergencyDisclosure", CLAIM));
    var begun = claimed();
    assertThat(bridge.setOut(begun.delivery())).isTrue();
    assertThat(bridge.mayDisclose(begun, SENDING)).isTrue();

    bridge.submit(
        overdose()
            .with("emergencyDisclosure", CLAIM.with("withdrawnAt", "2026-11-21T12:00:00Z"))
            .version(2));

    assertThat(bridge.mayDisclose(begun, SENDING)).isFalse();
    assertThat(stage(begun.delivery())).isNotInstanceOf(Permitted.class);
  }

  private static final RecordSheet ROSA =
      RecordSheet.of(
          """
          {"id": "EC-1", "name": "Rosa Figueroa", "relationship": "sister", "mayBeTold": true,
           "livesWith": false, "phones": [{"number": "+15085550142", "use": "mobile"}]}
          """);
  private static final RecordSheet TO_ROSA =
      consent("CO-7", "mental-health").with("recipient", RecordSheet.of("{\"contact\": \"EC-1\"}"));
  private static final List<RecordSheet> ROSA_WAS_TOLD =
      List.of(
          RecordSheet.of(
              """
              {"what": "emergency-contact-told", "at": "2026-11-20T09:56:00Z",
               "by": "on-call clinician", "consentId": "CO-7"}
              """));

  private static boolean isRosa(Entry entry) {
    return entry.resource().fhirType().equals("RelatedPerson")
        && entry.identifier().getValue().equals("EC-1");
  }

  private List<Entry> retiredBy(Withdrawn withdrawn) {
    return withdrawn.former().stream()
        .flatMap(was -> MAPPINGS.retired(was, Audience.ANYBODY.as("Patient/7")).stream())
        .toList();
  }

  private static List<String> consents(List<Entry> entries) {
    return entries.stream()
        .filter(entry -> entry.resource() instanceof Consent)
        .map(entry -> entry.identifier().getValue())
        .toList();
  }

  @Test
  void theConsentItWasToldUnderIsTakenBackWithTheRecord() {
    bridge.submit(danaOf("psychiatry", WIDE));
    bridge.submit(WITH_SUBSTANCES);
    deliveredWithConsents(claimed(), "CO-1");
    bridge.submit(danaOf("psychiatry", revoked()).version(2));

    var retired = retiredBy((Withdrawn) stage());

    assertThat(consents(retired)).containsExactly("CO-1");
    assertThat(retired)
        .filteredOn(entry -> entry.resource() instanceof Consent)
        .allSatisfy(
            entry -> {
              var consent = (Consent) entry.resource();
              assertThat(consent.getStatus()).isEqualTo(ConsentState.INACTIVE);
              assertThat(consent.getProvision().isEmpty()).isTrue();
              assertThat(consent.getPolicy()).isEmpty();
              assertThat(consent.getPatient().getReference()).isEqualTo("Patient/7");
            });
  }

  @Test
  void aConsentThatANarrowerOneTookThePlaceOfIsTakenBackWithWhatGoesInstead() {
    bridge.submit(danaOf("psychiatry", WIDE));
    bridge.submit(WITH_SUBSTANCES);
    deliveredWithConsents(claimed(), "CO-1");
    bridge.submit(danaOf("psychiatry", revoked(), NARROW).version(2));

    var now = claimed();

    var former =
        FormerDisclosure.of(
            now.disclosed(),
            now.opened().held().orElseThrow().record(),
            Set.of(Sensitivity.values()),
            now.opened().consentsThere());
    var graph =
        MAPPINGS.replacing(
            MAPPINGS.graph(now.disclosed(), Audience.ANYBODY),
            now.disclosed(),
            former,
            Audience.ANYBODY);
    assertThat(graph.entries())
        .filteredOn(entry -> entry.resource() instanceof Consent)
        .extracting(entry -> ((Consent) entry.resource()).getStatus())
        .containsExactlyInAnyOrder(ConsentState.ACTIVE, ConsentState.INACTIVE);
  }

  @Test
  void aConsentThatStandsNowhereIsNotMade() {
    bridge.submit(danaOf("psychiatry", WIDE));
    bridge.submit(WITH_SUBSTANCES);
    var first = claimed();
    assertThat(bridge.setOut(first.delivery(), Form.DOCUMENT)).isTrue();
    assertThat(bridge.mayDisclose(first, SENDING)).isTrue();
    var receipt =
        Outcomes.receipt(Form.DOCUMENT, PlanHandover.LINK, "DocumentReference/1", Optional.of("1"));
    bridge.settle(first.delivery(), new Outcome.Delivered(receipt));
    bridge.submit(danaOf("psychiatry", revoked()).version(2));

    assertThat(consents(retiredBy((Withdrawn) stage()))).isEmpty();
  }

  @Test
  void aConsentThatOtherRecordsRestOnIsLeft() {
    var plans = consent("CO-2", "mental-health", "safety-plan", "location");
    bridge.submit(danaOf("psychiatry", plans, consent("CO-3", "substance-use")));
    bridge.submit(event().with("substanceUse", true));
    deliveredWithConsents(claimed(), "CO-2", "CO-3");
    bridge.submit(
        danaOf(
                "psychiatry",
                plans,
                consent("CO-3", "substance-use").with("revokedAt", "2026-11-21T11:59:59Z"))
            .version(2));

    assertThat(consents(retiredBy((Withdrawn) stage()))).containsExactly("CO-3");
  }

  @Test
  void aContactThatAnEmergencyShowsIsLeft() {
    var some = consent("CO-1", "mental-health", "safety-plan", "location");
    bridge.submit(danaOf("psychiatry", some, TO_ROSA).with("emergencyContacts", List.of(ROSA)));
    bridge.submit(event().with("actions", ROSA_WAS_TOLD));
    delivered(claimed());
    bridge.submit(
        overdose().id("CE-2").with("actions", ROSA_WAS_TOLD).with("emergencyDisclosure", CLAIM));
    var emergency = claimed();
    assertThat(emergency.disclosed().basis()).isEqualTo(Basis.MEDICAL_EMERGENCY);
    assertThat(MAPPINGS.graph(emergency.disclosed(), Audience.ANYBODY).entries())
        .anyMatch(ConsentChangesTest::isRosa);
    delivered(emergency);
    bridge.submit(
        danaOf("psychiatry", some.with("revokedAt", "2026-11-21T11:59:59Z"), TO_ROSA)
            .with("emergencyContacts", List.of(ROSA))
            .version(2));
    var withdrawn = (Withdrawn) stage();
    assertThat(withdrawn.delivery().key().id()).isEqualTo("CE-1");
    assertThat(retiredBy(withdrawn)).noneMatch(ConsentChangesTest::isRosa);
  }

  @Test
  void aPageTakenAfterMidnightDoesNotHideThatThePartnerHoldsMore() {
    bridge.lookAtTheDay();
    bridge.submit(
        danaOf(
            "psychiatry",
            consent("CO-1", "mental-health", "safety-plan"),
            consent("CO-2", "substance-use").with("to", "2026-11-22")));
    bridge.submit(WITH_SUBSTANCES);
    var permitted = claimed();
    delivered(permitted);
    clock.set("2026-11-23T00:00:05Z");
    var now =
        (Disclosed)
            bridge
                .gate()
                .disclosure(
                    permitted.opened().record(), permitted.opened().participant(), "psychiatry");
    bridge
        .disclosures()
        .keepPage(
            permitted.delivery().id(),
            now,
            new Sending("page taken by desk", "{}"),
            new Receiver("psychiatry", "psychiatry", Optional.empty()),
            clock.instant());
    bridge.lookAtTheDay();
    assertThat(bridge.plan(1)).isEqualTo(WAITING);
  }

  @Test
  void aMessageInDoubtThatStaysIsForAPersonWhereItIsRoutine() {
    bridge.submit(danaOf("psychiatry", WIDE));
    bridge.submit(plan());
    lost(claimed(), Form.MESSAGE);
    bridge.submit(danaOf("psychiatry", revoked()).version(2));
    clock.pass(Duration.ofHours(1));
    retired((Withdrawn) stage(), "message of version 1: stays there as it was");
    assertThat(told()).isNotEmpty();
  }

  @Test
  void whatStaysOfAnOlderVersionIsForAPerson() {
    bridge.submit(danaOf("psychiatry", NARROW));
    bridge.submit(plan());
    delivered(claimed());
    bridge.submit(plan().version(2).with("substanceUse", true));
    var before = told();
    retired((Withdrawn) stage(), "message of version 1: stays there as it was");
    assertThat(told()).as("before %s", before).isNotEmpty();
  }

  @Test
  void whatWasToldBeforeTheUpgradeIsCutAsWell() {
    bridge.submit(danaOf("psychiatry", WIDE));
    bridge.submit(WITH_SUBSTANCES);
    delivered(claimed());
    store.db().sql("delete from disclosure").update();
    store.db().sql("update delivery set basis = null, withheld = null, known = null").update();
    bridge.submit(danaOf("psychiatry", WIDE, NARROW).version(2));
    assertThat(bridge.plan(1) == WAITING || told().contains(AttentionReason.CONSENT_CHANGED))
        .as("state %s, told %s", bridge.plan(1), told())
        .isTrue();
  }

  private boolean knowsOfSubstances(RecordSheet... consents) {
    var disclosure =
        bridge
            .gate()
            .disclosure(
                WITH_SUBSTANCES.record(), danaOf("psychiatry", consents).record(), "psychiatry");
    return disclosure instanceof Disclosed disclosed
        && disclosed.mayKnow().contains(Sensitivity.SUBSTANCE_USE);
  }

  @Test
  void revokingANarrowerConsentTellsNoMore() {
    var narrower =
        consent("CO-2", "mental-health", "safety-plan", "location")
            .with("givenAt", "2026-06-01T10:00:00Z");
    var coordination =
        consent("CO-3", "mental-health", "safety-plan")
            .with("purpose", "care-coordination")
            .with("givenAt", "2026-07-01T10:00:00Z");
    assertThat(knowsOfSubstances(WIDE, narrower, coordination)).isFalse();
    assertThat(
            knowsOfSubstances(
                WIDE, narrower.with("revokedAt", "2026-11-20T10:00:00Z"), coordination))
        .isFalse();
  }

  @Test
  void whoComesOfAgeIsAskedAnew() {
    bridge.lookAtTheDay();
    bridge.submit(
        danaOf("psychiatry", WIDE.with("signer", RecordSheet.of("{\"capacity\": \"parent\"}")))
            .with("birthDate", "2008-11-22"));
    bridge.submit(plan());
    delivered(claimed());
    clock.set("2026-11-23T00:00:05Z");
    bridge.lookAtTheDay();
    assertThat(bridge.plan(1) != DELIVERED || told().contains(AttentionReason.CONSENT_CHANGED))
        .as("state %s, told %s", bridge.plan(1), told())
        .isTrue();
  }

  @Test
  void whoWasBornOnALeapDayIsAskedAnewOnTheDayBeforeInYearsThatHaveNone() {
    bridge.submit(danaOf("psychiatry", WIDE).with("birthDate", "2008-02-29"));
    var days = new JdbcConsentDays(store.db());

    assertThat(days.changedAfter(LocalDate.of(2026, 2, 27))).hasSize(1);
    assertThat(days.changedAfter(LocalDate.of(2028, 2, 27))).isEmpty();
    assertThat(days.changedAfter(LocalDate.of(2028, 2, 28))).hasSize(1);
  }

  @Test
  void aPlanThatWasReplacedIsTakenBackToo() {
    bridge.submit(danaOf("psychiatry", WIDE));
    bridge.submit(plan());
    delivered(claimed());
    bridge.submit(plan().id("CP-2").with("making/replaces", "CP-1"));
    delivered(claimed());
    bridge.submit(danaOf("psychiatry", revoked()).version(2));
    var ofTheFirst = false;
    for (var round = 0; round < 3; round++) {
      for (var delivery : bridge.claim("psychiatry")) {
        var stage = stage(delivery);
        if (stage instanceof Withdrawn withdrawn) {
          ofTheFirst |= delivery.key().id().equals("CP-1");
          retired(withdrawn);
        } else {
          bridge.settle((AttemptResult) stage);
        }
      }
      clock.pass(Duration.ofHours(1));
    }
    assertThat(ofTheFirst).as("CP-1 is %s", bridge.plan(1)).isTrue();
  }

  @Test
  void nothingIsForAPersonWhereConsentCameBackInTime() {
    bridge.submit(danaOf("psychiatry", WIDE));
    bridge.submit(plan());
    delivered(claimed());
    bridge.submit(danaOf("psychiatry", revoked()).version(2));
    bridge.submit(danaOf("psychiatry", WIDE.with("givenAt", "2026-11-21T11:59:59Z")).version(3));
    delivered(claimed());
    assertThat(told()).isEmpty();
  }

  @Test
  void aPlanThatMayNotBeKnownIsNotSpokenOfInAnother() {
    bridge.submit(danaOf("psychiatry", NARROW));
    bridge.submit(plan());
    bridge.submit(
        plan().id("CP-2").with("substanceUse", true).with("recordedAt", "2026-11-20T11:00:00Z"));
    var permitted = claimed();
    var page =
        MAPPINGS.document(
            permitted.disclosed(),
            permitted.audience(),
            org.warmhandoff.fhir.paper.DocumentFormat.HTML,
            Optional.empty());
    var html =
        new String(
            page.getContentFirstRep().getAttachment().getData(),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(html).doesNotContain("CP-2");
  }

  @Test
  void anEmergencyThatIsLeftIsForAPersonWhereAnOlderVersionWasToldUnderConsent() {
    bridge.submit(danaOf("psychiatry", NARROW));
    bridge.submit(event());
    delivered(claimed());
    bridge.submit(overdose().version(2).with("emergencyDisclosure", CLAIM));
    delivered(claimed());
    bridge.submit(
        overdose()
            .version(3)
            .with("emergencyDisclosure", CLAIM.with("withdrawnAt", "2026-11-21T11:59:00Z")));
    for (var delivery : bridge.claim("psychiatry")) {
      assertThat(stage(delivery)).isInstanceOf(AttemptResult.class);
      bridge.settle((AttemptResult) stage(delivery));
    }
    assertThat(told()).contains(AttentionReason.CONSENT_CHANGED);
  }

  @Test
  void wordsThatTellOfSubstanceUseAreFoundHoweverTheyAreWritten() {
    var words = org.warmhandoff.disclosure.SubstanceUseWords.shipped();
    assertThat(
            java.util.stream.Stream.of(
                    "Prescribed for alcohol-use disorder",
                    "substance\u00a0use counselling",
                    "substance  use counselling",
                    "goes to a twelve\u2011step group",
                    "Al\u2011Anon on Tuesdays")
                .filter(text -> !words.isIn(text)))
        .isEmpty();
  }

  @Test
  void aMinorsOwnSignatureOnTheEveBeforeTheBirthdayDoesNotCount() {
    var zone = ZoneId.of("America/New_York");
    var disclosures =
        new org.warmhandoff.disclosure.Disclosures(
            org.warmhandoff.disclosure.SubstanceUseWords.shipped(),
            org.warmhandoff.disclosure.StateLaw.NONE,
            java.util.Set.of("psychiatry"));
    var eve =
        danaOf("psychiatry", WIDE.with("givenAt", "2026-11-22T01:00:00Z"))
            .with("birthDate", "2008-11-22");
    var decided =
        disclosures.decide(
            plan().record(),
            eve.record(),
            new org.warmhandoff.disclosure.Recipient(
                "psychiatry",
                java.util.Set.of(),
                org.warmhandoff.disclosure.RecipientKind.COVERED_ENTITY,
                false),
            new org.warmhandoff.disclosure.Circumstances(
                java.time.Instant.parse("2026-11-22T02:00:00Z"), zone));
    assertThat(decided).isNotInstanceOf(Disclosed.class);
  }

  @Test
  void whatAWriteNarrowedAndNeverSentIsTakenBackWhereConsentEnds() {
    bridge.submit(danaOf("psychiatry", WIDE));
    bridge.submit(
        WITH_SUBSTANCES.with(
            "marked",
            List.of(RecordSheet.of("{\"at\": \"/coping/0\", \"as\": \"substance-use\"}"))));
    delivered(claimed());
    bridge.submit(danaOf("psychiatry", WIDE, NARROW).version(2));
    var first = claimed();
    assertThat(bridge.setOut(first.delivery())).isTrue();
    assertThat(bridge.mayDisclose(first, SENDING)).isTrue();
    bridge.settle(first.delivery(), Outcomes.tryLater());
    clock.pass(Duration.ofHours(1));
    bridge.submit(danaOf("psychiatry", revoked()).version(3));
    var withdrawn = (Withdrawn) stage();
    var full = MAPPINGS.retired(withdrawn.former().get(0), Audience.ANYBODY.as("Patient/7")).size();
    assertThat(withdrawn.former().get(0).then().orElseThrow().mayKnow())
        .as("%s resources", full)
        .contains(Sensitivity.SUBSTANCE_USE);
  }

  @Test
  void eachPageThatIsTakenIsADisclosureWithItsDayAndGround() {
    bridge.submit(danaOf("psychiatry", WIDE));
    bridge.submit(plan());
    var permitted = claimed();
    bridge.settle(permitted.delivery(), new Outcome.ByHand("takes nothing", List.of("CarePlan")));
    var receiver = new Receiver("psychiatry", "psychiatry", Optional.empty());
    bridge
        .disclosures()
        .keepPage(
            permitted.delivery().id(),
            permitted.disclosed(),
            new Sending("page taken by ann", "{}"),
            receiver,
            clock.instant());
    clock.pass(Duration.ofDays(100));
    bridge.submit(danaOf("psychiatry", NARROW).version(2));
    var later =
        (Disclosed)
            bridge
                .gate()
                .disclosure(
                    plan().record(),
                    danaOf("psychiatry", NARROW).version(2).record(),
                    "psychiatry");
    bridge
        .disclosures()
        .keepPage(
            permitted.delivery().id(),
            later,
            new Sending("page taken by bob", "{}"),
            receiver,
            clock.instant());
    assertThat(
            bridge.disclosures().of("P-1", clock.instant().minus(Duration.ofDays(1))).stream()
                .flatMap(one -> one.restsOn().consents().stream()))
        .containsExactly("CO-2");
    assertThat(MAPPINGS.accounting(bridge.disclosures().of("P-1", Instant.EPOCH)).getEntry())
        .hasSize(2)
        .extracting(BundleEntryComponent::getFullUrl)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatWasToldInAnEmergencyIsNotRetiredForAnAttemptUnderConsentThatWasNeverSent() {
    bridge.submit(danaOf("psychiatry"));
    bridge.submit(
        event()
            .with("severity", "emergency")
            .with("emergencyDisclosure", CLAIM.with("canBeAsked", true)));
    var first = claimed();
    assertThat(first.disclosed().basis()).isEqualTo(Basis.MEDICAL_EMERGENCY);
    delivered(first);
    var no =
        consent("CO-9", "substance-use", "location", "contacts")
            .with("decision", "deny")
            .with("givenAt", "2026-11-21T11:59:00Z");
    var yes =
        consent("CO-8", "mental-health", "safety-plan").with("givenAt", "2026-11-21T11:58:30Z");
    bridge.submit(danaOf("psychiatry", yes, no).with("presentLocation", Sheets_place()).version(2));
    var again = bridge.claim("psychiatry");
    assertThat(again).as("goes again").isNotEmpty();
    var permitted = (Permitted) stage(again.get(0));
    assertThat(permitted.disclosed().basis()).isEqualTo(Basis.CONSENT);
    assertThat(bridge.setOut(permitted.delivery())).isTrue();
    assertThat(bridge.mayDisclose(permitted, SENDING)).isTrue();
    bridge.settle(permitted.delivery(), Outcomes.tryLater());
    bridge.submit(
        danaOf(
                "psychiatry",
                consent("CO-9", "mental-health", "substance-use", "safety-plan", "location")
                    .with("decision", "deny")
                    .with("givenAt", "2026-11-21T11:59:30Z"))
            .version(3));
    clock.pass(Duration.ofHours(1));
    assertThat(stage()).isInstanceOf(AttemptResult.class);
  }

  private static RecordSheet Sheets_place() {
    return org.warmhandoff.testing.RecordSheets.placeIn("MA");
  }
}
