package org.warmhandoff.partner;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.PatientMapping;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fit.Fitting;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.flow.message.Answer;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.Exchanged;
import org.warmhandoff.flow.message.Matched;
import org.warmhandoff.flow.message.Permitted;
import org.warmhandoff.flow.port.Partner;
import org.warmhandoff.match.Links;
import org.warmhandoff.match.Matching;
import org.warmhandoff.partner.capability.Capabilities;
import org.warmhandoff.partner.client.PartnerSession;
import org.warmhandoff.partner.client.Turn;
import org.warmhandoff.partner.patient.PatientFinder;
import org.warmhandoff.partner.patient.PatientLinks;
import org.warmhandoff.partner.write.DeliveryAttempt;
import org.warmhandoff.partner.write.Writing;

/**
 * A partner that speaks FHIR R4. HAPI's client writes the requests and HAPI's parser reads the
 * answers; they go over a transport of our own, which bounds them and shows whole answers, failures
 * as well.
 */
public final class HapiPartner implements Partner {

  private final PartnerConfig config;
  private final PatientFinder finding;
  private final PartnerSession.Line line;
  private final Capabilities capabilities;
  private final Writing writing;
  private final Probing probing;
  private final DeliveryAttempt.Books books;

  /**
   * A client for this partner.
   *
   * @throws UncheckedIOException if its persona cannot be read
   * @throws org.warmhandoff.fit.offer.PersonaProblems if it is none
   */
  public HapiPartner(
      PartnerConfig config,
      Links links,
      Mappings mappings,
      Program program,
      SharedByPartners shared) {
    this.config = config;
    var fitting = new Fitting(mappings, program);
    var persona = Dialling.persona(config.conduct());
    this.line = Dialling.line(config, persona, shared);
    this.capabilities =
        new Capabilities(
            config.name(),
            persona,
            shared.statements(),
            shared.refusals(),
            shared.fhir(),
            shared.clock());
    var known = new PatientLinks(config.name(), links);
    this.writing = new Writing(config, fitting, program, known);
    this.probing = new Probing(line, capabilities, fitting, program);
    this.finding =
        new PatientFinder(
            known,
            new Matching(config.patients(), shared.thresholds()),
            new PatientMapping(program),
            capabilities,
            writing::byHand);
    this.books =
        new DeliveryAttempt.Books(
            shared.refusals(),
            shared.remotes(),
            shared.writeAhead(),
            shared.doubt(),
            shared.clock());
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public int parallel() {
    return config.parallel();
  }

  @Override
  public DeliveryStage match(Permitted permitted) {
    try (var session = session(permitted.delivery())) {
      return finding.match(permitted, session);
    }
  }

  private PartnerSession session(Delivery delivery) {
    return new PartnerSession(line, Turn.of(delivery, books.writeAhead(), line.clock()));
  }

  @Override
  public Answer write(Matched matched) {
    try (var session = session(matched.delivery())) {
      return write(matched, session);
    }
  }

  private Answer write(Matched matched, PartnerSession session) {
    return capabilities
        .offer(session)
        .map(offer -> new DeliveryAttempt(matched, session, books, offer))
        .then(
            attempt ->
                capabilities
                    .advertised(session)
                    .map(advertised -> write(attempt, advertised, matched, session)))
        .orElse(
            failure ->
                new Answer(matched.delivery(), failure.outcome(), exchanges(matched, session)));
  }

  private Answer write(
      DeliveryAttempt attempt, Offer advertised, Matched matched, PartnerSession session) {
    var outcome = writing.write(attempt, advertised);
    return new Answer(
        matched.delivery(),
        outcome,
        exchanges(matched, session),
        attempt.hasWritten(),
        attempt.named());
  }

  private static List<Exchanged> exchanges(Matched matched, PartnerSession session) {
    return Stream.concat(matched.exchanges().stream(), session.exchanges().stream()).toList();
  }

  @Override
  public String ask() {
    return probing.ask().note();
  }

  /** Whether it answers now, and in one word or two how. Used for its health. */
  public Probing.Reach reach() {
    return probing.reach();
  }

  /**
   * Reaches it, signs on, asks what it takes, and says in which form it gets each kind of record.
   * Keeps nothing but the statement, and writes nothing there.
   */
  public Probing.Probe probe() {
    return probing.probe();
  }
}
