package org.warmhandoff.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.warmhandoff.store.Durability;
import org.warmhandoff.store.WriteProbe;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.Store;

class StoreHealthTest {

  private static final Duration GOOD_FOR = Duration.ofSeconds(5);

  private final SettableClock clock = new SettableClock("2026-11-28T09:00:00Z");
  private final Store store = Store.inMemory();
  private final StoreHealth health =
      new StoreHealth(new WriteProbe(store.db(), Durability.byEachCommit()), clock);

  @AfterEach
  void close() {
    store.close();
  }

  private Status status() {
    return health.health().getStatus();
  }

  private long writes() {
    return store.db().sql("select asked from health").query(Long.class).single();
  }

  private void takesNoWriteAnyMore() {
    store.db().sql("drop table health").update();
  }

  @Test
  void theStoreIsAskedByAWriteAndNotTwiceInFiveSeconds() {
    var before = writes();

    assertThat(status()).isEqualTo(Status.UP);
    clock.pass(GOOD_FOR.minusMillis(1));
    assertThat(status()).isEqualTo(Status.UP);
    assertThat(writes()).isEqualTo(before + 1);

    clock.pass(Duration.ofMillis(1));
    assertThat(status()).isEqualTo(Status.UP);
    assertThat(writes()).isEqualTo(before + 2);
  }

  @Test
  void aStoreThatTakesNoWriteIsDown() {
    takesNoWriteAnyMore();

    assertThat(status()).isEqualTo(Status.DOWN);
  }

  @Test
  void whereTheClockWasPutBackTheStoreIsAskedAtOnceAndThenAsOftenAsEver() {
    status();
    var before = writes();

    clock.pass(Duration.ofHours(-2));
    status();
    assertThat(writes()).isEqualTo(before + 1);
    clock.pass(GOOD_FOR.minusMillis(1));
    status();
    assertThat(writes()).isEqualTo(before + 1);

    clock.pass(Duration.ofMillis(1));
    takesNoWriteAnyMore();
    assertThat(status()).isEqualTo(Status.DOWN);
  }
}
