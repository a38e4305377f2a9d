package org.warmhandoff.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.app.Adapter;

/** The same line on PostgreSQL: the configuration alone decides. */
class PostgresIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<String> SOME =
      Set.of("P-1001", "P-1002", "P-1005", "P-1006", "P-1010", "P-1012");

  @TempDir private Path home;

  private final SharedPartners partners = SharedPartners.shared();
  private EmbeddedPostgres postgres;
  private Setting setting;

  @BeforeEach
  void anEmptyDatabase() throws IOException {
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
    setting =
        Setting.with(partners, home)
            .store(
                "postgresql:",
                "  url: jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "  user: postgres",
                "  password: postgres")
            .delivery("lease: 8s", "first-pause: 500ms", "longest-pause: 2s")
            .answerWithin("4s");
  }

  @AfterEach
  void stop() throws IOException {
    postgres.close();
  }

  @Test
  void everythingArrivesOnceThoughTheAdapterIsStartedAgainInTheMiddle()
      throws IOException, InterruptedException {
    var records = Fixtures.inOrder(SOME);
    var half = records.size() / 2;
    try (var adapter = Adapter.start(setting.config())) {
      submit(adapter, records.subList(0, half));
    }

    try (var adapter = Adapter.start(setting.config())) {
      submit(adapter, records.subList(half, records.size()));
      var expectations = Fixtures.expectations(SOME);
      var arrival = new Arrival(partners, setting.namespace, expectations);
      arrival.await(adapter.port(), PATIENCE);
      assertThat(expectations).hasSizeGreaterThan(20);
      assertThat(arrival.differences(adapter.port())).isEmpty();

      var since = Instant.now();
      submit(adapter, records);
      for (var partner : SharedPartners.NAMES) {
        assertThat(partners.writtenSince(partner, since)).isEmpty();
      }
    }
    assertThat(home.resolve("data")).doesNotExist();
  }

  private static void submit(Adapter adapter, List<String> records)
      throws IOException, InterruptedException {
    var program = Caller.program(adapter.port());
    for (var file : records) {
      assertThat(program.submit(Fixtures.bytes(file)).statusCode()).as(file).isEqualTo(202);
    }
  }
}
