package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.warmhandoff.attention.Concern;
import org.warmhandoff.delivery.Operating.Move;
import org.warmhandoff.events.CloudEvent;
import org.warmhandoff.events.EventFeed;
import org.warmhandoff.events.EventFeed.ReaderPlace;
import org.warmhandoff.events.EventNumbers;
import org.warmhandoff.events.log.EventLog;
import org.warmhandoff.events.log.EventType;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.store.Durability;
import org.warmhandoff.store.JdbcLinks;
import org.warmhandoff.testing.Concurrently;
import org.warmhandoff.testing.Outcomes;

/** The program is told what became of its records: all of it, in order, by ids only. */
interface EventsContract extends StoreAtHand {

  private EventFeed feed() {
    return new EventFeed(
        store().db(),
        new EventNumbers(store().db(), store().transaction(), Durability.byEachCommit(), "0a1b2c"),
        "https://program.example");
  }

  private List<String> told() {
    return feed().after(0, 1000).stream()
        .map(one -> one.type().substring(EventType.PREFIX.length()))
        .toList();
  }

  private CloudEvent last() {
    var all = feed().after(0, 1000);
    return all.get(all.size() - 1);
  }

  @Test
  default void whatAPartnerHasIsToldByIdsOnly() {
    bridge().submit(DANA);
    bridge().submit(plan());
    assertThat(told()).doesNotContain("plan.delivered");

    var delivery = bridge().claimOnly("psychiatry");
    bridge().settle(delivery, Outcomes.delivered("CarePlan/7"));

    var told = last();
    assertThat(told.specversion()).isEqualTo("1.0");
    assertThat(told.type()).isEqualTo("org.warmhandoff.plan.delivered");
    assertThat(told.subject()).isEqualTo("crisis-plan/CP-1");
    assertThat(told.partitionkey()).isEqualTo("P-1");
    assertThat(told.time()).isEqualTo(clock().instant().toString());
    assertThat(told.data())
        .isEqualTo(
            new CloudEvent.IdsOnly(
                "crisis-plan", "CP-1", 1, "P-1", "psychiatry", delivery.id(), null, null));
  }

  @Test
  default void whatIsSetAsideIsToldAndWhatAnOperatorDoesAboutItToo() {
    bridge().submit(DANA);
    bridge().submit(plan());
    var delivery = bridge().claimOnly("psychiatry");
    bridge().settle(delivery, new Outcome.Refused("answered 422"));
    bridge().operating().carryOut(Move.RELEASE, List.of(delivery.id()), "somebody");
    bridge().operating().carryOut(Move.CANCEL, List.of(delivery.id()), "somebody");

    assertThat(told())
        .containsSubsequence(
            "delivery.refused",
            "attention.opened",
            "attention.closed",
            "delivery.resumed",
            "delivery.cancelled");
  }

  @Test
  default void whatWasTriedInVainAndIsTriedAgainIsNotTold() {
    bridge().submit(DANA);
    bridge().submit(plan());
    var before = told();
    bridge().settle(bridge().claimOnly("psychiatry"), Outcomes.tryLater());

    assertThat(told()).isEqualTo(before);
  }

  @Test
  default void whoAParticipantIsAtAPartnerIsToldWhereAPersonDecidedIt() {
    var links = new JdbcLinks(store().db(), store().transaction(), clock());

    links.decide("psychiatry", "P-1", "Patient/77", "somebody");
    links.undo("psychiatry", "P-1", "somebody");

    assertThat(told()).containsExactly("match.decided", "match.undone");
    assertThat(last().toString()).doesNotContain("77");
    assertThat(last().subject()).isEqualTo("participant/P-1");
  }

  @Test
  default void whatNeedsAPersonIsToldOnceItHasWaitedForLongEnough() {
    var concern =
        Concern.of(AttentionReason.DOWN, "does not answer")
            .partner("psychiatry")
            .after(Duration.ofMinutes(5));
    bridge().attention().open(concern);
    bridge().attention().close(concern.subject(), "it answers");
    assertThat(told()).isEmpty();

    bridge().attention().open(concern);
    clock().pass(Duration.ofMinutes(6));
    bridge().attention().notifyDue();
    bridge().attention().notifyDue();
    assertThat(told()).containsExactly("attention.opened");
    assertThat(last().subject()).isEqualTo("partner/psychiatry");
    assertThat(last().data().reason()).isEqualTo("down");

    bridge().attention().close(concern.subject(), "it answers");
    assertThat(told()).containsExactly("attention.opened", "attention.closed");
  }

