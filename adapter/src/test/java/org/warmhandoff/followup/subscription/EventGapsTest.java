package org.warmhandoff.followup.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.referral;
import static org.warmhandoff.testing.ehr.PartnerStub.FHIR_JSON;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesGraphsOf;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.flow.message.FollowedReferral;
import org.warmhandoff.flow.message.ReferralAnswer.Told;
import org.warmhandoff.flow.port.EventGaps;
import org.warmhandoff.flow.subscription.EventGap;
import org.warmhandoff.flow.subscription.EventGapAnswer.Recovered;
import org.warmhandoff.flow.subscription.SubscriptionAnswer;
import org.warmhandoff.flow.subscription.SubscriptionAnswer.NotOffered;
import org.warmhandoff.flow.subscription.SubscriptionAnswer.Removed;
import org.warmhandoff.flow.subscription.SubscriptionAnswer.Standing;
import org.warmhandoff.flow.subscription.SubscriptionTurn;
import org.warmhandoff.followup.subscription.HookCall.EventCount;
import org.warmhandoff.record.ReferralStatus;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.referral.SeenVersions;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.MemoryStatements;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.PlanHandover;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.Store;
import org.warmhandoff.testing.ehr.PartnerStub;
import org.warmhandoff.testing.ehr.RetellingPartner;

/**
 * What a subscription has not told of is asked for; where that leaves anything open, everything
 * that is open is looked at.
 */
class EventGapsTest {

  private static final String PARTNER = "psychiatry";
  private static final String NOT_OURS = "Task/99";
  private static final Map<String, URI> HOOKS =
      Map.of(PARTNER, URI.create("https://us.example/hooks/psychiatry"));

  private final SettableClock clock = new SettableClock("2026-11-21T12:00:00Z");
  private final RetellingPartner ehr = new RetellingPartner();
  private final Store store = store();
  private final Bridge bridge = new Bridge(store, Partners.near(), clock);
  private final MemoryStatements statements = new MemoryStatements();
  private final PlanHandover toEhr =
      new PlanHandover(
          Partners.config(
              """
                - name: psychiatry
                  roles: [psychiatry]
                  base-url: %s
                  timeouts: {connect: 1s, answer: 5s}
              """
                  .formatted(ehr.base())),
          statements,
          clock);

  /** Which database does not matter to what holds. */
  Store store() {
    return Store.inMemory();
  }

  @BeforeEach
  void twoReferralsAreSeenAndATopicIsSubscribedTo() {
    states("events");
    bridge.submit(dana());
    for (var number = 1; number <= 2; number++) {
      bridge.submit(referral().with("id", "RF-" + number));
      bridge.settle(bridge.claimOnly(PARTNER), Outcomes.delivered("ServiceRequest/7" + number));
    }
    subscribed();
    clock.pass(Duration.ofSeconds(30));
    assertThat(looks()).containsExactlyInAnyOrder("RF-1", "RF-2");
  }

  @AfterEach
  void close() {
    toEhr.close();
    ehr.close();
    store.close();
  }

  /** It says that of what can be done with subscriptions; empty: nothing. */
  private void states(String operation) {
    var statement = takesGraphsOf(List.of("Task", "ServiceRequest", "Subscription"));
    if (!operation.isEmpty()) {
      offers(statement, operation);
    }
    statements.keep(PARTNER, PartnerStub.json(statement), clock.instant());
  }

  private static void offers(CapabilityStatement statement, String operation) {
    statement.getRestFirstRep().getResource().stream()
        .filter(type -> type.getType().equals("Subscription"))
        .forEach(
            type ->
                type.addOperation()
                    .setName("$" + operation)
                    .setDefinition(
                        "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/"
                            + "backport-subscription-"
                            + operation));
  }

  private void subscribed() {
    var looking = bridge.subscriptions(HOOKS);
    looking.due(PARTNER).forEach(turn -> looking.keep(standing(turn, false)));
    clock.pass(Duration.ofMinutes(1));
    looking.due(PARTNER).forEach(turn -> looking.keep(standing(turn, true)));
  }

