package org.warmhandoff.it.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.component.timer.TimerEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.flow.ConsentDaysRoute;
import org.warmhandoff.flow.RouteBeats;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Setting;
import org.warmhandoff.testing.SettableClock;

/** Whoever asks for liveness is told where the line stands still, and where it moves again. */
class LivenessIT {

  @TempDir private Path home;

  private final SettableClock clock = new SettableClock("2026-11-29T12:00:00Z");
  private Adapter adapter;
  private CamelContext camel;

  @BeforeEach
  void start() {
    adapter = Adapter.start(Setting.alone(home).inbox("1s").config(), clock);
    camel = adapter.part(CamelContext.class);
  }

  @AfterEach
  void stop() {
    adapter.close();
  }

  private int liveness() throws IOException, InterruptedException {
    return Caller.stranger(adapter.port()).get("/actuator/health/liveness").statusCode();
  }

  private static void awaited(String what, Callable<Boolean> seen) {
    await(what).atMost(Duration.ofSeconds(30)).until(seen);
  }

  @Test
  void aPartnerForWhomNobodyLooksForWorkIsSeenAlsoWhereTheClockWasPutBack() throws Exception {
    awaited("it is alive", () -> liveness() == 200);
    camel.getRouteController().stopRoute("poll-psychiatry");
    camel.getRouteController().stopRoute("claim-psychiatry");

    clock.pass(Duration.ofHours(-2));
    assertThat(liveness()).as("put back by two hours").isEqualTo(200);
    clock.pass(Duration.ofMinutes(6));
    awaited("it alone stands still", () -> health().contains("\"standingStill\":[\"psychiatry\"]"));
    assertThat(liveness()).isEqualTo(503);

    camel.getRouteController().startRoute("claim-psychiatry");
    camel.getRouteController().startRoute("poll-psychiatry");
    awaited("it is alive again", () -> liveness() == 200);
  }

  private String health() throws IOException, InterruptedException {
    return Caller.monitoring(adapter.port()).get("/actuator/health").body();
  }

  private String askedAt() throws IOException, InterruptedException {
    return Fixtures.json(health())
        .at("/components/partners/components/psychiatry/details/askedAt")
        .asText();
  }

  @Test
  void aPartnerIsAskedAgainHowItIsWhereTheClockWasPutBack() throws Exception {
    assertThat(askedAt()).isEqualTo("2026-11-29T12:00:00Z");
    clock.pass(Duration.ofMinutes(5));
    assertThat(askedAt()).as("good for five minutes").isEqualTo("2026-11-29T12:00:00Z");

    clock.pass(Duration.ofHours(-2));

    assertThat(askedAt()).isEqualTo("2026-11-29T10:05:00Z");
  }

  @Test
  void everyRouteThatATimerStartsIsWatchedButForTheDaysOfConsents() {
    var timers =
        camel.getRoutes().stream()
            .filter(route -> route.getEndpoint() instanceof TimerEndpoint)
            .map(route -> route.getRouteId())
            .filter(id -> !id.equals(ConsentDaysRoute.ID))
            .toList();

    assertThat(adapter.part(RouteBeats.class).silentFor(Duration.ofDays(-1)))
        .hasSizeGreaterThan(10)
        .containsExactlyInAnyOrderElementsOf(timers);
  }
}
