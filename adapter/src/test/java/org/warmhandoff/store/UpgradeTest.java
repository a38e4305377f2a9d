package org.warmhandoff.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.flow.message.DeliveryState.DELIVERED;
import static org.warmhandoff.flow.message.DeliveryState.WAITING;
import static org.warmhandoff.testing.RecordSheets.consent;
import static org.warmhandoff.testing.RecordSheets.danaOf;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.Held;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.reading.Reading;
import org.warmhandoff.record.reading.RecordReader;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.Store;

/** A store that the version before filled, with deliveries on their way, is gone on with. */
class UpgradeTest {

  private static final RecordSheet DANA =
      danaOf("psychiatry", consent("CO-1", "mental-health", "safety-plan"));

  private static final String BEFORE = "1";

  private final SettableClock clock = new SettableClock("2026-11-21T12:00:00Z");

  @Test
  void anH2FileOfTheVersionBeforeIsGoneOnWith(@TempDir Path directory) {
    isGoneOnWith(Store.h2(directory, BEFORE));
  }

  @Test
  void aPostgresqlDatabaseOfTheVersionBeforeIsGoneOnWith() {
    isGoneOnWith(Store.postgresql(BEFORE));
  }

  /** Version 1 was delivered; of version 2 it is not known, and version 3 waits behind it. */
  private void isGoneOnWith(Store filled) {
    try (var store = filled) {
      keep(store, DANA, "participant");
      for (var version = 1; version <= 3; version++) {
        keep(store, plan().version(version), "crisis-plan");
      }
      planned(store, 1, DELIVERED, false);
      planned(store, 2, WAITING, true);
      planned(store, 3, WAITING, false);
      store
          .db()
          .sql("insert into lane values ('psychiatry', 'P-1', 4, '2026-11-21T11:59:00Z')")
          .update();

      store.migrate();

      goesOn(new Bridge(store, Partners.near(), clock));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void plansOfTheVersionBeforeAreKnownToBeInForceAndReplaced(
      boolean onPostgresql, @TempDir Path directory) {
    try (var store = onPostgresql ? Store.postgresql(BEFORE) : Store.h2(directory, BEFORE)) {
      keep(store, DANA, "participant");
      keep(store, plan().id("CP-1").with("recordedAt", "2026-11-20T10:00:00-05:00"), "crisis-plan");
      keep(store, plan().id("CP-2").with("recordedAt", "2026-11-20T14:30:00Z"), "crisis-plan");
      keep(store, plan().id("CP-3").with("making/replaces", "CP-4"), "crisis-plan");
      keep(store, plan().id("CP-4"), "crisis-plan");
      keep(store, plan().id("CP-3").version(2).with("state", "withdrawn"), "crisis-plan");
      keep(store, plan().id("CP-5").with("making/replaces", "CP-4"), "crisis-plan");
      keep(store, plan().id("CP-6").with("state", "draft"), "crisis-plan");

      store.migrate();

      assertThat(new Bridge(store, Partners.near(), clock).records().plansInForce(plan().record()))
          .containsExactly("CP-1", "CP-2", "CP-5");
    }
  }

  private static void goesOn(Bridge bridge) {
    var second = bridge.claimOnly("psychiatry");
    assertThat(second.key().version()).isEqualTo(2);
    assertThat(second.inDoubt()).isTrue();
    var opened = (Opened) bridge.open(second);
    assertThat(opened.held().map(Held::record).map(ProgramRecord::version)).contains(1);
    bridge.settle(second, Outcomes.delivered("CarePlan/7"));

    var third = bridge.claimOnly("psychiatry");
    assertThat(third.key().version()).isEqualTo(3);
    assertThat(third.inDoubt()).isFalse();
    bridge.settle(third, Outcomes.delivered("CarePlan/7"));

    assertThat(bridge.plan(1)).isEqualTo(DELIVERED);
    assertThat(bridge.plan(3)).isEqualTo(DELIVERED);
    assertThat(bridge.claim("psychiatry")).isEmpty();
  }

  private static void keep(Store store, RecordSheet sheet, String kind) {
    var valid = (Reading.Valid) new RecordReader().read(sheet.bytes());
    var record = valid.record();
    store
        .db()
        .sql(
            """
            insert into program_record (kind, id, version, participant_id, digest, body, accepted_at)
            values (:kind, :id, :version, :participant, :digest, :body, '2026-11-21T11:00:00Z')
            """)
        .param("kind", kind)
        .param("id", record.id())
        .param("version", record.version())
        .param("participant", record.participantId())
        .param("digest", valid.digest())
        .param("body", new String(valid.body(), UTF_8))
        .update();
  }

  private static void planned(Store store, int version, DeliveryState state, boolean inDoubt) {
    store
        .db()
        .sql(
            """
            insert into delivery (kind, record_id, version, participant_id, partner, priority, state,
                                  note, attempts, in_doubt, doubted_at, due_at, created_at, form,
                                  patient, matched_by, remote, remote_version)
            values ('crisis-plan', 'CP-1', :version, 'P-1', 'psychiatry', 3, :state,
                    'of before', 1, :doubt, '2026-11-21T11:00:00Z', '2026-11-21T11:00:00Z',
                    '2026-11-21T11:00:00Z',
                    'GRAPH', 'Patient/5', 'IDENTIFIER', 'CarePlan/7', '1')
            """)
        .param("version", version)
        .param("state", state.name())
        .param("doubt", inDoubt)
        .update();
  }
}