  private static SubscriptionAnswer standing(SubscriptionTurn turn, boolean active) {
    return turn.type().equals("Task")
        ? new Standing(turn, "S-1", active, !active)
        : new NotOffered(turn, "takes topics alone");
  }

  /** Which are looked at now; each is there as the task of its number, as it was. */
  private List<String> looks() {
    var due = bridge.followUp().due(PARTNER);
    due.forEach(one -> bridge.followUp().keep(told(one)));
    return due.stream().map(one -> one.key().id()).toList();
  }

  private static Told told(FollowedReferral followed) {
    var id = followed.key().id();
    var status =
        new ReferralStatus(
            Optional.of(id),
            State.REQUESTED,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    return new Told(followed, status, SeenVersions.of("Task/8" + id.substring(3) + "@1"));
  }

  /** Something happens there, and it calls. */
  private void tellsOf(String focus) {
    happens(focus);
    calls(focus);
  }

  private long happened;

  /** Something happens there. */
  private void happens(String focus) {
    ehr.tellsOf(focus);
    happened++;
  }

  /** It calls about the last that happened, and comes through. */
  private void calls(String focus) {
    calls(bridge.hints(), focus);
  }

  private void calls(Hints at, String focus) {
    clock.pass(Duration.ofSeconds(5));
    at.called(
        new HookCall(
            PARTNER,
            Optional.of("Task"),
            Set.of(focus),
            false,
            Optional.of(new EventCount(happened, 1))));
    at.act(PARTNER);
  }

  /** Of three the second, about that, does not come through. */
  private void oneIsMissing(String focus) {
    tellsOf(NOT_OURS);
    happens(focus);
    tellsOf(NOT_OURS);
    assertThat(looks()).as("not known yet").isEmpty();
  }

  private int recovers() {
    return recovers(bridge.gaps());
  }

  private int recovers(EventGaps gaps) {
    var missing = gaps.missing(PARTNER);
    missing.forEach(gap -> gaps.keep(toEhr.partner().events(gap)));
    return missing.size();
  }

  private boolean isAnythingMissing() {
    clock.pass(Bridge.LEASE);
    return !bridge.gaps().missing(PARTNER).isEmpty();
  }

  @Test
  void exactlyWhatIsMissingIsAskedForAndWhatItNamesOfOursIsLookedAt() {
    oneIsMissing("Task/81");

    assertThat(recovers()).isEqualTo(1);

    assertThat(ehr.asked())
        .containsExactly(
            "GET Subscription/S-1/$events"
                + "?eventsSinceNumber=2&eventsUntilNumber=2&content=id-only");
    assertThat(looks()).containsExactly("RF-1");
    assertThat(isAnythingMissing()).isFalse();
    clock.pass(Duration.ofMinutes(1));
    assertThat(looks()).isEmpty();
  }

  @Test
  void whatItNamesThatIsNotOursIsNoReasonToLook() {
    oneIsMissing(NOT_OURS);

    assertThat(recovers()).isEqualTo(1);

    assertThat(looks()).isEmpty();
    assertThat(isAnythingMissing()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://ehr.example/fhir/Task/82", "Task/82/_history/4"})
  void aNameIsReadHoweverItIsWritten(String focus) {
    oneIsMissing(focus);

    recovers();

    assertThat(looks()).containsExactly("RF-2");
  }

  @Test
  void whoSaysNothingOfWhatCanBeDoneWithSubscriptionsIsAskedAllTheSame() {
    states("");
    oneIsMissing("Task/81");

    recovers();

    assertThat(looks()).containsExactly("RF-1");
  }

  @Test
  void whoSaysThatSomethingElseCanBeDoneWithThemIsNotAsked() {
    states("status");
    oneIsMissing("Task/81");

    recovers();

    assertThat(ehr.asked()).isEmpty();
    assertThat(looks()).containsExactly("RF-1", "RF-2");
  }

  @Test
  void whoDoesNotSayThatAndRefusesIsNotAskedTheNextTime() {
    states("");
    ehr.answers(400, outcome(IssueType.PROCESSING));
    oneIsMissing("Task/81");
    recovers();
    assertThat(ehr.asked()).hasSize(1);
    assertThat(looks()).containsExactly("RF-1", "RF-2");

    clock.pass(Duration.ofMinutes(1));
    happens("Task/81");
    tellsOf(NOT_OURS);
    recovers();

    assertThat(ehr.asked()).isEmpty();
    assertThat(looks()).containsExactly("RF-1", "RF-2");
  }

  private static OperationOutcome outcome(IssueType code) {
    var outcome = new OperationOutcome();
    outcome.addIssue().setSeverity(IssueSeverity.ERROR).setCode(code);
    return outcome;
  }

  private static Parameters status(Bundle page) {
    return (Parameters) page.getEntryFirstRep().getResource();
  }

  /** How a partner may answer so that nothing can be gone by. */
  static List<Named<Consumer<RetellingPartner>>> misleading() {
    return List.of(
        Named.of("outcome", ehr -> ehr.answers(200, outcome(IssueType.NOTSUPPORTED))),
        Named.of("not found", ehr -> ehr.answers(404, outcome(IssueType.NOTFOUND))),
        Named.of("refused", ehr -> ehr.answers(422, outcome(IssueType.BUSINESSRULE))),
        Named.of("failed", ehr -> ehr.answers(500, outcome(IssueType.EXCEPTION))),
        Named.of("page", ehr -> ehr.answers(200, "text/html", "<html>Sign on</html>")),
        Named.of("nothing", ehr -> ehr.answers(200, FHIR_JSON, "")),
        Named.of("too large", ehr -> ehr.answers(200, FHIR_JSON, " ".repeat(9_000_000))),
        Named.of("too few", ehr -> ehr.loses(2)),
        Named.of("empty", ehr -> ehr.misleads(page -> page.setEntry(List.of()))),
        Named.of("searchset", ehr -> ehr.misleads(page -> page.setType(BundleType.SEARCHSET))),
        Named.of(
            "status is not first",
            ehr ->
                ehr.misleads(
                    page ->
                        page.getEntry()
                            .add(
                                0,
                                new BundleEntryComponent()
                                    .setResource(outcome(IssueType.INFORMATIONAL))))),
        Named.of("of another", says("subscription", new Reference("Subscription/S-2"))),
        Named.of("of none", ehr -> ehr.misleads(page -> removes(page, "subscription"))),
        Named.of(
            "not counted",
            ehr -> ehr.misleads(page -> removes(page, "events-since-subscription-start"))),
        Named.of("counted anew", says("events-since-subscription-start", new StringType("1"))),
        Named.of("in words", says("events-since-subscription-start", new StringType("three"))),
        Named.of("a heartbeat", says("type", new CodeType("heartbeat"))),
        Named.of(
            "about nothing",
            ehr ->
                ehr.misleads(
                    page ->
                        status(page)
                            .getParameter()
                            .forEach(
                                one -> one.getPart().removeIf(part -> isNamed(part, "focus"))))),
        Named.of(
            "numbered anew",
            ehr ->
                ehr.misleads(
                    page ->
                        status(page).getParameter().stream()
                            .flatMap(one -> one.getPart().stream())
                            .filter(part -> isNamed(part, "event-number"))
                            .forEach(part -> part.setValue(new StringType("1"))))),
        Named.of("a thousand pages", RetellingPartner::neverEnds),
        Named.of("pages elsewhere", EventGapsTest::goesOnElsewhere));
  }

  private static boolean isNamed(ParametersParameterComponent parameter, String name) {
    return name.equals(parameter.getName());
  }

  private static Consumer<RetellingPartner> says(String name, Type value) {
    return ehr ->
        ehr.misleads(
            page ->
                status(page).getParameter().stream()
                    .filter(one -> isNamed(one, name))
                    .forEach(one -> one.setValue(value)));
  }

  private static void removes(Bundle page, String name) {
    status(page).getParameter().removeIf(one -> isNamed(one, name));
  }

  private static void goesOnElsewhere(RetellingPartner ehr) {
    ehr.neverEnds();
    ehr.namesNextPagesAt("http://127.0.0.1:9/fhir");
  }

  @ParameterizedTest
  @MethodSource("misleading")
  void whereItsAnswerLeavesAnythingOpenEverythingIsLookedAt(Consumer<RetellingPartner> misled) {
    oneIsMissing("Task/81");
    misled.accept(ehr);

    recovers();

    assertThat(ehr.asked()).hasSizeBetween(1, 10);
    assertThat(looks()).containsExactly("RF-1", "RF-2");
    assertThat(isAnythingMissing()).isFalse();
  }

  @Test
  void whatItTellsInPagesIsPutTogether() {
    ehr.pages(2);
    tellsOf(NOT_OURS);
    for (var focus : List.of(NOT_OURS, NOT_OURS, "Task/82", NOT_OURS, NOT_OURS)) {
      happens(focus);
    }
    tellsOf(NOT_OURS);

    recovers();

    assertThat(ehr.asked()).hasSize(3);
    assertThat(looks()).containsExactly("RF-2");
  }

  @Test
  void whereTooMuchIsMissingItIsNotAskedForOneByOne() {
    tellsOf(NOT_OURS);
    for (var number = 0; number < 201; number++) {
      happens(NOT_OURS);
    }
    tellsOf(NOT_OURS);

    assertThat(recovers()).isZero();

    assertThat(ehr.asked()).isEmpty();
    assertThat(looks()).containsExactly("RF-1", "RF-2");
  }

  @Test
  void whatIsMissingByAHeartbeatIsAskedForAsWell() {
    tellsOf(NOT_OURS);
    happens("Task/81");
    bridge
        .hints()
        .called(
            new HookCall(
                PARTNER,
                Optional.of("Task"),
                Set.of(),
                true,
                Optional.of(new EventCount(happened, 0))));
    bridge.hints().act(PARTNER);

    recovers();

    assertThat(looks()).containsExactly("RF-1");
  }

  @Test
  void ofSeveralNodesOneAsks() {
    oneIsMissing("Task/81");
    var other = new Bridge(store, Partners.near(), clock).gaps();

    assertThat(bridge.gaps().missing(PARTNER)).hasSize(1);
    assertThat(other.missing(PARTNER)).isEmpty();
  }

  @Test
  void whatIsMissingBesideWhatIsAskedForIsAskedForNext() {
    oneIsMissing(NOT_OURS);
    var asked = bridge.gaps().missing(PARTNER).get(0);
    happens("Task/82");
    tellsOf(NOT_OURS);

    bridge.gaps().keep(toEhr.partner().events(asked));
    assertThat(looks()).isEmpty();
    assertThat(bridge.gaps().missing(PARTNER))
        .extracting(EventGap::first, EventGap::last)
        .as("the third has come, and costs nothing")
        .containsExactly(tuple(3L, 4L));
    clock.pass(Bridge.LEASE);
    recovers();

    assertThat(looks()).containsExactly("RF-2");
  }

  /** Its numbers may mean other events from then on. */
  @Test
  void oneThatIsWrittenAnewHasNothingMissingAndEverythingIsLookedAt() {
    oneIsMissing("Task/81");
    var asked = bridge.gaps().missing(PARTNER).get(0);
    clock.pass(Duration.ofDays(5));
    subscribed();
    assertThat(new JdbcEventGaps(store.db()).allWanted(PARTNER)).hasSize(1);
    assertThat(recovers()).isZero();
    assertThat(looks()).containsExactlyInAnyOrder("RF-1", "RF-2");
    assertThat(new JdbcEventGaps(store.db()).allWanted(PARTNER)).isEmpty();
    ehr.countsAnew();
    happened = 0;
    happens(NOT_OURS);
    happens(NOT_OURS);
    tellsOf(NOT_OURS);

    bridge.gaps().keep(new Recovered(asked, Set.of()));

    assertThat(bridge.gaps().missing(PARTNER))
        .as("an answer of before fills no gap of now")
        .extracting(EventGap::first, EventGap::last)
        .containsExactly(tuple(1L, 2L));
  }

  @Test
  void whereASubscriptionIsTakenAwayEverythingIsLookedAt() {
    oneIsMissing("Task/81");
    var off = bridge.subscriptions(Map.of());
    clock.pass(Duration.ofHours(6));
    looks();
    assertThat(looks()).isEmpty();

    off.due(PARTNER).forEach(turn -> off.keep(new Removed(turn)));

    assertThat(looks()).containsExactly("RF-1", "RF-2");
  }

  /** Whoever uses it dies before anything of it lasts. */
  private static final class DyingTransaction extends TransactionTemplate {

    private static final long serialVersionUID = 1;

    private int left;

    DyingTransaction(TransactionTemplate whole) {
      this(whole, 0);
    }

    /** The same after so many of them. */
    DyingTransaction(TransactionTemplate whole, int after) {
      super(whole.getTransactionManager());
      left = after;
    }

    @Override
    public <T> T execute(TransactionCallback<T> action) {
      return super.execute(
          status -> {
            var done = action.doInTransaction(status);
            if (left-- == 0) {
              throw new IllegalStateException("killed");
            }
            return done;
          });
    }
  }

  @Test
  void whoIsKilledWhileItAsksIsFollowedBySomebodyWhoAsks() {
    oneIsMissing("Task/81");
    assertThat(bridge.gaps().missing(PARTNER)).hasSize(1);

    var next = new Bridge(store, Partners.near(), clock);
    assertThat(next.gaps().missing(PARTNER)).isEmpty();
    clock.pass(Bridge.LEASE);

    assertThat(recovers(next.gaps())).isEqualTo(1);
    assertThat(looks()).containsExactly("RF-1");
  }

  @Test
  void whoIsKilledBetweenTheAnswerAndItsEffectSkipsNothingAndTellsNothingTwice() {
    oneIsMissing("Task/81");
    var dying = bridge.gaps(new DyingTransaction(store.transaction()));
    for (var gap : dying.missing(PARTNER)) {
      var answer = toEhr.partner().events(gap);
      assertThatThrownBy(() -> dying.keep(answer)).hasMessage("killed");
    }
    assertThat(looks()).isEmpty();

    clock.pass(Bridge.LEASE);
    assertThat(recovers()).isEqualTo(1);
    assertThat(looks()).containsExactly("RF-1");
    assertThat(looks()).isEmpty();
    assertThat(isAnythingMissing()).isFalse();
  }

  @Test
  void whoIsKilledBetweenTheNumberAndItsEffectFindsItMissing() {
    tellsOf(NOT_OURS);
    happens("Task/81");
    var dying = hints(new DyingTransaction(store.transaction()));
    assertThatThrownBy(() -> calls(dying, "Task/81")).hasMessage("killed");
    assertThat(looks()).isEmpty();

    tellsOf(NOT_OURS);
    recovers();

    assertThat(looks()).containsExactly("RF-1");
  }

  @Test
  void whoIsKilledBeforeEverythingIsLookedAtIsFollowedBySomebodyWhoLooks() {
    ehr.answers(404, outcome(IssueType.NOTFOUND));
    oneIsMissing("Task/81");
    assertThat(recovers()).isEqualTo(1);

    var next = new Bridge(store, Partners.near(), clock);
    assertThat(next.gaps().missing(PARTNER)).isEmpty();

    assertThat(next.followUp().due(PARTNER)).hasSize(2);
  }

  @Test
  void numbersThatBeginAgainAreNotForgottenByWhoeverDies() {
    tellsOf(NOT_OURS);
    tellsOf(NOT_OURS);
    happened = 1;
    var dying = hints(new DyingTransaction(store.transaction(), 1));
    assertThatThrownBy(() -> calls(dying, NOT_OURS)).hasMessage("killed");
    assertThat(looks()).isEmpty();

    assertThat(recovers()).isZero();

    assertThat(looks()).containsExactly("RF-1", "RF-2");
  }

  /** Those of another process. */
  private Hints hints(TransactionTemplate transaction) {
    return new Hints(
        new JdbcReferralLives(store.db()),
        new JdbcSubscriptions(store.db()),
        new JdbcEventGaps(store.db()),
        new JdbcAttention(store.db(), store.transaction(), clock),
        transaction,
        clock);
  }
}
