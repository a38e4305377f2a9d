package org.warmhandoff.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.warmhandoff.it.Alone;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.SharedPartners;

/** How the adapter is, for those who watch it. */
class MetricsIT {

  private final int port = Alone.port();

  @Test
  void whatCameInAndWhatWaitsIsCounted() throws IOException, InterruptedException {
    var program = Caller.program(port);
    program.submit(
        Fixtures.bytes(Fixtures.tree("participants/P-1001.v1.json").put("id", "P-7401")));
    program.submit(
        Fixtures.bytes(
            Fixtures.tree("plans/CP-2001.v1.json")
                .put("id", "CP-7401")
                .put("participantId", "P-7401")));
    program.submit(Fixtures.bytes("invalid/wrong-date.json"));

    var metrics = Caller.monitoring(port).get("/actuator/prometheus").body().lines().toList();

    assertThat(metrics)
        .anyMatch(line -> line.matches("warmhandoff_intake_total\\{answer=\"accepted\".*} [1-9].*"))
        .anyMatch(line -> line.matches("warmhandoff_intake_total\\{answer=\"invalid\".*} [1-9].*"));
    for (var partner : SharedPartners.NAMES) {
      assertThat(metrics)
          .anyMatch(
              line ->
                  line.matches(
                      "warmhandoff_deliveries\\{partner=\"%s\",state=\"waiting\"} [1-9].*"
                          .formatted(partner)))
          .anyMatch(
              line ->
                  line.matches(
                      "warmhandoff_deliveries\\{partner=\"%s\",state=\"delivered\"} 0.*"
                          .formatted(partner)));
    }
  }

  @Test
  void metricsAreForObserversOnly() throws IOException, InterruptedException {
    assertThat(Caller.stranger(port).get("/actuator/prometheus").statusCode()).isEqualTo(401);
    assertThat(Caller.program(port).get("/actuator/prometheus").statusCode()).isEqualTo(403);
  }

  @Test
  void healthTellsAnybodyWhetherItIsWellAndObserversWhatEachPartIs()
      throws IOException, InterruptedException {
    var anybody = Fixtures.json(Caller.stranger(port).get("/actuator/health").body());
    var program = Fixtures.json(Caller.program(port).get("/actuator/health").body());
    var observer = Fixtures.json(Caller.monitoring(port).get("/actuator/health").body());

    assertThat(anybody.path("status").asText()).isEqualTo("UP");
    assertThat(anybody.has("components")).isFalse();
    assertThat(program.has("components")).isFalse();
    assertThat(observer.at("/components/db/status").asText()).isEqualTo("UP");
    assertThat(observer.at("/components/webhooks/status").asText()).isEqualTo("UP");
    for (var partner : SharedPartners.NAMES) {
      assertThat(observer.at("/components/partners/components/" + partner + "/status").asText())
          .isEqualTo("UNREACHABLE");
    }
  }
}
