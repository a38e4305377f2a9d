package org.warmhandoff.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.referral;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesGraphsOf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.flow.port.ChangeSearches;
import org.warmhandoff.followup.changes.JdbcChangeSearches;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.JdbcReferralTrail;
import org.warmhandoff.store.LifeRow;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.MemoryStatements;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.PlanHandover;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.Store;
import org.warmhandoff.testing.ehr.ChangingPartner;
import org.warmhandoff.testing.ehr.PartnerStub;

/** What has changed at a partner is searched for, and read where it is not shown. */
class ChangedReferralsTest {

  private static final String PARTNER = "psychiatry";
  private static final String NAMESPACE = "https://id.bridgewater-iop.example/";
  private static final Duration ROUTINE = Duration.ofHours(1);

  private final SettableClock clock = new SettableClock("2026-11-21T12:00:00Z");
  private final ChangingPartner ehr = new ChangingPartner();
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
  private ChangeSearches searches = bridge.changes();

  /** Which database does not matter to what holds. */
  Store store() {
    return Store.inMemory();
  }

  @BeforeEach
  void aReferralIsThere() {
    var statement = takesGraphsOf(List.of("Task", "ServiceRequest"));
    statement.getRestFirstRep().getResource().stream()
        .filter(type -> !type.getType().equals("Patient"))
        .forEach(
            type -> type.addSearchParam().setName("_lastUpdated").setType(SearchParamType.DATE));
    ehr.takes(statement);
    statements.keep(PARTNER, PartnerStub.json(statement), clock.instant());
    bridge.submit(dana());
    bridge.submit(referral());
    bridge.settle(bridge.claimOnly(PARTNER), Outcomes.delivered("ServiceRequest/77"));
    toEhr
        .remotes()
        .keep(
            List.of(
                written("ServiceRequest", "referral", "77"),
                written("Task", "referral-task", "88")));
    ehr.put(request(), 1, clock.instant());
    ehr.put(task("88", "RF-1", TaskStatus.REQUESTED), 1, clock.instant());
    clock.pass(Duration.ofSeconds(30));
    look();
  }

  @AfterEach
  void close() {
    toEhr.close();
    ehr.close();
    store.close();
  }

  private static Written written(String type, String family, String id) {
    return new Written(type, NAMESPACE + family + "|RF-1", id, Optional.of("1"));
  }

  private static ServiceRequest request() {
    var request = new ServiceRequest();
    request.setId("ServiceRequest/77");
    request.addIdentifier().setSystem(NAMESPACE + "referral").setValue("RF-1");
    return request.setStatus(ServiceRequestStatus.ACTIVE).setIntent(ServiceRequestIntent.ORDER);
  }

  private static Task task(String id, String referral, TaskStatus status) {
    var task = new Task();
    task.setId("Task/" + id);
    task.addIdentifier().setSystem(NAMESPACE + "referral-task").setValue(referral);
    return task.setStatus(status).setIntent(TaskIntent.ORDER);
  }

  private void answers(TaskStatus status, int version, Instant stamp) {
    ehr.put(task("88", "RF-1", status), version, stamp);
  }

  /** Others of ours that nobody follows any more. */
  private void others(int many, Instant stamp) {
    for (var n = 0; n < many; n++) {
      ehr.put(task("other-" + n, "RF-9" + n, TaskStatus.COMPLETED), 1, stamp);
    }
  }

  /** Searches whose turn it is. */
  private void search() {
    for (var turn : searches.due(PARTNER)) {
      searches.keep(toEhr.partner().changes(turn));
    }
  }

  /** Looks whose turn it is. */
  private void look() {
    for (var followed : bridge.followUp().due(PARTNER)) {
      bridge.followUp().keep(toEhr.partner().hear(followed));
    }
  }

  /** It is searched, and what is found is looked at; nothing else is due by then. */
  private void searchAndLook() {
    search();
    look();
  }

  /** Both searches have shown what is there. */
  private void works() {
    clock.pass(ROUTINE);
    searchAndLook();
    assertThat(isReliedOn()).isTrue();
    ehr.asked();
  }

  private boolean isReliedOn() {
    return new JdbcChangeSearches(store.db())
        .areReliedOn(PARTNER, Set.of("Task", "ServiceRequest"));
  }

  private LifeRow life() {
    return new JdbcReferralLives(store.db()).of("RF-1").get(0);
  }

  private long told(State state) {
    return new JdbcReferralTrail(store.db())
        .of("RF-1").stream().filter(event -> event.state() == state).count();
  }

  private void isReadInstead() {
    assertThat(isReliedOn()).isFalse();
    assertThat(life().looks().due().orElseThrow()).isBeforeOrEqualTo(clock.instant().plus(ROUTINE));
    ehr.asked();
    clock.pass(ROUTINE);
    searchAndLook();
    assertThat(ehr.asked()).isNotEmpty().noneMatch(target -> target.contains("?"));
    clock.pass(Duration.ofDays(1));
    search();
    assertThat(ehr.asked()).as("asked once more in a day").anyMatch(one -> one.contains("?"));
  }

