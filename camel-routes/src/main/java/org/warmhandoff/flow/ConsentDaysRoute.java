package org.warmhandoff.flow;

import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.direct;
import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.timer;
import static org.warmhandoff.flow.RouteStep.step;
import static org.warmhandoff.flow.Stations.SHARE;

import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.warmhandoff.flow.port.ConsentDays;

/** Plans anew, when a day begins, what consents allow from that day on or no more. */
public final class ConsentDaysRoute extends RouteBuilder {

  /** Its own. One look takes as long as there are participants whose consents changed. */
  public static final String ID = "consent-days";

  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final String PARTICIPANT = "participant";

  private final ConsentDays days;

  /** The way of what changes by itself. */
  public ConsentDaysRoute(ConsentDays days) {
    this.days = days;
  }

  @Override
  public void configure() {
    from(timer(ID).delay(0).period(EVERY.toMillis()))
        .routeId(ID)
        .process(exchange -> exchange.getMessage().setBody(days.changed()))
        .id("whose-consents-changed")
        .split(body())
        .setProperty(PARTICIPANT, body())
        .id("whose-turn-it-is")
        .to(direct("consent-day"))
        .id("to-each-participant")
        .process(exchange -> days.planned(exchange.getProperty(PARTICIPANT, String.class)))
        .id("remember-each")
        .end()
        .process(exchange -> days.done())
        .id("remember-the-day");

    from(direct("consent-day"))
        .routeId("consent-day")
        .transacted()
        .id("one-transaction-each")
        .process(step(String.class, days::again))
        .id("as-if-it-came-again")
        .to(SHARE)
        .id("share-again");
  }
}
