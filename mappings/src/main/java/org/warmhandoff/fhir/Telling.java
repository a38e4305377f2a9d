package org.warmhandoff.fhir;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;

/** Who tells, of whom, and what the receiver may know. */
record Telling(Program program, Participant participant, Set<Sensitivity> told) {

  Telling {
    requireNonNull(program);
    requireNonNull(participant);
    told = Set.copyOf(told);
  }

  /** Nothing is told that may not be known, and nothing of somebody else. */
  void mustAllow(ProgramRecord record) {
    if (!record.participantId().equals(participant.id())) {
      throw new IllegalArgumentException(record.key() + " is not about " + participant.key());
    }
    if (!told.containsAll(record.sensitivities())) {
      throw new IllegalArgumentException(record.key() + " holds more than may be told");
    }
  }

  boolean mayKnowPlace() {
    return told.contains(Sensitivity.LOCATION);
  }

  Reference subject() {
    return Fhir.participant(program, participant.id());
  }
}
