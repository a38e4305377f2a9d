package org.warmhandoff.partner.write;

import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryRequestComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DomainResource;
import org.warmhandoff.partner.client.RawResource;
import org.warmhandoff.partner.client.Request;

/** What stands at a partner, and what is to stand there. Nothing that others wrote is lost. */
record SafeUpdate(RawResource there, DomainResource changed) {

  /**
   * By a patch where the partner takes one; else written over, if all of it comes through our
   * parser; else not at all.
   */
  Optional<Request> request(DeliveryAttempt attempt) {
    var type = changed.fhirType();
    var id = there.resource().getIdElement().getIdPart();
    var over = attempt.toMatch(there.resource());
    if (attempt.offer().patches(type) && there.isRead()) {
      return Optional.of(attempt.requests().patch(there.patchTo(changed), type, id, over));
    }
    return attempt.offer().updates(type) && there.survives()
        ? Optional.of(attempt.requests().update(changed, id, over))
        : Optional.empty();
  }

  /**
   * As part of a transaction, so that never both of two plans hold, nor none; empty where something
   * would be lost.
   */
  Optional<BundleEntryComponent> entry(DeliveryAttempt attempt) {
    if (!attempt.offer().updates(changed.fhirType()) || !there.survives()) {
      return Optional.empty();
    }
    var id = there.resource().getIdElement().getIdPart();
    var resource = (DomainResource) changed.copy().setId(id);
    var request =
        new BundleEntryRequestComponent()
            .setMethod(HTTPVerb.PUT)
            .setUrl(changed.fhirType() + "/" + id);
    attempt
        .toMatch(there.resource())
        .ifPresent(version -> request.setIfMatch("W/\"" + version + "\""));
    return Optional.of(new BundleEntryComponent().setResource(resource).setRequest(request));
  }
}
