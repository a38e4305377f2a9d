package org.warmhandoff.app;

import ca.uhn.fhir.context.FhirContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.address.AddressingConcerns;
import org.warmhandoff.address.CareNetworkAddressing;
import org.warmhandoff.address.Directory;
import org.warmhandoff.api.LineHealth;
import org.warmhandoff.app.OutboxWiring.WakeUp;
import org.warmhandoff.attention.DiskSpace;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.Config.InboxConfig;
import org.warmhandoff.consent.AccountedWrites;
import org.warmhandoff.consent.ConsentCalendar;
import org.warmhandoff.consent.DecisionRules;
import org.warmhandoff.consent.DisclosureGate;
import org.warmhandoff.delivery.ClockWatch;
import org.warmhandoff.delivery.JdbcOutbox;
import org.warmhandoff.disclosure.Disclosures;
import org.warmhandoff.events.Webhooks;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.flow.AskRoute;
import org.warmhandoff.flow.AttendRoute;
import org.warmhandoff.flow.ChangesRoute;
import org.warmhandoff.flow.ConsentDaysRoute;
import org.warmhandoff.flow.DeliverRoute;
import org.warmhandoff.flow.DrillRoute;
import org.warmhandoff.flow.EventGapsRoute;
import org.warmhandoff.flow.InboxRoute;
import org.warmhandoff.flow.IntakeRoute;
import org.warmhandoff.flow.ReconcileRoute;
import org.warmhandoff.flow.RouteBeats;
import org.warmhandoff.flow.ShareRoute;
import org.warmhandoff.flow.Stations;
import org.warmhandoff.flow.SubscribeRoute;
import org.warmhandoff.flow.SyncBackRoute;
import org.warmhandoff.flow.TellRoute;
import org.warmhandoff.flow.WhenThingsBreak;
import org.warmhandoff.flow.message.IntakeAnswer;
import org.warmhandoff.flow.port.Addressing;
import org.warmhandoff.flow.port.ChangeSearches;
import org.warmhandoff.flow.port.ConsentDays;
import org.warmhandoff.flow.port.ConsentGate;
import org.warmhandoff.flow.port.Drills;
import org.warmhandoff.flow.port.EventGaps;
import org.warmhandoff.flow.port.FollowUp;
import org.warmhandoff.flow.port.Opening;
import org.warmhandoff.flow.port.Outbox;
import org.warmhandoff.flow.port.Partner;
import org.warmhandoff.flow.port.Reconciling;
import org.warmhandoff.flow.port.Subscriptions;
import org.warmhandoff.flow.port.WriteAhead;
import org.warmhandoff.intake.DirectoryInbox;
import org.warmhandoff.intake.Door;
import org.warmhandoff.intake.RecordIntake;
import org.warmhandoff.intake.RefusedFiles;
import org.warmhandoff.match.Links;
import org.warmhandoff.partner.Hapi;
import org.warmhandoff.partner.HapiPartner;
import org.warmhandoff.partner.PartnerConnections;
import org.warmhandoff.partner.RequestQuota;
import org.warmhandoff.partner.capability.KeptOffers;
import org.warmhandoff.partner.capability.Refusals;
import org.warmhandoff.partner.capability.Statements;
import org.warmhandoff.partner.write.Remotes;
import org.warmhandoff.record.reading.RecordReader;
import org.warmhandoff.store.Durability;
import org.warmhandoff.store.JdbcConsentDays;
import org.warmhandoff.store.JdbcDisclosures;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcReceipts;
import org.warmhandoff.store.JdbcRecords;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.JdbcStates;
import org.warmhandoff.terminology.Terminology;
import tools.jackson.databind.json.JsonMapper;

/** The line: routes, and the classes that do the work at their stations. */
@Configuration(proxyBeanMethods = false)
class LineWiring {

  private static final int SECONDS_TO_STOP = 20;

  @Bean
  RecordReader reader() {
    return new RecordReader();
  }

