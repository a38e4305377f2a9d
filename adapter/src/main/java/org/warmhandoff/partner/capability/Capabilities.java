package org.warmhandoff.partner.capability;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.fit.offer.Persona;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerSession;
import org.warmhandoff.partner.client.ResponseClassifier;

/**
 * What a partner takes, asked daily. Where it cannot be asked, its last statement stays valid, and
 * without one the delivery waits.
 *
 * <p>No lock is held while the partner is asked: two who ask at once both get their answer.
 */
public final class Capabilities {

  private static final Duration FRESH = Duration.ofDays(1);
  private static final Duration BEFORE_ASKING_AGAIN = Duration.ofMinutes(10);

  /** A statement that holds until it is time to ask again. */
  private record CurrentOffer(Offer offer, Instant until) {}

  private final String partner;
  private final Persona persona;
  private final KeptOffers kept;
  private final Clock clock;
  private volatile Optional<CurrentOffer> known = Optional.empty();

  /**
   * What that partner takes, by its statement, its persona and what it refused in practice.
   *
   * @param kept what is known of it over a restart
   */
  public Capabilities(String partner, Persona persona, KeptOffers kept, Clock clock) {
    this.partner = partner;
    this.persona = persona;
    this.kept = kept;
    this.clock = clock;
  }

  /**
   * What it takes, as well as is known: what it says, without what it has refused in practice. A
   * failure where nothing is known and it cannot be asked.
   */
  public PartnerAnswer<Offer> offer(PartnerSession session) {
    return advertised(session).map(this::inPractice);
  }

  /** What it takes as far as that is known without asking it. */
  public Optional<Offer> lastKnown() {
    return known.or(this::before).map(CurrentOffer::offer).map(this::inPractice);
  }

  /** What it says that it takes, without what it has refused in practice. */
  public Offer inPractice(Offer advertised) {
    return advertised.without(kept.refused(partner));
  }

  /** Remembers an interaction that the partner declares and does not carry out. */
  public void remember(Refusal refusal) {
    kept.remember(partner, refusal);
  }

  /**
   * What it says that it takes, under what is configured of it. A failure where nothing is known
   * and it cannot be asked.
   */
  public PartnerAnswer<Offer> advertised(PartnerSession session) {
    var last = known.or(this::before);
    return last.isEmpty() ? first(session) : PartnerAnswer.of(current(last.get(), session));
  }

  private Offer current(CurrentOffer last, PartnerSession session) {
    return isOver(last, clock.instant())
        ? read(session).orElse(couldNotAsk -> forAWhile(last.offer()))
        : last.offer();
  }

  /** Also where it would hold for longer than any does: the clock was put back. */
  private static boolean isOver(CurrentOffer last, Instant now) {
    return last.until().isBefore(now) || last.until().isAfter(now.plus(FRESH));
  }

  private Offer forAWhile(Offer last) {
    known = Optional.of(new CurrentOffer(last, clock.instant().plus(BEFORE_ASKING_AGAIN)));
    return last;
  }

  /**
   * Asks the partner anew and keeps what it says. What it refused before is forgotten where it says
   * something else now.
   */
  public PartnerAnswer<Offer> read(PartnerSession session) {
    return ask(session).map(this::keep);
  }

  private Offer keep(CapabilityStatement statement) {
    kept.keep(partner, statement, clock.instant());
    var offer = Offer.of(statement).under(persona);
    known = Optional.of(new CurrentOffer(offer, clock.instant().plus(FRESH)));
    return offer;
  }

  /** Asks the partner and keeps nothing. */
  public PartnerAnswer<CapabilityStatement> ask(PartnerSession session) {
    return session.ask(session.requests().metadata(), CapabilityStatement.class);
  }

  private PartnerAnswer<Offer> first(PartnerSession session) {
    return read(session)
        .mapFailure(
            couldNotAsk -> ResponseClassifier.beforeWriting("asked what it takes", couldNotAsk));
  }

  private Optional<CurrentOffer> before() {
    known =
        kept.of(partner)
            .map(
                said ->
                    new CurrentOffer(
                        Offer.of(said.statement()).under(persona), said.readAt().plus(FRESH)));
    return known;
  }
}
