package org.warmhandoff.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.referral;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesGraphsOf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.Reference;
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
import org.warmhandoff.attention.JdbcAttention.OpenItem;
import org.warmhandoff.flow.changes.ChangeAnswer;
import org.warmhandoff.flow.changes.ChangeAnswer.NotSearchable;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.flow.port.ChangeSearches;
import org.warmhandoff.followup.changes.JdbcChangeSearches;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.JdbcReferralTrail;
import org.warmhandoff.store.JdbcReferralTrail.TrailEntry;
import org.warmhandoff.store.LifeRow;
import org.warmhandoff.store.Times;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.MemoryStatements;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.PlanHandover;
import org.warmhandoff.testing.RecordSheet;
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
                written("ServiceRequest", "referral|RF-1", "77"),
                written("Task", "referral-task|RF-1", "88")));
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

  /** Another one, as ServiceRequest and Task of that number. */
  private void anotherIsThere(RecordSheet sheet, int number) {
    var id = "RF-" + number;
    bridge.submit(sheet.id(id));
    bridge.settle(bridge.claimOnly(PARTNER), Outcomes.delivered("ServiceRequest/" + number));
    toEhr
        .remotes()
        .keep(
            List.of(
                written("ServiceRequest", "referral|" + id, "" + number),
                written("Task", "referral-task|" + id, "" + number)));
    ehr.put(request("" + number, id), 1, clock.instant());
    ehr.put(task("" + number, id, TaskStatus.REQUESTED), 1, clock.instant());
    clock.pass(Duration.ofSeconds(30));
    look();
  }

  private static Written written(String type, String identifier, String id) {
    return new Written(type, NAMESPACE + identifier, id, Optional.of("1"));
  }

  private static ServiceRequest request() {
    return request("77", "RF-1");
  }

  private static ServiceRequest request(String id, String referral) {
    var request = new ServiceRequest();
    request.setId("ServiceRequest/" + id);
    request.addIdentifier().setSystem(NAMESPACE + "referral").setValue(referral);
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
    return life("RF-1");
  }

  private LifeRow life(String id) {
    return new JdbcReferralLives(store.db()).of(id).get(0);
  }

  private Instant due(String id) {
    return life(id).looks().due().orElseThrow();
  }

  /** It is read now, for the partner calls about it. */
  private void isCalledAndRead(String task) {
    bridge.hints().called(PARTNER, Set.of(task));
    look();
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
    var before = new JdbcChangeSearches(store.db()).of(PARTNER).get(1).cursor().since();
    var dying = bridge.changes(new Killed(store.transaction()));
    for (var turn : dying.due(PARTNER)) {
      var answer = toEhr.partner().changes(turn);
      assertThatThrownBy(() -> dying.keep(answer)).hasMessage("killed");
    }
    assertThat(new JdbcChangeSearches(store.db()).of(PARTNER).get(1).cursor().since())
        .isEqualTo(before);
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

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void thatSearchesAreNotAnsweredOnceSaysNothingOfWhatTheyWillShow(int status) {
    works();
    var due = due("RF-1");
    ehr.answersSearchesWith(status);
    clock.pass(ROUTINE);
    searchAndLook();
    assertThat(ehr.asked()).hasSize(2).allMatch(target -> target.contains("_lastUpdated"));
    assertThat(due("RF-1")).isEqualTo(due);
    assertThat(isReliedOn()).isTrue();

    answers(TaskStatus.ACCEPTED, 2, clock.instant());
    ehr.answersSearchesWith(200);
    clock.pass(Duration.ofMinutes(5));
    searchAndLook();

    assertThat(life().state()).isEqualTo(State.ACCEPTED);
    assertThat(isReliedOn()).isTrue();
  }

  @Test
  void whereThatLastsEachIsReadAtItsOwnPaceAgainAndNotAllAtOnce() {
    for (var number = 2; number < 5; number++) {
      anotherIsThere(referral(), number);
    }
    works();
    ehr.answersSearchesWith(500);
    clock.pass(ROUTINE);
    for (var failure = 0; failure < 3; failure++) {
      assertThat(isReliedOn()).isTrue();
      searchAndLook();
      clock.pass(Duration.ofMinutes(5));
    }
    assertThat(isReliedOn()).isFalse();

    var ids = List.of("RF-1", "RF-2", "RF-3", "RF-4");
    assertThat(ids.stream().map(this::due))
        .doesNotHaveDuplicates()
        .allMatch(due -> due.isBefore(clock.instant().plus(ROUTINE)));
    ehr.answersSearchesWith(200);
    clock.pass(Duration.ofMinutes(5));
    searchAndLook();
    assertThat(isReliedOn()).isTrue();
  }

  @Test
  void whatIsUrgentDoesNotWaitForLongWhileSearchesAreNotAnswered() {
    anotherIsThere(urgent(), 2);
    works();
    ehr.answersSearchesWith(500);

    for (var minutes = 0; minutes < 12; minutes++) {
      clock.pass(Duration.ofMinutes(1));
      searchAndLook();
    }

    assertThat(life("RF-2").looks().last().orElseThrow())
        .isAfter(clock.instant().minus(Duration.ofMinutes(6)));
  }

  private static RecordSheet urgent() {
    return referral().with("urgency", "urgent");
  }

  @Test
  void whereAChangeMayHaveBeenMissedAllAreReadWhatIsUrgentFirstAndNotAllAtOnce() {
    anotherIsThere(referral(), 2);
    anotherIsThere(referral(), 3);
    works();
    clock.pass(Duration.ofMinutes(30));
    anotherIsThere(urgent(), 4);
    ehr.refuses();

    clock.pass(ROUTINE.dividedBy(2));
    search();

    assertThat(isReliedOn()).isFalse();
    assertThat(due("RF-4")).isBeforeOrEqualTo(clock.instant());
    assertThat(List.of(due("RF-1"), due("RF-2"), due("RF-3")))
        .doesNotHaveDuplicates()
        .allMatch(due -> due.isBefore(clock.instant().plus(Duration.ofMinutes(1))));
  }

  @Test
  void aPartnerOfWhichTheDaysRequestsAreUsedUpIsSearchedFromWhereItHadCome() {
    works();
    toEhr.ceiling(0);
    clock.pass(ROUTINE);
    for (var failure = 0; failure < 3; failure++) {
      search();
      clock.pass(Duration.ofMinutes(5));
    }
    assertThat(isReliedOn()).isFalse();

    toEhr.ceiling(100);
    search();

    assertThat(isReliedOn()).isTrue();
  }

  @Test
  void whatDidNotShowAChangeIsReliedOnOnlyWhenItShowsThatOne() {
    anotherIsThere(referral(), 2);
    works();
    ehr.hides("Task/88", true);
    answers(TaskStatus.ACCEPTED, 2, clock.instant());
    isCalledAndRead("Task/88");
    clock.pass(ROUTINE);
    searchAndLook();
    assertThat(isReliedOn()).isFalse();

    ehr.put(task("2", "RF-2", TaskStatus.ACCEPTED), 2, clock.instant());
    isCalledAndRead("Task/2");
    clock.pass(Duration.ofDays(1));
    search();
    assertThat(isReliedOn()).as("another is shown").isFalse();

    ehr.hides("Task/88", false);
    clock.pass(Duration.ofDays(1));
    search();
    assertThat(isReliedOn()).isTrue();
  }

  @Test
  void whatDidNotShowWhatItBeganFromIsReliedOnOnlyWhenItDoes() {
    anotherIsThere(referral(), 2);
    ehr.hides("Task/2", true);
    clock.pass(ROUTINE);
    searchAndLook();
    assertThat(isReliedOn()).isFalse();

    answers(TaskStatus.ACCEPTED, 2, clock.instant());
    isCalledAndRead("Task/88");
    clock.pass(Duration.ofDays(1));
    search();
    assertThat(isReliedOn()).as("another is shown").isFalse();

    ehr.hides("Task/2", false);
    clock.pass(Duration.ofDays(1));
    search();
    assertThat(isReliedOn()).isTrue();
  }

  @Test
  void whatIsNotThereAnyMoreNeedsNotBeShown() {
    anotherIsThere(referral(), 2);
    works();
    ehr.hides("Task/88", true);
    answers(TaskStatus.ACCEPTED, 2, clock.instant());
    isCalledAndRead("Task/88");
    clock.pass(ROUTINE);
    searchAndLook();
    assertThat(isReliedOn()).isFalse();

    ehr.removes("Task/88");
    clock.pass(ROUTINE);
    look();
    clock.pass(Duration.ofDays(1));
    search();

    assertThat(isReliedOn()).isTrue();
  }

  /** Searches since that were asked of Tasks. */
  private List<String> taskSearches() {
    return ehr.asked().stream().filter(target -> target.startsWith("GET Task?")).toList();
  }

  @Test
  void aBulkChangeIsPagedThroughTwiceAndCostsLittleFromThenOn() {
    works();
    ehr.pages(3);
    others(8, clock.instant());
    answers(TaskStatus.ACCEPTED, 2, clock.instant());
    for (var again = 0; again < 2; again++) {
      clock.pass(ROUTINE);
      searchAndLook();
      assertThat(taskSearches()).hasSizeGreaterThan(1);
    }

    for (var again = 0; again < 3; again++) {
      clock.pass(ROUTINE);
      searchAndLook();
      assertThat(taskSearches()).hasSize(1);
    }

    assertThat(isReliedOn()).isTrue();
    answers(TaskStatus.INPROGRESS, 3, clock.instant());
    clock.pass(ROUTINE);
    searchAndLook();
    assertThat(life().state()).isEqualTo(State.IN_PROGRESS);
    answers(TaskStatus.COMPLETED, 4, clock.instant().minus(ROUTINE.plusMinutes(2)));
    clock.pass(ROUTINE);
    searchAndLook();
    assertThat(life().state()).isEqualTo(State.COMPLETED);
    assertThat(isReliedOn()).isTrue();
  }

  /** Of one that has moments enough the newest are still shown, so that it is seen to work. */
  @Test
  void ofABulkChangeThatTookAWhileTheNewestGoOnBeingShown() {
    works();
    ehr.pages(4);
    for (var second = 0; second < 12; second++) {
      var one = task("other-" + second, "RF-9" + second, TaskStatus.COMPLETED);
      ehr.put(one, 1, clock.instant().plusSeconds(second));
    }
    for (var again = 0; again < 3; again++) {
      ehr.asked();
      clock.pass(ROUTINE);
      searchAndLook();
    }
    assertThat(taskSearches()).hasSize(1);

    for (var second = 0; second < 12; second++) {
      ehr.hides("Task/other-" + second, true);
    }
    clock.pass(ROUTINE);
    searchAndLook();

    assertThat(isReliedOn()).as("not even what was there is shown").isFalse();
  }

  @Test
  void whatIsShownLateOfABulkChangeIsSeenBeforeThatIsSettled() {
    anotherIsThere(urgent(), 2);
    works();
    var five = Duration.ofMinutes(5);
    var stamp = clock.instant().plus(Duration.ofMinutes(4));
    ehr.pages(3);
    others(8, stamp);
    answers(TaskStatus.ACCEPTED, 2, stamp);
    ehr.hides("Task/88", true);
    for (var again = 0; again < 2; again++) {
      clock.pass(five);
      searchAndLook();
    }
    assertThat(life().state()).isEqualTo(State.REQUESTED);

    ehr.hides("Task/88", false); // nine minutes after its stamp
    clock.pass(five);
    searchAndLook();
    assertThat(life().state()).isEqualTo(State.ACCEPTED);

    for (var again = 0; again < 4; again++) {
      ehr.asked();
      clock.pass(five);
      searchAndLook();
    }
    assertThat(taskSearches()).hasSize(1);
    assertThat(isReliedOn()).isTrue();
  }

  @Test
  void whatIsStampedBeforeASettledBulkChangeIsFoundByReadingAndThenSearchedFor() {
    works();
    var stamp = clock.instant();
    ehr.pages(3);
    others(8, stamp);
    for (var again = 0; again < 3; again++) {
      clock.pass(ROUTINE);
      searchAndLook();
    }
    answers(TaskStatus.ACCEPTED, 2, stamp.minus(Duration.ofMinutes(2)));
    isCalledAndRead("Task/88");
    clock.pass(ROUTINE);
    search();
    assertThat(isReliedOn()).as("it was told not to show that").isTrue();

    clock.pass(Duration.ofMinutes(1));
    search();

    assertThat(isReliedOn()).isTrue();
    assertThat(new JdbcChangeSearches(store.db()).of(PARTNER).get(1).expected()).isEmpty();
  }

  private List<OpenItem> raised() {
    return bridge.attention().open(10);
  }

  private List<String> trailNotes() {
    return new JdbcReferralTrail(store.db()).of("RF-1").stream().map(TrailEntry::note).toList();
  }

  @Test
  void aSecondTaskForAReferralIsSeenBySearchAndToldOnce() {
    works();
    ehr.put(task("99", "RF-1", TaskStatus.ACCEPTED), 1, clock.instant());
    clock.pass(ROUTINE);
    searchAndLook();

    assertThat(raised())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.reason()).isEqualTo(AttentionReason.REFERRAL_UNCLEAR);
              assertThat(item.note()).contains("is there more than once for one referral");
            });
    assertThat(trailNotes())
        .filteredOn(note -> note.contains("is there more than once for one referral"))
        .hasSize(1);
    assertThat(life().seen().byAddress()).containsKeys("Task/88", "Task/99", "ServiceRequest/77");

    bridge.attention().done(raised().get(0).id(), "staff");
    ehr.asked();
    for (var again = 0; again < 5; again++) {
      clock.pass(ROUTINE);
      searchAndLook();
    }
    assertThat(raised()).isEmpty();
    assertThat(ehr.asked()).contains("GET Task/99").noneMatch(one -> one.contains("RF-1"));
    assertThat(isReliedOn()).isTrue();
  }

  @Test
  void aTaskThatIsGivenToAnotherOrganizationIsToldOnceAndIsStillTheAnswer() {
    works();
    var given = task("88", "RF-1", TaskStatus.ACCEPTED);
    ehr.put(given.setOwner(new Reference("Organization/stranger")), 2, clock.instant());
    clock.pass(ROUTINE);
    searchAndLook();

    assertThat(life().state()).isEqualTo(State.ACCEPTED);
    assertThat(raised())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.reason()).isEqualTo(AttentionReason.REFERRAL_UNCLEAR);
              assertThat(item.note())
                  .isEqualTo(
                      "the task's owner is an organization that the program did not name (Organization/stranger)");
            });
    assertThat(trailNotes()).last().asString().contains("the task's owner");

    bridge.attention().done(raised().get(0).id(), "staff");
    var going = task("88", "RF-1", TaskStatus.INPROGRESS);
    ehr.put(going.setOwner(new Reference("Organization/stranger")), 3, clock.instant());
    clock.pass(ROUTINE);
    searchAndLook();
    assertThat(life().state()).isEqualTo(State.IN_PROGRESS);
    assertThat(raised()).as("told already").isEmpty();
  }

  @Test
  void aTaskThatIsGivenToSomebodyAtThePartnerIsNoNews() {
    works();
    var given = task("88", "RF-1", TaskStatus.ACCEPTED);
    ehr.put(given.setOwner(new Reference("PractitionerRole/5")), 2, clock.instant());

    clock.pass(ROUTINE);
    searchAndLook();

    assertThat(life().state()).isEqualTo(State.ACCEPTED);
    assertThat(raised()).isEmpty();
  }

  @Test
  void twoNodesThatKeepWhatBothTypesShowedDoNotWaitForEachOther() throws Exception {
    for (var number = 2; number < 8; number++) {
      anotherIsThere(referral(), number);
    }
    works();
    clock.pass(ROUTINE);
    var turns = searches.due(PARTNER);
    var answers =
        List.of(
            new NotSearchable(turns.get(0), Map.of("ServiceRequest/77", "9"), "refuses"),
            new NotSearchable(turns.get(1), Map.of("Task/7", "9"), "refuses"));
    var nodes = Executors.newFixedThreadPool(2);
    try {
      for (var round = 0; round < 30; round++) {
        allAreReadMuchLater();
        var both = new CyclicBarrier(2);
        var kept = answers.stream().map(answer -> nodes.submit(() -> keep(answer, both))).toList();
        for (var one : kept) {
          assertThat(one.get(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(due("RF-1")).isBeforeOrEqualTo(clock.instant());
        assertThat(due("RF-7")).isBeforeOrEqualTo(clock.instant());
      }
    } finally {
      nodes.shutdownNow();
    }
  }

  private boolean keep(ChangeAnswer answer, CyclicBarrier both) throws Exception {
    var node = bridge.changes();
    both.await(1, TimeUnit.MINUTES);
    node.keep(answer);
    return true;
  }

  private void allAreReadMuchLater() {
    var later = Times.column(clock.instant().plus(Duration.ofHours(4)));
    var lives = "update referral_life set due_at = :at, note = ''";
    assertThat(store.db().sql(lives).param("at", later).update()).isEqualTo(7);
    assertThat(store.db().sql("update change_search set state = 'WORKING'").update()).isEqualTo(2);
  }

  @Test
  void ofSeveralNodesOneSearches() {
    works();
    clock.pass(ROUTINE);

    assertThat(bridge.changes().due(PARTNER)).hasSize(2);
    assertThat(bridge.changes().due(PARTNER)).isEmpty();
  }
}
