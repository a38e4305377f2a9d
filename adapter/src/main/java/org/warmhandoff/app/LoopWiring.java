package org.warmhandoff.app;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.address.Directory;
import org.warmhandoff.address.NextInLine;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.delivery.Operating;
import org.warmhandoff.delivery.Rewriting;
import org.warmhandoff.delivery.gate.Gates;
import org.warmhandoff.drill.DrillConcerns;
import org.warmhandoff.drill.DrillSubmission;
import org.warmhandoff.drill.DrillWatch;
import org.warmhandoff.drill.JdbcDrills;
import org.warmhandoff.drill.MonthlyDrills;
import org.warmhandoff.drill.PartnerDrills;
import org.warmhandoff.events.log.EventLog;
import org.warmhandoff.flow.port.ChangeSearches;
import org.warmhandoff.flow.port.ConsentGate;
import org.warmhandoff.flow.port.EventGaps;
import org.warmhandoff.flow.port.FollowUp;
import org.warmhandoff.flow.port.Subscriptions;
import org.warmhandoff.followup.ChangedReferrals;
import org.warmhandoff.followup.ChangedReferrals.Searching;
import org.warmhandoff.followup.LifeTurn;
import org.warmhandoff.followup.ReferralConcerns;
import org.warmhandoff.followup.ReferralFollowUp;
import org.warmhandoff.followup.Successors;
import org.warmhandoff.followup.changes.JdbcChangeSearches;
import org.warmhandoff.followup.subscription.Hints;
import org.warmhandoff.followup.subscription.JdbcEventGaps;
import org.warmhandoff.followup.subscription.JdbcSubscriptions;
import org.warmhandoff.followup.subscription.PartnerEventGaps;
import org.warmhandoff.followup.subscription.PartnerSubscriptions;
import org.warmhandoff.intake.Door;
import org.warmhandoff.operate.MatchDecisions;
import org.warmhandoff.partner.HapiPartner;
import org.warmhandoff.reconciliation.FindingConcerns;
import org.warmhandoff.reconciliation.HeldRecords;
import org.warmhandoff.reconciliation.JdbcFindings;
import org.warmhandoff.reconciliation.JdbcReconciliations;
import org.warmhandoff.reconciliation.NightlyReconciliation;
import org.warmhandoff.reconciliation.PartnerReconciliation;
import org.warmhandoff.reconciliation.WhenChangedRules;
import org.warmhandoff.record.reading.RecordReader;
import org.warmhandoff.store.Durability;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcLinks;
import org.warmhandoff.store.JdbcRecords;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.JdbcReferralTrail;

/**
 * How loops close: what is heard of referrals, what partners hold, and how both are rehearsed. All
 * of it is asked of partners beside what is delivered to them.
 */
@Configuration(proxyBeanMethods = false)
class LoopWiring {

  @Bean
  Successors successors(
      Directory directory,
      JdbcRecords records,
      JdbcReferralLives lives,
      JdbcDeliveries deliveries,
      ConsentGate consent) {
    return new NextInLine(directory, records, lives, deliveries, consent);
  }

  @Bean
  ReferralConcerns referralConcerns(JdbcAttention attention, Successors successors) {
    return new ReferralConcerns(attention, successors);
  }

  @Bean
  FollowUp followUp(
      JdbcReferralLives lives,
      JdbcReferralTrail trail,
      JdbcRecords records,
      ReferralConcerns concerns,
      EventLog eventLog,
      JdbcSubscriptions subscriptions,
      JdbcChangeSearches searches,
      Hints hints,
      Gates gates,
      TransactionTemplate transaction,
      Clock clock,
      Config config) {
    return new ReferralFollowUp(
        lives,
        records,
        hints,
        gates,
        new LifeTurn(
            trail,
            concerns,
            eventLog,
            subscriptions,
            searches,
            config.delivery().askEvery(),
            clock),
        transaction,
        clock,
        config.delivery().lease());
  }

  @Bean
  JdbcChangeSearches jdbcChangeSearches(JdbcClient db) {
    return new JdbcChangeSearches(db);
  }

