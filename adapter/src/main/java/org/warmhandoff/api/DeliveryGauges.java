package org.warmhandoff.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.store.JdbcStates;

/**
 * How many deliveries each partner has in each state, and how much needs a hand: counted when the
 * metrics are read.
 */
public final class DeliveryGauges implements MeterBinder {

  private final JdbcStates states;
  private final JdbcAttention attention;
  private final List<String> partners;

  /** Gauges for these partners. */
  public DeliveryGauges(JdbcStates states, JdbcAttention attention, List<String> partners) {
    this.states = states;
    this.attention = attention;
    this.partners = List.copyOf(partners);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("warmhandoff.attention", attention, JdbcAttention::count)
        .description("What needs a hand")
        .register(registry);
    for (var reason : AttentionReason.values()) {
      Gauge.builder("warmhandoff.attention.open", attention, from -> from.count(reason))
          .description("What needs a hand, by reason")
          .tag("reason", reason.word())
          .register(registry);
    }
    for (var partner : partners) {
      for (var state : DeliveryState.values()) {
        Gauge.builder("warmhandoff.deliveries", states, from -> count(from, partner, state))
            .description("Deliveries by partner and state")
            .tag("partner", partner)
            .tag("state", state.word())
            .register(registry);
      }
    }
  }

  private static double count(JdbcStates states, String partner, DeliveryState state) {
    return states.count(partner, state);
  }
}
