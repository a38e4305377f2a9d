package org.warmhandoff.app;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.address.Directory;
import org.warmhandoff.api.AttentionController;
import org.warmhandoff.api.DeliveriesController;
import org.warmhandoff.api.DisclosuresController;
import org.warmhandoff.api.DurableResponses;
import org.warmhandoff.api.MatchesController;
import org.warmhandoff.api.PageController;
import org.warmhandoff.api.PartnersController;
import org.warmhandoff.api.ProbeController;
import org.warmhandoff.api.ReconciliationsController;
import org.warmhandoff.api.drill.DrillsController;
import org.warmhandoff.api.referral.ReferralsController;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.attention.Orphans;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.delivery.JdbcAttempts;
import org.warmhandoff.delivery.Operating;
import org.warmhandoff.delivery.Recall;
import org.warmhandoff.delivery.Rewriting;
import org.warmhandoff.delivery.gate.Gates;
import org.warmhandoff.delivery.gate.PartnerStates;
import org.warmhandoff.drill.JdbcDrills;
import org.warmhandoff.drill.PartnerDrills;
import org.warmhandoff.events.log.EventLog;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.flow.port.ConsentGate;
import org.warmhandoff.flow.port.Outbox;
import org.warmhandoff.followup.ReferralConcerns;
import org.warmhandoff.followup.SendingOn;
import org.warmhandoff.followup.StaffAnswers;
import org.warmhandoff.followup.Successors;
import org.warmhandoff.operate.Accounting;
import org.warmhandoff.operate.BulkMoves;
import org.warmhandoff.operate.KnownPartners;
import org.warmhandoff.operate.MatchDecisions;
import org.warmhandoff.operate.PartnerStandings;
import org.warmhandoff.operate.PrintedPages;
import org.warmhandoff.operate.RecordStandings;
import org.warmhandoff.partner.HapiPartner;
import org.warmhandoff.partner.capability.Refusals;
import org.warmhandoff.reconciliation.HeldRecords;
import org.warmhandoff.reconciliation.JdbcFindings;
import org.warmhandoff.reconciliation.JdbcReconciliations;
import org.warmhandoff.reconciliation.PartnerReconciliation;
import org.warmhandoff.reconciliation.Repairing;
import org.warmhandoff.reconciliation.ShownDifferences;
import org.warmhandoff.store.Durability;
import org.warmhandoff.store.JdbcCandidates;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcDisclosures;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcLinks;
import org.warmhandoff.store.JdbcReceipts;
import org.warmhandoff.store.JdbcRecords;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.JdbcReferralTrail;
import org.warmhandoff.store.JdbcStates;

/** What those who operate the adapter can see and do. */
@Configuration(proxyBeanMethods = false)
class OperateWiring {

  @Bean
  KnownPartners knownPartners(Config config, JdbcDeliveries deliveries) {
    return new KnownPartners(
        config.partners().stream().map(PartnerConfig::name).collect(Collectors.toSet()),
        deliveries);
  }

  @Bean
  BulkMoves bulkMoves(Operating operating, KnownPartners partners) {
    return new BulkMoves(operating, partners);
  }

  @Bean
  DurableResponses outlasting(Durability durability) {
    return new DurableResponses(durability);
  }

  @Bean
  DeliveriesController deliveriesController(
      JdbcDeliveries deliveries, JdbcAttempts attempts, BulkMoves moves, KnownPartners partners) {
    return new DeliveriesController(deliveries, attempts, moves, partners);
  }

  @Bean
  AttentionController attentionController(JdbcAttention attention) {
    return new AttentionController(attention);
  }

  @Bean
  MatchDecisions matchDecisions(
      JdbcLinks links, JdbcCandidates candidates, JdbcRecords records, Operating operating) {
    return new MatchDecisions(links, candidates, records, operating);
  }

  @Bean
  MatchesController matchesController(MatchDecisions decisions, KnownPartners partners) {
    return new MatchesController(decisions, partners);
  }