  @Test
  void whatHasChangedIsLookedAtAndNothingElseIsRead() {
    works();
    clock.pass(ROUTINE);
    searchAndLook();
    assertThat(ehr.asked()).hasSize(2).allMatch(target -> target.contains("_lastUpdated=ge"));

    answers(TaskStatus.ACCEPTED, 2, clock.instant());
    clock.pass(ROUTINE);
    searchAndLook();

    assertThat(life().state()).isEqualTo(State.ACCEPTED);
    assertThat(ehr.asked()).hasSize(4);
    clock.pass(ROUTINE);
    searchAndLook();
    assertThat(ehr.asked()).as("the overlap costs nothing").hasSize(2);
    assertThat(told(State.ACCEPTED)).isEqualTo(1);
  }

  @Test
  void eachIsReadAllTheSameMoreSeldom() {
    works();
    var due = life().looks().due().orElseThrow();

    assertThat(due).isAfter(clock.instant().plus(ROUTINE));
    assertThat(due).isBefore(clock.instant().plus(Duration.ofHours(7)));
  }

  @Test
  void moreOfTheSameStampThanAPageHoldsAreAllSeen() {
    works();
    ehr.pages(3);
    others(8, clock.instant());
    answers(TaskStatus.ACCEPTED, 2, clock.instant());

    clock.pass(ROUTINE);
    searchAndLook();

    assertThat(life().state()).isEqualTo(State.ACCEPTED);
    assertThat(isReliedOn()).isTrue();
    for (var again = 0; again < 3; again++) {
      clock.pass(ROUTINE);
      searchAndLook();
    }
    assertThat(isReliedOn()).isTrue();
    assertThat(told(State.ACCEPTED)).isEqualTo(1);
  }

  @Test
  void whatIsShownThreeMinutesAfterItsStampIsSeen() {
    works();
    var stamp = clock.instant().plus(ROUTINE);
    answers(TaskStatus.ACCEPTED, 2, stamp);
    ehr.hides("Task/88", true);
    others(1, stamp.plus(Duration.ofMinutes(2)));
    clock.pass(ROUTINE.plusMinutes(2));
    searchAndLook();
    assertThat(life().state()).isEqualTo(State.REQUESTED);

    ehr.hides("Task/88", false);
    clock.pass(ROUTINE);
    searchAndLook();

    assertThat(life().state()).isEqualTo(State.ACCEPTED);
  }

  @Test
  void aVersionThatIsStampedBeforeTheOneBeforeItIsSeen() {
    works();
    answers(TaskStatus.ACCEPTED, 2, clock.instant());
    clock.pass(ROUTINE);
    searchAndLook();

    answers(TaskStatus.REJECTED, 3, clock.instant().minus(ROUTINE).minus(Duration.ofMinutes(2)));
    clock.pass(ROUTINE);
    searchAndLook();

    assertThat(life().state()).isEqualTo(State.REJECTED);
  }

