package org.warmhandoff.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.consent;
import static org.warmhandoff.testing.RecordSheets.danaOf;
import static org.warmhandoff.testing.RecordSheets.plan;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Permitted;
import org.warmhandoff.flow.message.Sending;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.Remains;
import org.warmhandoff.testing.Store;

/**
 * Whenever the power of PostgreSQL goes, what was accepted is there, and what was about to be
 * written at a partner is known to be; though claims and settlements do not wait for the disk.
 */
class PostgresPowerCutTest {

  private static final int CUTS = Integer.getInteger("power.cuts.postgres", 3);
  private static final int WRITERS = 3;
  private static final int EACH = 20;
  private static final long SEED = 20261127;
  private static final RecordSheet DANA =
      danaOf("psychiatry", consent("CO-1", "mental-health", "safety-plan"));

  @TempDir private Path directory;

  private static final Sending SENDING =
      new Sending("POST / (transaction)", "{\"resourceType\": \"Bundle\"}");

  /**
   * Somebody was told that this is stored, or about to be written and accounted for, when so much
   * of the log had been forced to the disk.
   */
  private record Promise(String plan, boolean isBeingWritten, String forced) {}

  private final List<Promise> promises = new ArrayList<>();

  private static EmbeddedPostgres start(Path data) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        // The adapter is not to rely on it that the server waits.
        .setServerConfig("synchronous_commit", "off")
        .setServerConfig("checkpoint_timeout", "1h")
        // What nobody waits for is not forced in between, so that a promise too early shows.
        .setServerConfig("wal_writer_delay", "10s")
        .start();
  }

  @Test
  void nothingThatWasPromisedIsLost() throws IOException {
    var data = directory.resolve("data");
    try (var postgres = start(data);
        var store = Store.in(postgres)) {
      store.migrate();
    }
    Remains.copy(data, directory.resolve("stopped"));
    write(data);

    var random = new Random(SEED);
    var remains = new Remains(directory.resolve("stopped"), data);
    for (var cut = 0; cut < CUTS; cut++) {
      var last = cut == 0 ? promises.size() - 1 : random.nextInt(promises.size());
      var left = directory.resolve("left-" + cut);
      remains.leave(left, promises.get(last).forced(), random);
      try (var postgres = start(left);
          var store = Store.in(postgres)) {
        for (var promise : promises.subList(0, last + 1)) {
          assertThat(isKept(store.db(), promise)).as("cut %d at %s", cut, promise).isTrue();
        }
      }
    }
  }

  private void write(Path data) throws IOException {
    var postgres = start(data);
    try (var store = Store.in(postgres)) {
      var bridge = new Bridge(store, Partners.near(), Clock.systemUTC());
      var writers = new ArrayList<CompletableFuture<Void>>();
      for (var writer = 1; writer <= WRITERS; writer++) {
        var first = writer * 1000;
        writers.add(CompletableFuture.runAsync(() -> write(store.db(), bridge, first)));
      }
      writers.forEach(CompletableFuture::join);
      claimsDoNotWait(store.db(), bridge);
      Remains.kill(data);
    } finally {
      postgres.close();
    }
  }

  private void write(JdbcClient db, Bridge bridge, int first) {
    for (var number = first; number < first + EACH; number++) {
      bridge.submit(DANA.id("P-" + number));
      bridge.submit(plan().id("CP-" + number).with("participantId", "P-" + number));
      promise(db, "CP-" + number, false);
      for (var claimed : bridge.claim("psychiatry")) {
        var permitted = (Permitted) bridge.gate().again((Opened) bridge.open(claimed));
        if (bridge.setOut(claimed) && bridge.mayDisclose(permitted, SENDING)) {
          promise(db, claimed.key().id(), true);
        }
        bridge.settle(claimed, Outcomes.delivered("CarePlan/1"));
      }
    }
  }

  /** In the order of what was forced, which one lock for both keeps. */
  private synchronized void promise(JdbcClient db, String plan, boolean isBeingWritten) {
    var forced =
        db.sql("select cast(pg_current_wal_flush_lsn() as text)").query(String.class).single();
    promises.add(new Promise(plan, isBeingWritten, forced));
  }

  private static void claimsDoNotWait(JdbcClient db, Bridge bridge) {
    bridge.submit(DANA.id("P-1"));
    bridge.submit(plan().id("CP-1").with("participantId", "P-1"));

    assertThat(bridge.claim("psychiatry")).isNotEmpty();

    assertThat(
            db.sql("select pg_current_wal_insert_lsn() > pg_current_wal_flush_lsn()")
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  private static boolean isKept(JdbcClient db, Promise promise) {
    return db.sql(
                """
                select count(*) from delivery
                 where kind = 'crisis-plan' and record_id = :id
                   and (not :writing
                        or (in_doubt or state <> 'WAITING')
                           and exists (select 1 from disclosure where delivery_id = delivery.id))
                """)
            .param("id", promise.plan())
            .param("writing", promise.isBeingWritten())
            .query(Long.class)
            .single()
        > 0;
  }
}
