package org.warmhandoff.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class RouteBeatsTest {

  private static final Duration LONGEST = Duration.ofMillis(300);

  private final RouteBeats beats = new RouteBeats(System::nanoTime, Set.of("endless"));
  private final AtomicBoolean hangs = new AtomicBoolean();
  private final CountDownLatch end = new CountDownLatch(1);

  /** One that looks for something often, and one that may hang, or fail. */
  private RouteBuilder routes() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("timer:endless?period=20&delay=0").routeId("endless").process(exchange -> end.await());
        from("timer:well?period=20&delay=0").routeId("well").process(exchange -> {});
        from("timer:hangs?period=20&delay=0")
            .routeId("hangs")
            .process(
                exchange -> {
                  if (hangs.get()) {
                    end.await();
                  }
                  throw new IllegalStateException("the store is away");
                });
      }
    };
  }

  @Test
  void aRouteThatHangsIsSilentAndOneThatFailsIsNot() throws Exception {
    try (var camel = new DefaultCamelContext()) {
      camel.addRoutePolicyFactory(beats);
      camel.addRoutes(routes());
      camel.start();
      assertThat(beats.silentFor(Duration.ofMinutes(1))).isEmpty();

      hangs.set(true);
      await("it is silent").until(() -> beats.silentFor(LONGEST).contains("hangs"));
      assertThat(beats.silentFor(Duration.ofMinutes(1))).isEmpty();

      hangs.set(false);
      end.countDown();
      await("it is heard again").until(() -> !beats.silentFor(LONGEST).contains("hangs"));
      camel.getRouteController().stopRoute("well");
      assertThat(beats.silentFor(Duration.ZERO.minusDays(1))).containsExactly("hangs");
    }
  }
}
