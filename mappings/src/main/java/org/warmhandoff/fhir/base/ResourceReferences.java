package org.warmhandoff.fhir.base;

import ca.uhn.fhir.context.FhirContext;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** What a resource refers to. */
public final class ResourceReferences {

  private ResourceReferences() {}

  /** All references of a resource, wherever they stand in it. */
  public static Stream<Reference> in(Resource resource) {
    return FhirContext.forR4Cached()
        .newTerser()
        .getAllPopulatedChildElementsOfType(resource, Reference.class)
        .stream();
  }
}
