package org.warmhandoff.fit;

import java.util.Set;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.warmhandoff.fhir.base.Write;

/**
 * One resource of a record's graph, at the partner's door.
 *
 * @param takenBack whether an earlier version said it and this one does not
 * @param main whether it shows the record itself
 */
record Item(
    DomainResource resource,
    Write write,
    Identifier identifier,
    String fullUrl,
    boolean takenBack,
    boolean main) {

  /** Of use only where something refers to them. */
  private static final Set<String> SUPPORTING =
      Set.of(
          "CareTeam",
          "Consent",
          "Encounter",
          "Goal",
          "Location",
          "Organization",
          "Practitioner",
          "RelatedPerson");

  String type() {
    return resource.fhirType();
  }

  Need need() {
    return new Need(type(), write, true);
  }

  boolean isAtOwnId() {
    return write == Write.AT_OWN_ID;
  }

  Item with(DomainResource other) {
    return new Item(other, write, identifier, fullUrl, takenBack, main);
  }

  /** Whether such a resource says nothing by itself, or the document says it. */
  static boolean isBesideOthers(String type) {
    return SUPPORTING.contains(type) || type.equals("DocumentReference");
  }
}
