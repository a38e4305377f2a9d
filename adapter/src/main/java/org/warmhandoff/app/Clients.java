package org.warmhandoff.app;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.PatientMapping;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fit.Fitting;
import org.warmhandoff.fit.offer.Persona;
import org.warmhandoff.flow.port.WriteAhead;
import org.warmhandoff.match.Links;
import org.warmhandoff.match.Matching;
import org.warmhandoff.partner.ChangeSearch;
import org.warmhandoff.partner.Conversations;
import org.warmhandoff.partner.EventQuery;
import org.warmhandoff.partner.Hapi;
import org.warmhandoff.partner.HapiPartner;
import org.warmhandoff.partner.PartnerConnections;
import org.warmhandoff.partner.PartnerHoldings;
import org.warmhandoff.partner.Probing;
import org.warmhandoff.partner.ReferralAnswers;
import org.warmhandoff.partner.Subscribing;
import org.warmhandoff.partner.capability.Capabilities;
import org.warmhandoff.partner.capability.KeptOffers;
import org.warmhandoff.partner.capability.Refusals;
import org.warmhandoff.partner.capability.Statements;
import org.warmhandoff.partner.patient.PatientFinder;
import org.warmhandoff.partner.patient.PatientLinks;
import org.warmhandoff.partner.write.Attempts;
import org.warmhandoff.partner.write.LateWriteWindow;
import org.warmhandoff.partner.write.Remotes;
import org.warmhandoff.partner.write.Writing;

/** The clients of the partners that are configured, each put together of its parts. */
public final class Clients {

  private final Config config;
  private final Mappings mappings;
  private final PartnerConnections partnerConnections;
  private final KeptOffers offers;
  private final Clock clock;

  /** Clients of that configuration. */
  public Clients(
      Config config,
      Mappings mappings,
      PartnerConnections partnerConnections,
      KeptOffers offers,
      Clock clock) {
    this.config = config;
    this.mappings = mappings;
    this.partnerConnections = partnerConnections;
    this.offers = offers;
    this.clock = clock;
  }

  /**
   * Clients by the clock of this machine, for whoever has no adapter. What they ask is not counted.
   *
   * @param clockwork ends requests whose time is up
   */
  public static Clients withoutAdapter(
      Config config,
      Mappings mappings,
      ScheduledExecutorService clockwork,
      Statements statements,
      Refusals refusals) {
    var clock = Clock.systemUTC();
    var fhir = Hapi.context();
    return new Clients(
        config,
        mappings,
        new PartnerConnections(fhir, clockwork, (partner, of) -> true, clock),
        new KeptOffers(statements, refusals, fhir),
        clock);
  }

  /** Who we are. */
  public static Program program(Config config) {
    var program = config.program();
    return new Program(program.namespace(), program.name(), program.phone(), program.timeZone());
  }

  /**
   * One for each partner, in the order of the configuration.
   *
   * @param links who is who there
   * @param remotes where our resources are there
   * @param lanes whose turn it is to write
   */
  public List<HapiPartner> all(Links links, Remotes remotes, WriteAhead lanes) {
    return config.partners().stream()
        .map(partner -> client(partner, links, remotes, lanes))
        .toList();
  }

  private HapiPartner client(
      PartnerConfig partner, Links links, Remotes remotes, WriteAhead lanes) {
    var persona = PartnerConnections.persona(partner.conduct());
    var capabilities = new Capabilities(partner.name(), persona, offers, clock);
    var conversations = conversations(partner, persona, capabilities);
    var known = new PatientLinks(partner.name(), links);
    var lateness = new LateWriteWindow(config.delivery().doubt(), clock);
    var attempts = new Attempts(capabilities, remotes, lateness, program(config));
    var writing = new Writing(partner, fitting(), program(config), known, attempts);
    var finding =
        new PatientFinder(
            known,
            new Matching(partner.patients(), config.matching()),
            new PatientMapping(program(config), identifierSystemsOfOthers(partner)),
            capabilities,
            writing::byHand);
    var probing = probing(conversations, capabilities);
    var referrals =
        new ReferralAnswers(conversations, capabilities, remotes, known, program(config));
    var changes = new ChangeSearch(conversations, capabilities, program(config));
    var subscribing =
        new Subscribing(conversations, capabilities, program(config), partner.conduct().topic());
    var holdings = new PartnerHoldings(conversations, capabilities, program(config));
    return new HapiPartner(
        partner,
        conversations,
        lanes,
        finding,
        writing,
        probing,
        referrals,
        changes,
        subscribing,
        new EventQuery(conversations, capabilities),
        holdings);
  }

  private Conversations conversations(
      PartnerConfig partner, Persona persona, Capabilities capabilities) {
    return partnerConnections.to(partner, config.hook(partner).isPresent(), persona, capabilities);
  }

  private Set<String> identifierSystemsOfOthers(PartnerConfig partner) {
    var own = partner.patients().identifierSystems();
    return config.partners().stream()
        .flatMap(one -> one.patients().identifierSystems().stream())
        .filter(system -> !own.contains(system))
        .collect(toUnmodifiableSet());
  }

  private Fitting fitting() {
    return new Fitting(mappings, program(config));
  }

  private Probing probing(Conversations conversations, Capabilities capabilities) {
    return new Probing(conversations, capabilities, fitting(), program(config));
  }

  /** What the partner of that name is asked, if there is one. */
  public Optional<Probing> probing(String name) {
    return config.partners().stream()
        .filter(partner -> partner.name().equals(name))
        .findFirst()
        .map(this::probing);
  }

  private Probing probing(PartnerConfig partner) {
    var persona = PartnerConnections.persona(partner.conduct());
    var capabilities = new Capabilities(partner.name(), persona, offers, clock);
    return probing(conversations(partner, persona, capabilities), capabilities);
  }
}