  @Bean
  Directory directory(Config config) {
    return new Directory(config.partners());
  }

  @Bean
  Addressing addressing(
      Directory directory,
      JdbcRecords records,
      JdbcStates states,
      JdbcReceipts receipts,
      JdbcReferralLives lives,
      JdbcAttention attention,
      JdbcLedger ledger,
      Config config) {
    var concerns = new AddressingConcerns(attention, config.delivery().attentionAfter());
    return new CareNetworkAddressing(directory, records, states, receipts, lives, concerns, ledger);
  }

  @Bean
  DisclosureGate consentGate(Config config, JdbcRecords records, Directory directory, Clock clock) {
    return new DisclosureGate(
        new Disclosures(config.disclosure().words(), config.disclosure().law(), directory.names()),
        records::latest,
        directory,
        clock,
        config.program().timeZone(),
        config.disclosure().ends());
  }

  @Bean
  AccountedWrites accountedWrites(
      JdbcOutbox outbox,
      DisclosureGate gate,
      JdbcRecords records,
      JdbcDisclosures disclosures,
      Directory directory,
      TransactionTemplate transaction,
      Durability durability,
      Clock clock) {
    return new AccountedWrites(
        outbox, gate, records, disclosures, directory, transaction, durability, clock);
  }

  @Bean
  ConsentDays consentDays(JdbcClient db, JdbcRecords records, Clock clock, Config config) {
    return new ConsentCalendar(
        new JdbcConsentDays(db),
        records,
        clock,
        config.program().timeZone(),
        DecisionRules.of(config));
  }

