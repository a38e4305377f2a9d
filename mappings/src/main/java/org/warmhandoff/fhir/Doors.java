package org.warmhandoff.fhir;

import ca.uhn.fhir.context.FhirContext;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** What changes at a partner's door, when it is known which of its patients the participant is. */
public final class Doors {

  private Doors() {}

  /**
   * A copy of the resource in which every reference to the participant is also a literal one.
   *
   * @param patientReference the partner's own, such as {@code Patient/123}
   */
  @SuppressWarnings("unchecked") // a copy has the type of its original
  public static <R extends Resource> R patient(
      R resource, Program program, String participantId, String patientReference) {
    var copy = (R) resource.copy();
    var participant = Fhir.participant(program, participantId).getIdentifier();
    references(copy)
        .filter(reference -> isFor(participant, reference.getIdentifier()))
        .forEach(reference -> reference.setReference(patientReference));
    return copy;
  }

  /** All references of a resource, wherever they stand in it. */
  public static Stream<Reference> references(Resource resource) {
    return FhirContext.forR4Cached()
        .newTerser()
        .getAllPopulatedChildElementsOfType(resource, Reference.class)
        .stream();
  }

  private static boolean isFor(Identifier participant, Identifier identifier) {
    return participant.equalsDeep(identifier);
  }
}
