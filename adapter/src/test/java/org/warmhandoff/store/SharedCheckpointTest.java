package org.warmhandoff.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class SharedCheckpointTest {

  private final AtomicInteger made = new AtomicInteger();

  @Test
  void aHundredWhoComeWhileOneIsMadeShareTheNext() throws InterruptedException {
    var firstIsBeingMade = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var checkpoint =
        new SharedCheckpoint(
            () -> {
              firstIsBeingMade.countDown();
              awaitUninterrupted(goOn);
              made.incrementAndGet();
            },
            () -> 1);
    var threads = Executors.newCachedThreadPool();
    try {
      var all = new ArrayList<CompletableFuture<Void>>();
      all.add(CompletableFuture.runAsync(() -> checkpoint.ensure(1), threads));
      firstIsBeingMade.await();
      var asking = new AtomicInteger();
      for (var one = 0; one < 100; one++) {
        all.add(
            CompletableFuture.runAsync(
                () -> {
                  asking.incrementAndGet();
                  checkpoint.ensure(1);
                },
                threads));
      }
      await().until(() -> asking.get() == 100);
      goOn.countDown();
      all.forEach(CompletableFuture::join);
    } finally {
      threads.shutdownNow();
    }
    assertThat(made.get()).isBetween(2, 4);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  void whoeverAskedForOneThatFailsHearsItAndTheNextIsMadeAnew() {
    var full = new AtomicBoolean(true);
    var checkpoint =
        new SharedCheckpoint(
            () -> {
              if (full.get()) {
                throw new IllegalStateException("the disk is full");
              }
              made.incrementAndGet();
            },
            () -> 1);

    assertThatThrownBy(() -> checkpoint.ensure(1)).isInstanceOf(IllegalStateException.class);
    full.set(false);
    checkpoint.ensure(1);

    assertThat(made).hasValue(1);
  }

  @Test
  void whatWasCommittedBeforeTheDatabaseWasOpenedAgainIsNotVouchedFor() {
    var life = new AtomicInteger(1);
    var checkpoint = new SharedCheckpoint(made::incrementAndGet, life::get);
    var before = checkpoint.life();

    life.incrementAndGet();

    assertThatThrownBy(() -> checkpoint.ensure(before))
        .isInstanceOf(DataAccessResourceFailureException.class);
    checkpoint.ensure(checkpoint.life());
  }

  @Test
  void whoeverIsInAHurryEndsTheWaitForOthers() {
    var checkpoint = new SharedCheckpoint(made::incrementAndGet, () -> 1, Duration.ofHours(1));
    checkpoint.ensure(1); // nobody was before, so nobody is waited for
    var waits = CompletableFuture.runAsync(() -> checkpoint.ensure(1));

    checkpoint.ensureAtOnce(1);

    await().until(() -> waits.isDone() || made.get() == 2);
    checkpoint.ensureAtOnce(1); // where the first came after the second had begun
    waits.join();
    assertThat(made.get()).isBetween(2, 3);
  }

  @Test
  void whereNobodyWasBeforeNobodyIsWaitedFor() {
    var checkpoint = new SharedCheckpoint(made::incrementAndGet, () -> 1, Duration.ofHours(1));

    checkpoint.ensure(1);

    assertThat(made).hasValue(1);
  }
}
