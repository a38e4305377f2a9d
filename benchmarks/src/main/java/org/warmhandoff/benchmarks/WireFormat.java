package org.warmhandoff.benchmarks;

import ca.uhn.fhir.context.FhirContext;
import org.hl7.fhir.r4.model.Resource;

/** A resource as it goes over the wire. */
final class WireFormat {

  private static final FhirContext R4 = FhirContext.forR4Cached();

  private WireFormat() {}

  /** With a parser of its own each time, as HAPI's client does it for each request. */
  static String json(Resource resource) {
    return R4.newJsonParser().encodeResourceToString(resource);
  }
}
