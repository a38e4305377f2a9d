package org.warmhandoff.flow;

import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.timer;
import static org.warmhandoff.flow.RouteStep.first;

import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.warmhandoff.flow.port.Partner;

/** Asks every partner what it takes: at start, and then daily. Nothing waits for the answer. */
public final class AskRoute extends RouteBuilder {

  private static final Duration DAILY = Duration.ofDays(1);

  private final List<Partner> partners;

  /** A route that asks these partners. */
  public AskRoute(List<Partner> partners) {
    this.partners = List.copyOf(partners);
  }

  @Override
  public void configure() {
    partners.forEach(this::ask);
  }

  private void ask(Partner partner) {
    from(timer("ask-" + partner.name()).delay(0).period(DAILY.toMillis()))
        .routeId("ask-" + partner.name())
        .process(first(partner::ask))
        .id("ask-what-it-takes:" + partner.name());
  }
}
