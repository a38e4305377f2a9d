package org.warmhandoff.it.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Setting;

/** While the store is away nothing is accepted, and everybody is told so. */
class StoreAwayIT {

  @TempDir private Path home;

  private Adapter adapter;

  @BeforeEach
  void theStoreGoesAway() {
    adapter = Adapter.start(Setting.alone(home).config());
    adapter.part(HikariDataSource.class).close();
  }

  @AfterEach
  void theAdapterEnds() {
    adapter.close();
  }

  @Test
  void aSubmissionIsNotAcceptedAndSaysSo() throws IOException, InterruptedException {
    var record = Fixtures.bytes("participants/P-1001.v1.json");

    isUnavailable(Caller.program(adapter.port()).submit(record), "not-stored");
  }

  @Test
  void aStateCannotBeReadAndSaysSo() throws IOException, InterruptedException {
    var answer = Caller.program(adapter.port()).get("/api/v1/records/participant/P-1001");

    isUnavailable(answer, "store-away");
  }

  @Test
  void theHealthIsDownAndStillAnswers() throws IOException, InterruptedException {
    var answer = Caller.monitoring(adapter.port()).get("/actuator/health");

    assertThat(answer.statusCode()).isEqualTo(503);
    var health = Fixtures.json(answer.body());
    assertThat(health.path("status").asText()).isEqualTo("DOWN");
    assertThat(health.at("/components/partners/components").size()).isEqualTo(3);
  }

  private static void isUnavailable(HttpResponse<String> answer, String type) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("https://warmhandoff.org/problems/" + type);
  }
}
