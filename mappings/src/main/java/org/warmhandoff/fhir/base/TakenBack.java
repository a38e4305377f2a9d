package org.warmhandoff.fhir.base;

import java.util.Optional;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Location.LocationStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.warmhandoff.terminology.Code;

/**
 * What an earlier version of a record said and the newest does not: FHIR forgets nothing that is
 * not taken back.
 */
public final class TakenBack {

  /** Of a condition that should never have been asserted. */
  public static final Code ENTERED_IN_ERROR = BareResource.ENTERED_IN_ERROR;

  private TakenBack() {}

  /** The resource as one that does not hold any more; empty for what a record always says. */
  static Optional<Entry> of(Entry entry) {
    var resource = entry.resource().copy();
    return isTakenBack(resource)
        ? Optional.of(new Entry(resource, Write.UPDATE, entry.identifier()))
        : Optional.empty();
  }

  private static boolean isTakenBack(DomainResource resource) {
    if (resource instanceof RelatedPerson person) {
      person.setActive(false);
    } else if (resource instanceof Observation observation) {
      observation.setStatus(ObservationStatus.ENTEREDINERROR);
    } else if (resource instanceof Procedure procedure) {
      procedure.setStatus(ProcedureStatus.ENTEREDINERROR);
    } else if (resource instanceof Communication communication) {
      communication.setStatus(CommunicationStatus.ENTEREDINERROR);
    } else if (resource instanceof Condition condition) {
      condition.setClinicalStatus(null).setVerificationStatus(ENTERED_IN_ERROR.concept());
    } else if (resource instanceof Task task) {
      task.setStatus(TaskStatus.CANCELLED);
    } else if (resource instanceof Location location) {
      location.setStatus(LocationStatus.INACTIVE);
    } else if (resource instanceof Encounter encounter) {
      encounter.setStatus(EncounterStatus.ENTEREDINERROR);
    } else {
      return false;
    }
    return true;
  }
}
