package org.warmhandoff.app;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.api.DeliveryGauges;
import org.warmhandoff.api.LineHealth;
import org.warmhandoff.api.PartnerHealth;
import org.warmhandoff.api.StoreHealth;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.delivery.JdbcOutbox;
import org.warmhandoff.delivery.gate.PartnerStates;
import org.warmhandoff.flow.RouteBeats;
import org.warmhandoff.partner.HapiPartner;
import org.warmhandoff.store.Durability;
import org.warmhandoff.store.JdbcStates;
import org.warmhandoff.store.WriteProbe;

/** How the adapter and its partners are. */
@Configuration(proxyBeanMethods = false)
class StatusWiring {

  @Bean
  CompositeHealthContributor partnersHealthContributor(
      List<HapiPartner> partners, PartnerStates states, Clock clock) {
    return CompositeHealthContributor.fromMap(
        partners.stream()
            .collect(
                Collectors.<HapiPartner, String, HealthContributor>toMap(
                    HapiPartner::name, partner -> new PartnerHealth(partner, states, clock))));
  }

  /** In place of Spring's own, which only reads. */
  @Bean
  StoreHealth dbHealthIndicator(JdbcClient db, Durability durability, Clock clock) {
    return new StoreHealth(new WriteProbe(db, durability), clock);
  }

  /** Belongs to liveness as well. */
  @Bean
  LineHealth lineHealthIndicator(JdbcOutbox outbox, RouteBeats beats) {
    return new LineHealth(outbox, beats);
  }

  @Bean
  MeterBinder deliveryGauges(
      JdbcStates states, JdbcAttention attention, List<HapiPartner> partners) {
    return new DeliveryGauges(states, attention, partners.stream().map(HapiPartner::name).toList());
  }
}
