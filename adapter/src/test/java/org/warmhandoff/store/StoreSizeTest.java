package org.warmhandoff.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.consent;
import static org.warmhandoff.testing.RecordSheets.danaOf;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.Store;

/** The embedded database stays small while it is written to without a pause. */
class StoreSizeTest {

  private static final int RECORDS = Integer.getInteger("store.records", 200);
  private static final long A_RECORD = 12 * 1024;

  /** What was written over lately and is not used again for two seconds. */
  private static final long RESERVE = 16 * 1024 * 1024;

  @TempDir private Path directory;

  private Store store;
  private Bridge bridge;
  private Durability durability;
  private long largest;

  @BeforeEach
  void aStoreInAFile() {
    store = Store.h2(directory);
    bridge = new Bridge(store, Partners.near(), Clock.systemUTC());
    durability = new SharedCheckpoint(() -> store.db().sql("checkpoint sync").update(), () -> 1);
    bridge.submit(danaOf("psychiatry", consent("CO-1", "mental-health", "safety-plan")));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void submit(String plan) throws IOException {
    bridge.submit(plan().id(plan));
    durability.ensure(1);
    largest = Math.max(largest, Files.size(directory.resolve("warm-handoff.mv.db")));
  }

  @Test
  void aRecordAndItsDeliveryTakeTwelveKilobytesBesideAReserve() throws IOException {
    for (var record = 0; record < RECORDS; record++) {
      submit("CP-" + record);
      for (var claimed : bridge.claim("psychiatry")) {
        assertThat(bridge.setOut(claimed)).isTrue();
        durability.ensure(1);
        bridge.settle(claimed, Outcomes.delivered("CarePlan/1"));
      }
    }

    assertThat(largest).as("bytes of the file").isLessThan(RESERVE + RECORDS * A_RECORD);
  }

  @Test
  void theSameRecordAgainAndAgainStaysWithinTheReserve() throws IOException {
    for (var time = 0; time < 4 * RECORDS; time++) {
      submit("CP-1");
    }

    assertThat(largest).as("bytes of the file").isLessThan(RESERVE);
  }
}
