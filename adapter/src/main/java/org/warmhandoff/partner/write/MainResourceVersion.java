package org.warmhandoff.partner.write;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.warmhandoff.fit.Step;
import org.warmhandoff.fit.Way;
import org.warmhandoff.fit.WritePlan;
import org.warmhandoff.fit.offer.Persona.IfMatch;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.partner.client.ConversationEnded;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.OwnResources;

/**
 * The main resource of a transaction as it is known at the partner. Written over that version alone
 * ({@code ifMatch}), the whole transaction fails if it is carried out after a newer one: that has
 * changed the main resource, which names the version of the record.
 *
 * @param place of its entry in the transaction
 * @see <a href="https://hl7.org/fhir/R4/http.html#concurrency">Managing resource contention</a>
 */
record MainResourceVersion(Step main, int place, String id, String version) {

  /** As it was seen last; empty where it was never there, or its version cannot be named. */
  static Optional<MainResourceVersion> lastSeen(WritePlan plan, DeliveryAttempt attempt) {
    var main = plan.main().orElseThrow();
    return attempt
        .remote(main.type(), main.identifier())
        .filter(seen -> seen.unseenSince().isEmpty())
        .filter(seen -> attempt.offer().persona().wire().ifMatch() != IfMatch.NEVER)
        .filter(seen -> attempt.offer().reads(main.type()))
        .flatMap(seen -> of(seen.written(), main, place(plan)));
  }

  private static Optional<MainResourceVersion> of(Written seen, Step main, int place) {
    return seen.version().map(version -> new MainResourceVersion(main, place, seen.id(), version));
  }

  /** In the transaction, and in the answer to it. */
  static int place(WritePlan plan) {
    return entries(plan).indexOf(plan.main().orElseThrow());
  }

  /** The steps that are in the transaction. */
  static List<Step> entries(WritePlan plan) {
    return plan.steps().stream().filter(step -> step.way() != Way.SUPERSEDE).toList();
  }

  /** Lets the transaction be carried out over that version alone. */
  void guard(Bundle transaction) {
    var entry = transaction.getEntry().get(place);
    var resource = ((DomainResource) entry.getResource()).copy();
    resource.setId(id);
    entry.setResource(resource);
    entry.getRequest().setUrl(main.type() + "/" + id).setIfMatch("W/\"" + version + "\"");
  }

  /**
   * As it is there now, if it is, for somebody else was faster.
   *
   * @throws ConversationEnded where it cannot be asked for
   */
  Optional<MainResourceVersion> anew(DeliveryAttempt attempt) {
    return new FhirReads(attempt.session())
        .read(Lookup.type(main.type()), id)
        .orElseThrow()
        .filter(there -> OwnResources.has(there, main.identifier()))
        .filter(there -> OwnResources.isOn(there, attempt.patient()))
        .flatMap(there -> Optional.ofNullable(there.getMeta().getVersionId()))
        .map(now -> new MainResourceVersion(main, place, id, now));
  }
}