  @Bean
  ChangeSearches changeSearches(
      JdbcChangeSearches searches,
      JdbcReferralLives lives,
      JdbcSubscriptions subscriptions,
      Gates gates,
      TransactionTemplate transaction,
      Clock clock,
      Config config) {
    return new ChangedReferrals(
        searches,
        lives,
        subscriptions,
        gates,
        config.delivery().askEvery(),
        transaction,
        clock,
        new Searching(config.delivery().lease(), config.delivery().searchOverlap()));
  }

  @Bean
  JdbcSubscriptions partnerSubscriptions(JdbcClient db) {
    return new JdbcSubscriptions(db);
  }

  @Bean
  JdbcEventGaps jdbcEventGaps(JdbcClient db) {
    return new JdbcEventGaps(db);
  }

  @Bean
  Hints hints(
      JdbcReferralLives lives,
      JdbcSubscriptions subscriptions,
      JdbcEventGaps gaps,
      JdbcAttention attention,
      TransactionTemplate transaction,
      Clock clock) {
    return new Hints(lives, subscriptions, gaps, attention, transaction, clock);
  }

  @Bean
  EventGaps eventGaps(
      JdbcEventGaps gaps,
      JdbcReferralLives lives,
      Hints hints,
      Gates gates,
      TransactionTemplate transaction,
      Clock clock,
      Config config) {
    return new PartnerEventGaps(
        gaps, lives, hints, gates, transaction, clock, config.delivery().lease());
  }

  @Bean
  Subscriptions subscriptions(
      JdbcSubscriptions rows,
      Hints hints,
      Gates gates,
      JdbcAttention attention,
      TransactionTemplate transaction,
      Clock clock,
      Config config) {
    return new PartnerSubscriptions(
        hooks(config),
        rows,
        hints,
        gates,
        attention,
        transaction,
        clock,
        config.delivery().lease());
  }

  @Bean
  PartnerReconciliation reconciliation(
      JdbcReconciliations runs,
      JdbcFindings findings,
      HeldRecords holdings,
      JdbcAttention attention,
      Rewriting rewriting,
      Gates gates,
      TransactionTemplate transaction,
      Clock clock,
      Config config) {
    var rules =
        new WhenChangedRules(
            runs,
            findings,
            new FindingConcerns(attention),
            rewriting,
            config.partners().stream()
                .collect(Collectors.toMap(PartnerConfig::name, PartnerConfig::whenChanged)),
            clock);
    var nightly =
        new NightlyReconciliation(
            runs, holdings, config.reconciliation(), config.program().timeZone(), clock);
    return new PartnerReconciliation(
        runs,
        findings,
        holdings,
        gates,
        rules,
        nightly,
        transaction,
        clock,
        config.delivery().lease());
  }

  @Bean
  DrillWatch drillWatch(
      JdbcDeliveries deliveries,
      JdbcReferralLives lives,
      List<HapiPartner> partners,
      Gates gates,
      Config config) {
    return new DrillWatch(deliveries, lives, partners, gates, config.drills());
  }

  /** What they send comes in by the door, which stands on the line that they are a part of. */
  @Bean
  PartnerDrills drills(
      JdbcDrills drills,
      ObjectProvider<Door> door,
      JdbcRecords records,
      RecordReader reader,
      JdbcLinks links,
      MatchDecisions decisions,
      Operating operating,
      DrillWatch watch,
      JdbcAttention attention,
      TransactionTemplate transaction,
      Durability durability,
      Clock clock,
      Config config) {
    var zone = config.program().timeZone();
    return new PartnerDrills(
        drills,
        new DrillSubmission(
            door::getObject, records, reader, links, decisions, operating, config.program(), clock),
        watch,
        new DrillConcerns(attention),
        new MonthlyDrills(drills, config.drills().monthly(), zone, clock),
        config.partners(),
        config.drills(),
        transaction,
        durability,
        clock,
        config.delivery().lease());
  }

  /** Where partners call that may. */
  private static Map<String, URI> hooks(Config config) {
    return config.partners().stream()
        .flatMap(one -> config.hook(one).map(hook -> Map.entry(one.name(), hook)).stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
