package org.warmhandoff.partner.patient;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.warmhandoff.fhir.PatientMapping;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Decided;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.flow.message.Matched;
import org.warmhandoff.flow.message.Outcome.ByHand;
import org.warmhandoff.flow.message.Outcome.NeedsPerson;
import org.warmhandoff.flow.message.Outcome.Retired;
import org.warmhandoff.flow.message.Permitted;
import org.warmhandoff.flow.message.Withdrawn;
import org.warmhandoff.match.Matching;
import org.warmhandoff.match.Matching.Found;
import org.warmhandoff.partner.capability.Capabilities;
import org.warmhandoff.partner.client.ConversationEnded;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.PartnerSession;

/** Finds participants among a partner's patients: known from before, or by matching. */
public final class PatientFinder {

  private static final String WHOSE_IS_NOT_KNOWN = "the patient is not known there any more";

  private final PatientLinks known;
  private final Matching matching;
  private final PatientMapping mapping;
  private final Capabilities capabilities;
  private final BiFunction<Permitted, Offer, Optional<ByHand>> byHand;

  /**
   * Finds among that partner's patients.
   *
   * @param byHand whether a record can be brought by hand alone, whoever it is about
   */
  public PatientFinder(
      PatientLinks known,
      Matching matching,
      PatientMapping mapping,
      Capabilities capabilities,
      BiFunction<Permitted, Offer, Optional<ByHand>> byHand) {
    this.byHand = byHand;
    this.known = known;
    this.matching = matching;
    this.mapping = mapping;
    this.capabilities = capabilities;
  }

  /**
   * The delivery with its patient; or an answer, where nobody certain was found, the partner could
   * not be asked, or the record goes by hand whoever it is about.
   */
  public DeliveryStage match(Decided decided, PartnerSession session) {
    try {
      return known
          .find(decided.delivery().participantId())
          .flatMap(link -> stillThere(link, decided, session))
          .<DeliveryStage>map(link -> new Matched(decided, link, session.exchanges()))
          .orElseGet(() -> unknown(decided, session));
    } catch (ConversationEnded ended) {
      return new AttemptResult(decided.delivery(), ended.failure().outcome(), session.exchanges());
    }
  }

  private Optional<Link> stillThere(Link link, Decided decided, PartnerSession session) {
    var reads = new FhirReads(session);
    var seen = known.looked(decided.delivery().participantId(), link, reads);
    return seen.isEmpty()
        ? Optional.of(link)
        : known.after(seen.get(), decided.opened().participant(), link, reads);
  }

  /** Of whom nothing may be told any more nobody is asked, for that would tell of them. */
  private DeliveryStage unknown(Decided decided, PartnerSession session) {
    return decided instanceof Permitted permitted
        ? search(permitted, session)
        : new AttemptResult(
            decided.delivery(),
            new Retired(((Withdrawn) decided).ground(), List.of(WHOSE_IS_NOT_KNOWN)),
            session.exchanges());
  }

  /**
   * Where the record can only be brought by hand, nobody is asked who the participant is: no name
   * is sent to a system that takes nothing.
   */
  private DeliveryStage search(Permitted permitted, PartnerSession session) {
    var goesByHand = byHand.apply(permitted, capabilities.offer(session).orElseThrow());
    if (goesByHand.isPresent()) {
      return new AttemptResult(permitted.delivery(), goesByHand.get(), session.exchanges());
    }
    var patients =
        new PartnerPatients(
            session,
            () -> capabilities.offer(session).orElseThrow(),
            capabilities::remember,
            mapping,
            permitted.disclosed().participant());
    var found = matching.find(permitted.opened().participant(), patients);
    if (found instanceof Found.Certain certain) {
      known.keep(permitted.delivery().participantId(), certain.link());
      return new Matched(permitted, certain.link(), session.exchanges());
    }
    var person = (Found.NotCertain) found;
    return new AttemptResult(
        permitted.delivery(),
        new NeedsPerson(person.reason(), person.candidates()),
        session.exchanges());
  }
}