  /** What moves from one page to the one before it is on neither. */
  @Test
  void whatIsMissedBecauseSomethingMovedBetweenPagesIsSeenTheNextTime() {
    works();
    var stamp = clock.instant().plus(Duration.ofMinutes(1));
    others(2, stamp);
    answers(TaskStatus.ACCEPTED, 2, stamp.plusSeconds(1));
    ehr.put(task("last", "RF-8", TaskStatus.COMPLETED), 1, stamp.plusSeconds(2));
    ehr.pages(2);
    clock.pass(ROUTINE);
    var moved = task("other-0", "RF-90", TaskStatus.COMPLETED);
    ehr.betweenPages(() -> ehr.put(moved, 2, clock.instant()));
    searchAndLook();
    assertThat(life().state()).as("it was on no page").isEqualTo(State.REQUESTED);

    clock.pass(ROUTINE);
    searchAndLook();

    assertThat(life().state()).isEqualTo(State.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {-10, 10})
  void whatThePartnersClockShowsDoesNotMatter(int minutes) {
    var skew = Duration.ofMinutes(minutes);
    answers(TaskStatus.RECEIVED, 2, clock.instant().plus(skew));
    ehr.put(request(), 2, clock.instant().plus(skew));
    clock.pass(ROUTINE);
    look();
    works();

    var version = 3;
    for (var status : List.of(TaskStatus.ACCEPTED, TaskStatus.INPROGRESS, TaskStatus.COMPLETED)) {
      answers(status, version++, clock.instant().plus(skew));
      clock.pass(ROUTINE);
      searchAndLook();
      assertThat(told(ofTask(status))).isEqualTo(1);
    }
  }

  private static State ofTask(TaskStatus status) {
    return switch (status) {
      case ACCEPTED -> State.ACCEPTED;
      case INPROGRESS -> State.IN_PROGRESS;
      default -> State.COMPLETED;
    };
  }

  /** Whoever dies before the transaction ends has kept nothing of it. */
  private static final class Killed extends TransactionTemplate {

    private static final long serialVersionUID = 1;

    Killed(TransactionTemplate whole) {
      super(whole.getTransactionManager());
    }

    @Override
    public <T> T execute(TransactionCallback<T> action) {
      return super.execute(
          status -> {
            action.doInTransaction(status);
            throw new IllegalStateException("killed");
          });
    }
  }

  @Test
  void whoIsKilledBetweenTheCursorAndItsEffectSkipsNothingAndTellsNothingTwice() {
    works();
    answers(TaskStatus.ACCEPTED, 2, clock.instant());
    clock.pass(ROUTINE);
    var before = new JdbcChangeSearches(store.db()).of(PARTNER).get(1).since();
    var dying = bridge.changes(new Killed(store.transaction()));
    for (var turn : dying.due(PARTNER)) {
      var answer = toEhr.partner().changes(turn);
      assertThatThrownBy(() -> dying.keep(answer)).hasMessage("killed");
    }
    assertThat(new JdbcChangeSearches(store.db()).of(PARTNER).get(1).since()).isEqualTo(before);
    look();
    assertThat(life().state()).isEqualTo(State.REQUESTED);

    clock.pass(Bridge.LEASE);
    searches = bridge.changes();
    search();
    searches = bridge.changes(); // and killed once more, with the effect durable
    look();
    clock.pass(ROUTINE);
    searchAndLook();

    assertThat(life().state()).isEqualTo(State.ACCEPTED);
    assertThat(told(State.ACCEPTED)).isEqualTo(1);
  }

  @Test
  void aNextPageElsewhereIsNotAskedForAndEachIsReadInstead() {
    works();
    try (var elsewhere = new ChangingPartner()) {
      ehr.namesNextPagesAt(elsewhere.base());
      ehr.pages(1);
      others(3, clock.instant());

      clock.pass(ROUTINE);
      searchAndLook();

      assertThat(elsewhere.asked()).isEmpty();
      isReadInstead();
    }
  }

  @Test
  void whoShowsWhatHasNotChangedAsWellIsReadInstead() {
    works();
    ehr.put(
        task("old", "RF-7", TaskStatus.COMPLETED), 1, clock.instant().minus(Duration.ofDays(9)));
    ehr.doesNotLookAtStamps();

    clock.pass(ROUTINE);
    searchAndLook();

    isReadInstead();
  }

  @Test
  void whoRefusesSuchSearchesIsReadInstead() {
    works();
    ehr.refuses();

    clock.pass(ROUTINE);
    searchAndLook();

    isReadInstead();
  }

  @Test
  void whoDoesNotShowAllIsReadInsteadAndWhatIsShownIsLookedAt() {
    works();
    answers(TaskStatus.ACCEPTED, 2, clock.instant());
    ehr.warns();

    clock.pass(ROUTINE);
    searchAndLook();

    assertThat(life().state()).isEqualTo(State.ACCEPTED);
    isReadInstead();
  }

  @Test
  void whoFindsNothingBySystemAloneIsReadInsteadAndNeverSearchedForWhatIsNotOurs() {
    ehr.knowsNoSystems();

    clock.pass(ROUTINE);
    searchAndLook();

    assertThat(ehr.asked())
        .filteredOn(one -> one.contains("_lastUpdated"))
        .isNotEmpty()
        .allMatch(one -> one.contains("identifier"));
    isReadInstead();
  }

  @Test
  void whoDoesNotFindWhatIsThereIsReadInstead() {
    ehr.hides("Task/88", true);

    clock.pass(ROUTINE);
    searchAndLook();

    isReadInstead();
  }

  @Test
  void whoDoesNotShowWhatWasFoundByReadingIsReadInstead() {
    works();
    others(1, clock.instant().plus(ROUTINE)); // so that it shows something
    ehr.hides("Task/88", true);
    answers(TaskStatus.ACCEPTED, 2, clock.instant());
    bridge.hints().called(PARTNER, Set.of("Task/88"));
    look();
    assertThat(life().state()).isEqualTo(State.ACCEPTED);

    clock.pass(ROUTINE);
    searchAndLook();

    isReadInstead();
  }

  @Test
  void whereNothingIsShownAnyMoreItIsBegunAnew() {
    works();
    ehr.hides("Task/88", true);
    ehr.hides("ServiceRequest/77", true);
    clock.pass(ROUTINE);
    searchAndLook();
    assertThat(isReliedOn()).isFalse();

    ehr.hides("Task/88", false);
    ehr.hides("ServiceRequest/77", false);
    clock.pass(Duration.ofMinutes(2));
    searchAndLook();

    assertThat(isReliedOn()).isTrue();
  }

  @Test
  void aPartnerOfWhichTheDaysRequestsAreUsedUpIsReadAsBefore() {
    works();
    toEhr.ceiling(0);

    clock.pass(ROUTINE);
    searchAndLook();

    assertThat(isReliedOn()).isFalse();
    toEhr.ceiling(100);
    clock.pass(Duration.ofMinutes(5));
    search();
    assertThat(isReliedOn()).isTrue();
  }

  @Test
  void ofSeveralNodesOneSearches() {
    works();
    clock.pass(ROUTINE);

    assertThat(bridge.changes().due(PARTNER)).hasSize(2);
    assertThat(bridge.changes().due(PARTNER)).isEmpty();
  }
}
