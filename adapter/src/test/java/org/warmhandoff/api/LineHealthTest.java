package org.warmhandoff.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.warmhandoff.testing.RecordSheets.consent;
import static org.warmhandoff.testing.RecordSheets.danaOf;
import static org.warmhandoff.testing.RecordSheets.plan;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.config.Config.InboxConfig;
import org.warmhandoff.config.Config.Patience;
import org.warmhandoff.delivery.JdbcOutbox;
import org.warmhandoff.flow.ConsentDaysRoute;
import org.warmhandoff.flow.RouteBeats;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.IntakeAnswer;
import org.warmhandoff.intake.DirectoryInbox;
import org.warmhandoff.intake.Door;
import org.warmhandoff.intake.RefusedFiles;
import org.warmhandoff.store.Durability;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.Store;
import tools.jackson.databind.json.JsonMapper;

/** Liveness sees what does not move, and nothing else. */
class LineHealthTest {

  private static final String PARTNER = "psychiatry";
  private static final List<String> PARTNERS =
      List.of("crisis-center", "crisis-center-ny", "primary-care", PARTNER);
  private static final Duration STANDS_STILL = Duration.ofMinutes(5);
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(2);
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(10);

  @TempDir private Path directory;

  private final SettableClock clock = new SettableClock("2026-11-21T12:00:00Z");
  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE); // it may begin anywhere
  private final CountDownLatch end = new CountDownLatch(1);
  private final Store store = Store.inMemory();
  private final Bridge bridge = new Bridge(store, Partners.near(), clock);
  private final JdbcOutbox outbox = bridge.worker();
  private final RouteBeats beats = new RouteBeats(nanoTime::get, Set.of(ConsentDaysRoute.ID));
  private final LineHealth health = new LineHealth(outbox, beats);

  @AfterEach
  void close() {
    end.countDown();
    store.close();
  }

  /** What stands still, as health tells it. */
  private List<?> standingStill() {
    var now = health.health();
    if (now.getStatus().equals(Status.UP)) {
      return List.of();
    }
    assertThat(now.getStatus()).isEqualTo(Status.DOWN);
    return (List<?>) now.getDetails().get("standingStill");
  }

  /** And is done at once. */
  private void workIsLookedFor() {
    PARTNERS.forEach(partner -> outbox.claimDue(partner).forEach(this::comesBack));
  }

  private void comesBack(Delivery claimed) {
    outbox.settle(new AttemptResult(claimed, Outcomes.tryLater()));
  }

  private Delivery aHandIsOut() {
    bridge.submit(danaOf(PARTNER, consent("CO-1", "mental-health", "safety-plan")));
    bridge.submit(plan());
    return outbox.claimDue(PARTNER).get(0);
  }

  /** Of the hand that is out: long after its lease, and not before. */
  private void isMissedInItsTime() {
    clock.pass(Bridge.LEASE.plus(STANDS_STILL));
    workIsLookedFor();
    assertThat(standingStill()).isEmpty();
    clock.pass(A_SECOND);
    workIsLookedFor();
    assertThat(standingStill()).isEqualTo(List.of(PARTNER));
  }

  private void passes(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  @Test
  void partnersForWhomNobodyLooksForWorkStandStillUntilSomebodyDoes() {
    clock.pass(STANDS_STILL);
    assertThat(standingStill()).isEmpty();

    clock.pass(A_SECOND);
    outbox.claimDue("primary-care");
    assertThat(standingStill()).isEqualTo(List.of("crisis-center", "crisis-center-ny", PARTNER));

    workIsLookedFor();
    assertThat(standingStill()).isEmpty();
  }

  @Test
  void aHandThatDoesNotComeBackLongAfterItsLeaseStandsStillUntilItDoes() {
    var lost = aHandIsOut();

    isMissedInItsTime();

    comesBack(lost);
    assertThat(standingStill()).isEmpty();
  }

  @Test
  void whereTheClockWasPutBackNobodyStandsStillBeforeTheTimeAndThenAsEver() {
    clock.pass(Duration.ofHours(-2));
    assertThat(standingStill()).isEmpty();
    clock.pass(STANDS_STILL);
    assertThat(standingStill()).isEmpty();

    clock.pass(A_SECOND);

    assertThat(standingStill()).isEqualTo(PARTNERS);
  }

  @Test
  void aHandIsAwaitedNoLongerWhereTheClockWasPutBackWhileItIsOut() {
    aHandIsOut();

    clock.pass(Duration.ofHours(-2));
    workIsLookedFor();
    assertThat(standingStill()).isEmpty();

    isMissedInItsTime();
  }

  @Test
  void aHandThatWasLostBeforeTheClockWasPutBackIsSeenAllTheSame() {
    aHandIsOut();
    clock.pass(Bridge.LEASE);
    workIsLookedFor();

    clock.pass(Duration.ofHours(-2));
    workIsLookedFor();
    assertThat(standingStill()).isEmpty();
    clock.pass(STANDS_STILL.plus(A_SECOND));
    workIsLookedFor();

    assertThat(standingStill()).isEqualTo(List.of(PARTNER));
  }

  /** One that hangs, and one of which nobody can say how long it takes. */
  private RouteBuilder routes(CountDownLatch begun) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        for (var id : List.of("look-after", ConsentDaysRoute.ID)) {
          from("timer:" + id + "?period=1000&delay=0")
              .routeId(id)
              .process(
                  exchange -> {
                    begun.countDown();
                    end.await();
                  });
        }
      }
    };
  }

  @Test
  void aRouteThatHangsForTwoHoursStandsStillUntilItMovesAndTheDaysOfConsentsMayLast()
      throws Exception {
    var begun = new CountDownLatch(2);
    try (var camel = new DefaultCamelContext()) {
      camel.addRoutePolicyFactory(beats);
      camel.addRoutes(routes(begun));
      camel.start();
      begun.await();

      passes(LONGEST.plus(A_SECOND));
      assertThat(standingStill()).as("beside its own period").isEmpty();
      passes(Duration.ofNanos(1));
      assertThat(standingStill()).isEqualTo(List.of("look-after"));

      end.countDown();
      await("it moves").until(() -> standingStill().isEmpty());
    }
  }

  /** Where it lies does not answer. */
  private final class Unanswering extends File {

    private static final long serialVersionUID = 1L;

    private final transient CountDownLatch asked = new CountDownLatch(1);

    Unanswering(Path file) {
      super(file.toString());
    }

    @Override
    public Path toPath() {
      asked.countDown();
      try {
        end.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      return super.toPath();
    }
  }

  private DirectoryInbox inbox() {
    var refused =
        new RefusedFiles(
            Optional.of(directory),
            new JdbcAttention(store.db(), store.transaction(), clock),
            new Patience(Duration.ofMinutes(2), Duration.ofMinutes(15), Duration.ofHours(4)));
    var inbox =
        new DirectoryInbox(
            new InboxConfig(directory, A_SECOND, A_SECOND, A_SECOND),
            10_000,
            new Door(
                submission -> new IntakeAnswer.Accepted(null),
                Durability.byEachCommit(),
                new SimpleMeterRegistry()),
            refused,
            JsonMapper.shared(),
            clock,
            nanoTime::get);
    inbox.open();
    return inbox;
  }

  @Test
  void anInboxThatHangsWhileItLooksAtAFileStandsStillUntilItGetsOn() throws Exception {
    var inbox = inbox();
    health.watch(inbox);
    var file = new Unanswering(Files.writeString(directory.resolve("inbox/a.json"), "{}"));

    var look = CompletableFuture.supplyAsync(() -> inbox.whole(file));
    file.asked.await();
    passes(LONGEST_LOOK);
    assertThat(standingStill()).isEmpty();
    passes(Duration.ofNanos(1));
    assertThat(standingStill()).isEqualTo(List.of("inbox"));

    end.countDown();
    look.join();
    assertThat(standingStill()).isEmpty();
  }
}
