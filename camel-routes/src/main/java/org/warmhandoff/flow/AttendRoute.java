package org.warmhandoff.flow;

import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.timer;

import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.warmhandoff.flow.port.Attention;

/** Looks every few seconds for what has waited for somebody's hand for too long. */
public final class AttendRoute extends RouteBuilder {

  private static final Duration OFTEN = Duration.ofSeconds(5);

  private final Attention attention;

  /** Tells of what is due here. */
  public AttendRoute(Attention attention) {
    this.attention = attention;
  }

  @Override
  public void configure() {
    from(timer("attend").delay(0).period(OFTEN.toMillis()))
        .routeId("attend")
        .process(exchange -> attention.notifyDue())
        .id("tell-what-is-due");
  }
}
