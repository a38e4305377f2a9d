package org.warmhandoff.app;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.warmhandoff.address.Directory;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.flow.port.ConsentGate;
import org.warmhandoff.operate.AttentionController;
import org.warmhandoff.operate.Configured;
import org.warmhandoff.operate.DeliveriesController;
import org.warmhandoff.operate.MatchesController;
import org.warmhandoff.operate.Outlasting;
import org.warmhandoff.operate.PageController;
import org.warmhandoff.operate.PartnersController;
import org.warmhandoff.operate.ProbeController;
import org.warmhandoff.partner.HapiPartner;
import org.warmhandoff.partner.Refusals;
import org.warmhandoff.store.Durability;
import org.warmhandoff.store.JdbcAttempts;
import org.warmhandoff.store.JdbcAttention;
import org.warmhandoff.store.JdbcCandidates;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcLinks;
import org.warmhandoff.store.JdbcRecords;
import org.warmhandoff.store.JdbcStates;
import org.warmhandoff.store.Operating;
import org.warmhandoff.store.Orphans;
import org.warmhandoff.store.PartnerStates;

/** What those who operate the adapter can see and do. */
@Configuration(proxyBeanMethods = false)
class OperateWiring {

  @Bean
  Configured configured(Config config) {
    return new Configured(
        config.partners().stream().map(PartnerConfig::name).collect(Collectors.toSet()));
  }

  @Bean
  Outlasting outlasting(Durability durability) {
    return new Outlasting(durability);
  }

  @Bean
  DeliveriesController deliveriesController(
      JdbcDeliveries deliveries,
      JdbcAttempts attempts,
      Operating operating,
      Configured configured) {
    return new DeliveriesController(deliveries, attempts, operating, configured);
  }

  @Bean
  AttentionController attentionController(JdbcAttention attention) {
    return new AttentionController(attention);
  }

  @Bean
  MatchesController matchesController(
      JdbcLinks links,
      JdbcCandidates candidates,
      Operating operating,
      MatchesController.Known known) {
    return new MatchesController(links, candidates, operating, known);
  }

  @Bean
  MatchesController.Known known(Configured configured, JdbcRecords records) {
    return new MatchesController.Known(configured, records);
  }

  @Bean
  PartnersController partnersController(
      Config config, PartnerStates states, JdbcStates counts, Refusals refusals) {
    return new PartnersController(config.partners(), states, counts, refusals);
  }

  @Bean
  ProbeController probeController(List<HapiPartner> partners) {
    return new ProbeController(partners);
  }

  @Bean
  PageController pageController(
      JdbcDeliveries deliveries,
      JdbcRecords records,
      ConsentGate consent,
      Mappings mappings,
      Directory directory,
      JdbcLedger ledger) {
    return new PageController(deliveries, records, consent, mappings, directory, ledger);
  }

  /** What waits for a partner that is not configured (any more) would wait in silence. */
  @Bean
  Orphans orphans(Config config, JdbcStates states, JdbcAttention attention) {
    var names = config.partners().stream().map(PartnerConfig::name).toList();
    return new Orphans(states, attention, names);
  }
}
