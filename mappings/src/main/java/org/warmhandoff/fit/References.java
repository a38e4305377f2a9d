package org.warmhandoff.fit;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.ResourceReferences;

/** References between the resources of one plan. */
final class References {

  private static final String OF_A_STEP = "urn:uuid:";

  private References() {}

  /** The full URLs that a resource refers to. */
  static Set<String> of(DomainResource resource) {
    return toSteps(resource).map(Reference::getReference).collect(Collectors.toSet());
  }

  /** A copy in which references to anything else are logical. */
  static DomainResource keeping(DomainResource resource, Set<String> fullUrls) {
    var copy = resource.copy();
    toSteps(copy)
        .filter(reference -> !fullUrls.contains(reference.getReference()))
        .forEach(reference -> reference.setReference(null));
    return copy;
  }

  /** A copy in which references lead to what was written; to anything else they are logical. */
  static DomainResource resolved(DomainResource resource, Map<String, String> written) {
    var copy = resource.copy();
    toSteps(copy)
        .forEach(reference -> reference.setReference(written.get(reference.getReference())));
    return copy;
  }

  /** A copy in which what referred to the one refers to the other. */
  static DomainResource moved(DomainResource resource, String from, Identifier to) {
    var copy = resource.copy();
    toSteps(copy)
        .filter(reference -> reference.getReference().equals(from))
        .forEach(reference -> reference.setReference(Entry.fullUrl(to)).setIdentifier(to.copy()));
    return copy;
  }

  private static Stream<Reference> toSteps(DomainResource resource) {
    return ResourceReferences.in(resource)
        .filter(Reference::hasReference)
        .filter(reference -> reference.getReference().startsWith(OF_A_STEP))
        .toList()
        .stream();
  }
}
