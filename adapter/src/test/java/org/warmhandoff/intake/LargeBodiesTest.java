package org.warmhandoff.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.IntakeAnswer;
import org.warmhandoff.flow.message.Submission;
import org.warmhandoff.record.reading.Reading.Fault;
import org.warmhandoff.store.Durability;

class LargeBodiesTest {

  private static final byte[] SMALL = new byte[1000];
  private static final byte[] LARGE = new byte[200_000];

  private final AtomicInteger atATime = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Door door =
      new Door(this::take, Durability.byEachCommit(), new SimpleMeterRegistry());

  private IntakeAnswer take(Submission submission) {
    most.accumulateAndGet(atATime.incrementAndGet(), Math::max);
    try {
      end.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    atATime.decrementAndGet();
    return new IntakeAnswer.Invalid(Fault.NOT_JSON, List.of());
  }

  @Test
  void ofLargeOnesTwoAreTakenInAtATimeAndSmallOnesWaitForNone() throws Exception {
    var hands = Executors.newFixedThreadPool(12);
    try {
      var large =
          IntStream.range(0, 5)
              .mapToObj(one -> CompletableFuture.supplyAsync(() -> door.submit(LARGE), hands))
              .toList();
      await("two are in").until(() -> atATime.get() == LargeBodies.TAKEN_IN);
      var small =
          IntStream.range(0, 4)
              .mapToObj(one -> CompletableFuture.supplyAsync(() -> door.submit(SMALL), hands))
              .toList();
      await("the small ones are").until(() -> atATime.get() == LargeBodies.TAKEN_IN + 4);

      end.countDown();

      CompletableFuture.allOf(large.toArray(CompletableFuture[]::new)).get();
      CompletableFuture.allOf(small.toArray(CompletableFuture[]::new)).get();
      assertThat(most).hasValue(LargeBodies.TAKEN_IN + 4);
    } finally {
      hands.shutdownNow();
    }
  }

  @Test
  void aBodyIsReadWholeOrAsFarAsItMayGo() throws IOException {
    var held = LargeBodies.held();
    try (var turn = held.turn()) {
      assertThat(turn.read(new ByteArrayInputStream(SMALL), 2000)).hasSize(1000);
      assertThat(turn.read(new ByteArrayInputStream(SMALL), 500)).hasSize(500);
      assertThat(turn.read(new ByteArrayInputStream(LARGE), 300_000)).isEqualTo(LARGE);
      assertThat(turn.read(new ByteArrayInputStream(LARGE), 150_000)).hasSize(150_000);
    }
  }

  @Test
  void oneCredentialHoldsHalfOfThemAndTheOthersWaitForNone() throws IOException {
    var held = LargeBodies.held();
    for (var one = 0; one < LargeBodies.HELD / 2; one++) {
      held.turn("slow").takeFor(LARGE.length);
    }

    try (var turn = held.turn("other")) {
      assertThat(turn.read(new ByteArrayInputStream(LARGE), 300_000)).isEqualTo(LARGE);
    }
    try (var turn = held.turn("slow")) {
      assertThatThrownBy(() -> turn.takeFor(LARGE.length)).isInstanceOf(LargeBodies.TooMany.class);
    }
  }
}
