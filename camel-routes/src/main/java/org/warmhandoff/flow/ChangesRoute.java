package org.warmhandoff.flow;

import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.timer;
import static org.warmhandoff.flow.RouteStep.first;
import static org.warmhandoff.flow.RouteStep.last;
import static org.warmhandoff.flow.RouteStep.step;
import static org.warmhandoff.flow.WhenThingsBreak.ON_THE_WAY_OUT;

import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.warmhandoff.flow.changes.ChangeAnswer;
import org.warmhandoff.flow.changes.ChangeTurn;
import org.warmhandoff.flow.port.ChangeSearches;
import org.warmhandoff.flow.port.Partner;

/** Searches at every partner, in a thread of its own, for what has changed there. */
public final class ChangesRoute extends RouteBuilder {

  private final ChangeSearches searches;
  private final List<Partner> partners;
  private final Duration every;

  /**
   * Searches at these partners.
   *
   * @param every how often to look for searches whose turn it is
   */
  public ChangesRoute(ChangeSearches searches, List<Partner> partners, Duration every) {
    this.searches = searches;
    this.partners = List.copyOf(partners);
    this.every = every;
  }

  @Override
  public void configure() {
    partners.forEach(this::search);
  }

  private void search(Partner partner) {
    from(timer("changes-" + partner.name()).period(every.toMillis()))
        .routeId("changes-" + partner.name())
        .routeConfigurationId(ON_THE_WAY_OUT)
        .process(first(() -> searches.due(partner.name())))
        .id("which-search-is-due:" + partner.name())
        .split(body())
        .process(step(ChangeTurn.class, partner::changes))
        .id("search-what-has-changed:" + partner.name())
        .process(last(ChangeAnswer.class, searches::keep))
        .id("look-at-what-has-changed:" + partner.name());
  }
}
