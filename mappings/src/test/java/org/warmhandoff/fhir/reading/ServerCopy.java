package org.warmhandoff.fhir.reading;

import java.time.Instant;
import java.util.Collections;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.fhir.base.Fhir;

/** What was written, and how servers give it back. */
final class ServerCopy {

  private ServerCopy() {}

  /** With its patient, as it goes out of the door. */
  static Resource written(Resource mapped) {
    var copy = mapped.copy();
    Outgoing.elements(copy, Reference.class)
        .filter(reference -> "Patient".equals(reference.getType()))
        .forEach(reference -> reference.setReference("Patient/5"));
    return copy;
  }

  /** Through its JSON, with all that servers add and put into their own words. */
  static Resource asServersKeepIt(Resource written) {
    var there = (DomainResource) Heard.resource(Outgoing.json(written).replace("Z\"", "+00:00\""));
    there.setId(there.fhirType() + "/900/_history/7");
    there
        .getMeta()
        .setVersionId("7")
        .setSource("#x")
        .setLastUpdatedElement(Fhir.instant(Instant.EPOCH))
        .addTag()
        .setCode("t");
    there.addExtension("http://partner.example/x", new StringType("y"));
    Outgoing.elements(there, Reference.class)
        .filter(reference -> "Patient/5".equals(reference.getReference()))
        .forEach(ServerCopy::asTheirOwn);
    Outgoing.elements(there, Reference.class)
        .filter(reference -> String.valueOf(reference.getReference()).startsWith("urn:uuid:"))
        .forEach(reference -> reference.setReference(reference.getType() + "/55"));
    if (there instanceof CarePlan plan) {
      plan.addIdentifier().setSystem("http://partner.example").setValue("77");
      Collections.reverse(plan.getIdentifier());
    }
    return there;
  }

  private static void asTheirOwn(Reference reference) {
    reference
        .setReference("https://partner.example/fhir/Patient/5")
        .setIdentifier(null)
        .setType(null);
  }
}
