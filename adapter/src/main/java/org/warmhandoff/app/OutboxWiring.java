package org.warmhandoff.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.Config.Postgres;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.delivery.Backoff;
import org.warmhandoff.delivery.ClockRollbackRepair;
import org.warmhandoff.delivery.ClockWatch;
import org.warmhandoff.delivery.JdbcAttempts;
import org.warmhandoff.delivery.JdbcOutbox;
import org.warmhandoff.delivery.LaneRepair;
import org.warmhandoff.delivery.Lanes;
import org.warmhandoff.delivery.LookingAgain;
import org.warmhandoff.delivery.Operating;
import org.warmhandoff.delivery.Planning;
import org.warmhandoff.delivery.Recall;
import org.warmhandoff.delivery.RetryTiming;
import org.warmhandoff.delivery.Rewriting;
import org.warmhandoff.delivery.Settling;
import org.warmhandoff.delivery.gate.Breaker;
import org.warmhandoff.delivery.gate.Ceilings;
import org.warmhandoff.delivery.gate.Gates;
import org.warmhandoff.delivery.gate.PartnerStates;
import org.warmhandoff.store.Durability;
import org.warmhandoff.store.JdbcCandidates;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcDisclosures;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcReceipts;
import org.warmhandoff.store.JdbcRecords;
import org.warmhandoff.store.JdbcRemotes;

/** The outbox: what is planned, claimed, settled and moved by an operator. */
@Configuration(proxyBeanMethods = false)
class OutboxWiring {

  @Bean
  Operating operating(
      JdbcClient db,
      TransactionTemplate transaction,
      Lanes lanes,
      JdbcDeliveries deliveries,
      JdbcReceipts receipts,
      JdbcRemotes remotes,
      JdbcLedger ledger,
      JdbcAttention attention,
      WakeUp wakeUp,
      Clock clock) {
    return new Operating(
        db, transaction, lanes, deliveries, receipts, remotes, ledger, attention, wakeUp, clock);
  }

  @Bean
  Rewriting rewriting(
      JdbcClient db,
      TransactionTemplate transaction,
      Lanes lanes,
      JdbcDeliveries deliveries,
      JdbcReceipts receipts,
      JdbcRecords records,
      JdbcLedger ledger,
      WakeUp wakeUp,
      Clock clock,
      Config config) {
    return new Rewriting(
        db,
        transaction,
        lanes,
        deliveries,
        receipts,
        records,
        ledger,
        config.disclosure().ends(),
        wakeUp,
        clock);
  }

  @Bean
  Recall recall(
      JdbcClient db,
      Lanes lanes,
      JdbcDeliveries deliveries,
      JdbcLedger ledger,
      WakeUp wakeUp,
      Clock clock) {
    return new Recall(db, lanes, deliveries, ledger, wakeUp, clock);
  }

  @Bean
  PartnerStates partnerStates(JdbcClient db, Clock clock) {
    return new PartnerStates(db, clock);
  }

  @Bean
  Ceilings ceilings(PartnerStates states, JdbcAttention attention, Clock clock, Config config) {
    return new Ceilings(
        states,
        attention,
        config.partners().stream()
            .collect(Collectors.toMap(PartnerConfig::name, PartnerConfig::limits)),
        clock);
  }

  @Bean
  Gates gates(
      PartnerStates states,
      JdbcAttention attention,
      Ceilings ceilings,
      Clock clock,
      Config config) {
    return new Gates(
        states,
        new Breaker(states, attention, clock),
        ceilings,
        config.partners().stream()
            .collect(Collectors.toMap(PartnerConfig::name, one -> one.limits().quiet())),
        new Gates.Leasing(clock, config.delivery().lease()));
  }

  @Bean
  Lanes lanes(JdbcClient db, Clock clock, Config config) {
    var lanes = new Lanes(db, clock, config.delivery().lease(), node(config));
    if (config.store().postgresql().isPresent()) {
      lanes.endOwnLeases();
    } else {
      lanes.endAllLeases(); // nobody else has the file open, so they are of a life before
    }
    return lanes;
  }

  @Bean
  ClockWatch clockWatch(
      JdbcClient db, TransactionTemplate transaction, Config config, Clock clock) {
    return new ClockWatch(db, transaction, node(config), clock);
  }

  /** Stays the same when it is started again. */
  static String node(Config config) {
    return config
        .store()
        .postgresql()
        .flatMap(Postgres::node)
        .orElseGet(() -> hostName() + ":" + config.server().port());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  @Bean
  Planning planning(
      JdbcClient db,
      Lanes lanes,
      JdbcReceipts receipts,
      JdbcLedger ledger,
      JdbcAttention attention,
      JdbcDisclosures disclosures,
      WakeUp wakeUp,
      Config config,
      Clock clock) {
    return new Planning(
        db,
        lanes,
        receipts,
        ledger,
        attention,
        disclosures,
        config.delivery().attentionAfter(),
        config.disclosure().ends(),
        wakeUp,
        clock);
  }

  @Bean
  Settling settling(
      JdbcClient db,
      @Qualifier("unforced") TransactionTemplate unforced,
      Lanes lanes,
      JdbcLedger ledger,
      JdbcAttempts attempts,
      JdbcAttention attention,
      JdbcRemotes remotes,
      JdbcCandidates candidates,
      JdbcReceipts receipts,
      Gates gates,
      Clock clock,
      Config config) {
    var delivery = config.delivery();
    var backoff = new Backoff(delivery.firstPause(), delivery.longestPause(), Math::random);
    return new Settling(
        db,
        unforced,
        lanes,
        ledger,
        attempts,
        attention,
        remotes,
        candidates,
        receipts,
        gates,
        new RetryTiming(clock, backoff, delivery.attentionAfter(), delivery.doubt()));
  }

  @Bean
  LookingAgain lookingAgain(
      JdbcClient db, Lanes lanes, JdbcReceipts receipts, JdbcLedger ledger, Clock clock) {
    return new LookingAgain(db, lanes, receipts, ledger, clock);
  }

  @Bean
  JdbcOutbox outbox(
      JdbcClient db,
      @Qualifier("unforced") TransactionTemplate unforced,
      Planning planning,
      Settling settling,
      Lanes lanes,
      LookingAgain lookingAgain,
      JdbcAttempts attempts,
      Gates gates,
      Durability durability,
      Clock clock,
      Config config) {
    var delivery = config.delivery();
    return new JdbcOutbox(
        unforced,
        planning,
        settling,
        lanes,
        new LaneRepair(db, lanes),
        new ClockRollbackRepair(
            db, clock, delivery.lease(), delivery.doubt(), delivery.longestPause()),
        lookingAgain,
        attempts,
        gates,
        durability,
        clock,
        config.partners().stream()
            .collect(Collectors.toMap(PartnerConfig::name, PartnerConfig::parallel)));
  }

  /** Wakes up the lanes of a partner, by its name. */
  interface WakeUp extends Consumer<String> {}
}