  @Bean
  JdbcDisclosures disclosures(JdbcClient db) {
    return new JdbcDisclosures(db);
  }

  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService clockwork() {
    return Executors.newSingleThreadScheduledExecutor(
        work -> {
          var thread = new Thread(work, "deadlines");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Bean
  FhirContext fhir() {
    return Hapi.context();
  }

  @Bean
  PartnerConnections partnerConnections(
      FhirContext fhir, ScheduledExecutorService clockwork, RequestQuota tally, Clock clock) {
    return new PartnerConnections(fhir, clockwork, tally, clock);
  }

  @Bean
  KeptOffers keptOffers(Statements statements, Refusals refusals, FhirContext fhir) {
    return new KeptOffers(statements, refusals, fhir);
  }

  @Bean
  Mappings mappings(Config config, Terminology terminology) {
    return new Mappings(Clients.program(config), terminology, config.disclosure().notice());
  }

  @Bean
  List<HapiPartner> partners(
      Config config,
      Mappings mappings,
      PartnerConnections partnerConnections,
      KeptOffers offers,
      Links links,
      Remotes remotes,
      WriteAhead lanes,
      Clock clock) {
    return new Clients(config, mappings, partnerConnections, offers, clock)
        .all(links, remotes, lanes);
  }

  /** Started with the other beans, so that the line stands before the first request comes in. */
  @Bean(destroyMethod = "stop")
  CamelContext camel(
      Config config,
      RecordReader reader,
      JdbcRecords records,
      Addressing addressing,
      ConsentGate consent,
      Outbox outbox,
      Opening opening,
      List<HapiPartner> partners,
      JdbcAttention attention,
      RefusedFiles refusedFiles,
      DiskSpace diskSpace,
      ClockWatch clockWatch,
      RouteBeats beats,
      ConsentDays consentDays,
      FollowUp followUp,
      Webhooks webhooks,
      TellRoute tellRoute,
      Subscriptions subscriptions,
      EventGaps eventGaps,
      ChangeSearches changeSearches,
      Reconciling reconciling,
      Drills drills,
      PlatformTransactionManager transactions)
      throws Exception {
    var camel = new DefaultCamelContext();
    camel.getRegistry().bind("required", new SpringTransactionPolicy(transactions));
    camel.getShutdownStrategy().setTimeout(SECONDS_TO_STOP);
    camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    camel.addRoutePolicyFactory(beats);
    camel.addRoutesConfigurations(new WhenThingsBreak(outbox));
    camel.addRoutes(new IntakeRoute(new RecordIntake(reader), records));
    camel.addRoutes(new ShareRoute(addressing, consent, outbox));
    camel.addRoutes(
        new DeliverRoute(
            outbox, opening, consent, List.<Partner>copyOf(partners), config.delivery().poll()));
    camel.addRoutes(new SyncBackRoute(followUp, List.copyOf(partners), config.delivery().poll()));
    camel.addRoutes(
        new ChangesRoute(changeSearches, List.copyOf(partners), config.delivery().poll()));
    camel.addRoutes(tellRoute);
    camel.addRoutes(
        new SubscribeRoute(subscriptions, List.copyOf(partners), config.delivery().poll()));
    camel.addRoutes(new EventGapsRoute(eventGaps, List.copyOf(partners), config.delivery().poll()));
    camel.addRoutes(
        new ReconcileRoute(reconciling, List.copyOf(partners), config.delivery().poll()));
    camel.addRoutes(new DrillRoute(drills, List.copyOf(partners), config.delivery().poll()));
    camel.addRoutes(new AskRoute(List.copyOf(partners)));
    camel.addRoutes(new ConsentDaysRoute(consentDays));
    camel.addRoutes(
        new AttendRoute(
            new LookedAfter()
                .and("the clock", clockWatch::look)
                .and("what is due to be told", attention::notifyDue)
                .and("the space on disks", diskSpace::look)
                .and("the webhooks", webhooks::review)
                .and("the refused files", refusedFiles::review)));
    camel.start();
    return camel;
  }

  @Bean(destroyMethod = "stop")
  ProducerTemplate producer(CamelContext camel) {
    return camel.createProducerTemplate();
  }

  @Bean
  WakeUp wakeUp(ObjectProvider<ProducerTemplate> producer) {
    return partner -> {
      var template = producer.getObject();
      template.sendBody(Stations.wakeUp(partner).resolve(template.getCamelContext()), "");
    };
  }

  @Bean
  Door door(ProducerTemplate producer, Durability durability, MeterRegistry meters) {
    var intake = Stations.INTAKE.resolve(producer.getCamelContext());
    return new Door(
        submission -> producer.requestBody(intake, submission, IntakeAnswer.class),
        durability,
        meters);
  }

  @Bean
  RouteBeats routeBeats() {
    return new RouteBeats(System::nanoTime, Set.of(ConsentDaysRoute.ID));
  }

  @Bean
  DiskSpace diskSpace(Config config, JdbcAttention attention) {
    var places = new HashMap<String, Path>();
    places.put("temporary files", Path.of(System.getProperty("java.io.tmpdir")));
    if (config.store().postgresql().isEmpty()) {
      places.put("the store", config.store().directory());
    }
    config.intake().inbox().ifPresent(inbox -> places.put("the inbox", inbox.directory()));
    config.events().file().ifPresent(file -> places.put("the files of events", file.directory()));
    return new DiskSpace(attention, places);
  }

  @Bean
  RefusedFiles refusedFiles(Config config, JdbcAttention attention) {
    return new RefusedFiles(
        config.intake().inbox().map(InboxConfig::directory),
        attention,
        config.delivery().attentionAfter());
  }

  @Bean
  Optional<DirectoryInbox> inbox(
      Config config,
      Door door,
      JsonMapper json,
      RefusedFiles refusedFiles,
      LineHealth health,
      Clock clock,
      CamelContext camel)
      throws Exception {
    var watched = config.intake().inbox();
    if (watched.isEmpty()) {
      return Optional.empty();
    }
    var inbox =
        new DirectoryInbox(
            watched.get(),
            config.intake().largestRecord(),
            door,
            refusedFiles,
            json,
            clock,
            System::nanoTime);
    camel.addRoutes(new InboxRoute(inbox, inbox.open(), watched.get().every().toMillis()));
    health.watch(inbox);
    return Optional.of(inbox);
  }
}
