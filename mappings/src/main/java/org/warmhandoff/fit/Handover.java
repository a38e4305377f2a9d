package org.warmhandoff.fit;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.record.ProgramRecord;

/**
 * A record that is to be handed over to a partner.
 *
 * @param patient the partner's own reference to the participant, such as {@code Patient/123}
 * @param earlier the version that the partner holds, and later ones that it may hold, in order
 * @param consentsThere the ids of the consents that stand at the partner as resources
 * @param wished the form of document that is tried first, if the partner shows it
 */
public record Handover(
    Disclosed disclosed,
    Audience audience,
    String patient,
    Offer offer,
    List<HeldEdition> earlier,
    Set<String> consentsThere,
    Optional<DocumentFormat> wished) {

  public Handover {
    requireNonNull(disclosed);
    requireNonNull(audience);
    requireNonNull(patient);
    requireNonNull(offer);
    earlier = List.copyOf(earlier);
    consentsThere = Set.copyOf(consentsThere);
    requireNonNull(wished);
  }

  /** Of a record of which the partner holds nothing, with no wish for a format. */
  public static Handover first(
      Disclosed disclosed, Audience audience, String patient, Offer offer) {
    return new Handover(disclosed, audience, patient, offer, List.of(), Set.of(), Optional.empty());
  }

  /** The same, to a partner that holds an earlier version. */
  public Handover after(HeldEdition held) {
    return new Handover(disclosed, audience, patient, offer, List.of(held), consentsThere, wished);
  }

  /** The same, with that format tried first. */
  public Handover wishing(DocumentFormat format) {
    return new Handover(
        disclosed, audience, patient, offer, earlier, consentsThere, Optional.of(format));
  }

  /** The record, as far as it is disclosed. */
  ProgramRecord record() {
    return disclosed.record();
  }
}
