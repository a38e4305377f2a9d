package org.warmhandoff.fhir;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.Sensitivity;

/**
 * How FHIR says what the program says. Pure: the same record gives the same resources for ever.
 *
 * <p>Fails rather than tell somebody what they may not know: {@code told} must hold all
 * sensitivities of the record. Without {@link Sensitivity#LOCATION} the place is left out.
 */
public final class Mappings {

  private final Program program;

  /** Mappings that speak for that program. */
  public Mappings(Program program) {
    this.program = requireNonNull(program);
  }

  /** The record as resources of their own kinds. */
  public Graph graph(ProgramRecord record, Participant participant, Set<Sensitivity> told) {
    return mapping(record, new Telling(program, participant, told)).graph();
  }

  /** The record as one document that a person can read, for partners that hold nothing else. */
  public DocumentReference document(
      ProgramRecord record, Participant participant, Set<Sensitivity> told) {
    var telling = new Telling(program, participant, told);
    return new DocumentMapping(telling).perVersion(mapping(record, telling).paper());
  }

  /**
   * The same in a form that the partner shows.
   *
   * @param heldVersion the version whose document the partner holds, which this one replaces
   */
  public DocumentReference document(
      ProgramRecord record,
      Participant participant,
      Set<Sensitivity> told,
      DocumentFormat format,
      Optional<Integer> heldVersion) {
    var telling = new Telling(program, participant, told);
    return new DocumentMapping(telling)
        .perVersion(mapping(record, telling).paper(), format, heldVersion);
  }

  /** The record as one message to a person, for partners that hold messages. */
  public Communication message(
      ProgramRecord record, Participant participant, Set<Sensitivity> told) {
    var telling = new Telling(program, participant, told);
    return new MessageMapping(telling).message(mapping(record, telling).paper());
  }

  private static Mapping mapping(ProgramRecord record, Telling telling) {
    telling.mustAllow(record);
    if (record instanceof CrisisPlan plan) {
      return new CrisisPlanMapping(telling, plan);
    }
    if (record instanceof CrisisEvent event) {
      return new CrisisEventMapping(telling, event);
    }
    if (record instanceof Referral referral) {
      return new ReferralMapping(telling, referral);
    }
    throw new IllegalArgumentException(record.key() + " is not told: participants never are");
  }
}