  @Test
  default void whatIsTakenBackByTheDatabaseIsNotTold() {
    var log = new EventLog(store().db(), clock());

    store()
        .transaction()
        .executeWithoutResult(
            tx -> {
              log.ofMatch(EventType.MATCH_DECIDED, "psychiatry", "P-1");
              tx.setRollbackOnly();
            });

    assertThat(told()).isEmpty();
  }

  /** The one that was begun first has the lower row, and is committed last. */
  @Test
  default void aReaderThatGoesByNumbersMissesNoneThatIsCommittedLater() throws Exception {
    var log = new EventLog(store().db(), clock());
    var written = new CountDownLatch(1);
    var read = new CountDownLatch(1);
    Callable<Boolean> slow =
        () ->
            store()
                .transaction()
                .execute(
                    tx -> {
                      log.ofMatch(EventType.MATCH_DECIDED, "psychiatry", "P-slow");
                      written.countDown();
                      return isOpened(read);
                    });
    Callable<Boolean> quick =
        () -> {
          isOpen(written);
          log.ofMatch(EventType.MATCH_DECIDED, "psychiatry", "P-quick");
          try {
            assertThat(feed().after(0, 10))
                .extracting(CloudEvent::subject)
                .containsExactly("participant/P-quick");
          } finally {
            read.countDown();
          }
          return true;
        };

    Concurrently.all(List.of(slow, quick));

    assertThat(feed().after(1, 10))
        .extracting(CloudEvent::subject)
        .containsExactly("participant/P-slow");
    assertThat(feed().after(0, 10))
        .extracting(CloudEvent::sequence)
        .containsExactly("0000000000000000001", "0000000000000000002");
  }

  private static boolean isOpened(CountDownLatch latch) {
    try {
      return isOpen(latch);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static boolean isOpen(CountDownLatch latch) throws InterruptedException {
    return latch.await(30, TimeUnit.SECONDS);
  }

  @Test
  default void whileManyWriteEveryReaderHearsOfEachOnceAndInOneOrder() throws Exception {
    var each = 40;
    var works = new ArrayList<Callable<List<String>>>();
    for (var writer = 0; writer < 4; writer++) {
      var participant = "P-" + writer;
      works.add(
          () -> {
            var log = new EventLog(store().db(), clock());
            for (var i = 0; i < each; i++) {
              store()
                  .transaction()
                  .executeWithoutResult(
                      tx -> log.ofMatch(EventType.MATCH_DECIDED, "psychiatry", participant));
            }
            return List.of();
          });
    }
    for (var reader = 0; reader < 2; reader++) {
      works.add(() -> readAll(4 * each));
    }

    var read = Concurrently.all(works);

    var first = read.get(4);
    assertThat(first).hasSize(4 * each).doesNotHaveDuplicates();
    assertThat(read.get(5)).isEqualTo(first);
  }

  private List<String> readAll(int many) {
    var ids = new ArrayList<String>();
    var cursor = new long[1];
    var feed = feed();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              for (var event : feed.after(cursor[0], 7)) {
                ids.add(event.id());
                cursor[0] = Long.parseLong(event.sequence());
              }
              return ids.size() >= many;
            });
    return ids;
  }

  @Test
  default void aReaderThatComesWithANumberOfAnotherStoreIsToldSo() {
    new EventLog(store().db(), clock()).ofMatch(EventType.MATCH_DECIDED, "psychiatry", "P-1");

    assertThat(feed().place(0)).isEqualTo(ReaderPlace.THERE);
    assertThat(feed().place(1)).isEqualTo(ReaderPlace.THERE);
    assertThat(feed().place(2)).isEqualTo(ReaderPlace.NOT_YET);
  }

  @Test
  default void whatConsentDoesNotAllowIsTold() {
    bridge().submit(DANA.without("consents"));
    bridge().submit(event());

    assertThat(told()).contains("delivery.withheld");
  }
}
