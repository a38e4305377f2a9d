package org.warmhandoff.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.consent;
import static org.warmhandoff.testing.RecordSheets.danaOf;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.flow.message.IntakeAnswer;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.Store;

/** The embedded database stays small while it is written to without a pause. */
class StoreSizeTest {

  private static final int RECORDS = Integer.getInteger("store.records", 200);
  private static final long A_RECORD = 12 * 1024;

  /** Of a large record, which is more than the others' twelve kilobytes. */
  private static final long LETTERS = 20_000;

  /** What was written over lately and is not used again for two seconds. */
  private static final long RESERVE = 16 * 1024 * 1024;

  /** As much is not yet free to be used again in a small file. */
  private static final long A_LITTLE = 2 * 1024 * 1024;

  @TempDir private Path directory;

  private Store store;
  private Bridge bridge;
  private Durability durability;
  private long largest;
  private final Random random = new Random(20261129);

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

  private Path file() {
    return directory.resolve("warm-handoff.mv.db");
  }

  private void submit(RecordSheet plan) throws IOException {
    assertThat(bridge.submit(plan)).isInstanceOf(IntakeAnswer.Accepted.class);
    durability.ensure(1);
    largest = Math.max(largest, Files.size(file()));
  }

  /** What the file would be if nothing but what counts were in it. */
  private long content() throws IOException {
    store.db().sql("shutdown compact").update();
    return Files.size(file());
  }

  @Test
  void aRecordAndItsDeliveryTakeTwelveKilobytesBesideAReserve() throws IOException {
    for (var record = 0; record < RECORDS; record++) {
      submit(plan().id("CP-" + record));
      for (var claimed : bridge.claim("psychiatry")) {
        assertThat(bridge.setOut(claimed)).isTrue();
        durability.ensure(1);
        bridge.settle(claimed, Outcomes.delivered("CarePlan/1"));
      }
    }

    assertThat(largest).as("bytes of the file").isLessThan(RESERVE + RECORDS * A_RECORD);
  }

  /**
   * With many letters that nobody can compress: {@code SHUTDOWN COMPACT} compresses what it writes,
   * and the records of the other tests, which are all alike, to a tenth of what they are.
   */
  private RecordSheet largePlan(int record) {
    return plan()
        .id("CP-" + record)
        .with("coping", Stream.generate(this::letters).limit(30).toList());
  }

  private String letters() {
    return random
        .ints(900, 'A', 'z')
        .filter(Character::isLetter)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /**
   * 2.5 times it, as measured with 100 records; what is new each half second counts little then.
   */
  @Test
  void theFileIsAtMostThreeTimesItsContent() throws IOException {
    for (var record = 0; record < RECORDS / 2; record++) {
      submit(largePlan(record));
    }
    var content = content();

    assertThat(content).as("bytes that count").isGreaterThan(RECORDS / 2 * LETTERS);
    assertThat(largest).as("bytes of the file").isLessThan(A_LITTLE + 3 * content);
  }

  @Test
  void theSameRecordAgainAndAgainStaysWithinTheReserve() throws IOException {
    for (var time = 0; time < 15 * RECORDS; time++) {
      submit(plan());
    }

    assertThat(largest).as("bytes of the file").isLessThan(RESERVE);
  }
}