  @Bean
  StaffAnswers staffAnswers(
      JdbcReferralLives lives,
      JdbcReferralTrail trail,
      JdbcRecords records,
      JdbcLedger ledger,
      EventLog events,
      ReferralConcerns concerns,
      TransactionTemplate transaction,
      Clock clock) {
    return new StaffAnswers(lives, trail, records, ledger, events, concerns, transaction, clock);
  }

  @Bean
  SendingOn sendingOn(
      JdbcReferralLives lives,
      JdbcReferralTrail trail,
      JdbcRecords records,
      Successors successors,
      ConsentGate consent,
      Outbox outbox,
      Recall recall,
      JdbcDeliveries deliveries,
      Operating operating,
      JdbcLedger ledger,
      ReferralConcerns concerns,
      TransactionTemplate transaction,
      Clock clock) {
    return new SendingOn(
        lives,
        trail,
        records,
        successors,
        consent,
        outbox,
        recall,
        deliveries,
        operating,
        ledger,
        concerns,
        transaction,
        clock);
  }

  @Bean
  ReferralsController referralsController(
      StaffAnswers answers, SendingOn sending, RecordStandings standings, Clock clock) {
    return new ReferralsController(answers, sending, standings, clock);
  }

  @Bean
  PartnerStandings partnerStandings(
      Config config, PartnerStates states, JdbcStates counts, Refusals refusals) {
    return new PartnerStandings(config.partners(), states, counts, refusals);
  }

  @Bean
  PartnersController partnersController(PartnerStandings standings) {
    return new PartnersController(standings);
  }

  @Bean
  ProbeController probeController(List<HapiPartner> partners) {
    return new ProbeController(partners);
  }

  @Bean
  PrintedPages printedPages(
      JdbcRecords records,
      JdbcReferralLives lives,
      JdbcReceipts receipts,
      ConsentGate consent,
      Mappings mappings,
      Directory directory,
      JdbcLedger ledger,
      JdbcDisclosures disclosures,
      TransactionTemplate transaction,
      Clock clock) {
    return new PrintedPages(
        records,
        lives,
        receipts,
        consent,
        mappings,
        directory,
        ledger,
        disclosures,
        transaction,
        clock);
  }

  @Bean
  PageController pageController(JdbcDeliveries deliveries, PrintedPages pages) {
    return new PageController(deliveries, pages);
  }

  @Bean
  Accounting accounting(
      JdbcDisclosures disclosures,
      JdbcStates states,
      JdbcLedger ledger,
      Clock clock,
      Config config) {
    return new Accounting(disclosures, states, ledger, clock, config.program().timeZone());
  }

  @Bean
  DisclosuresController disclosuresController(
      Accounting accounting, KnownPartners partners, Mappings mappings, Config config) {
    return new DisclosuresController(accounting, partners, mappings, config.program().timeZone());
  }

  @Bean
  Repairing repairing(JdbcFindings findings, Rewriting rewriting, Clock clock) {
    return new Repairing(findings, rewriting, clock);
  }

  @Bean
  ShownDifferences shownDifferences(
      HeldRecords holdings,
      List<HapiPartner> partners,
      Gates gates,
      JdbcLedger ledger,
      Config config) {
    return new ShownDifferences(holdings, partners, gates, ledger, Clients.program(config));
  }

  @Bean
  ReconciliationsController reconciliationsController(
      PartnerReconciliation reconciliation,
      JdbcReconciliations runs,
      JdbcFindings findings,
      Repairing repairing,
      ShownDifferences shown,
      RecordStandings standings,
      Config config) {
    return new ReconciliationsController(
        reconciliation,
        runs,
        findings,
        repairing,
        shown,
        standings,
        config.partners().stream().map(PartnerConfig::name).toList());
  }

  @Bean
  DrillsController drillsController(PartnerDrills drilling, JdbcDrills drills, Config config) {
    return new DrillsController(
        drilling, drills, config.partners().stream().map(PartnerConfig::name).toList());
  }

  /** What waits for a partner that is not configured (any more) would wait in silence. */
  @Bean
  Orphans orphans(Config config, JdbcStates states, JdbcAttention attention) {
    var names = config.partners().stream().map(PartnerConfig::name).toList();
    return new Orphans(states, attention, names);
  }
}
