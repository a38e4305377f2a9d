package org.warmhandoff.fhir;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.Graph;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.base.Telling;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Referral;
import org.warmhandoff.terminology.Terminology;

/**
 * How FHIR says what the program says. Pure: the same record gives the same resources for ever.
 *
 * <p>Fails rather than tell somebody what they may not know. What can be left out without saying
 * something false is left out: the place, what a plan marks as substance use, and that there is a
 * plan at all.
 */
public final class Mappings {

  private final Program program;
  private final Terminology terminology;

  /** Mappings that speak for that program, in these words. */
  public Mappings(Program program, Terminology terminology) {
    this.program = requireNonNull(program);
    this.terminology = requireNonNull(terminology);
  }

  /** The record as resources of their own kinds. */
  public Graph graph(ProgramRecord record, Participant participant, Audience audience) {
    return mapping(record, telling(record, participant, audience)).graph();
  }

  /**
   * The record as one document that a person can read, for partners that hold nothing else.
   *
   * @param format what is wished for; {@code attachment.contentType} says what it became, as a page
   *     takes the place of a PDF that could not show every character
   * @param held the version whose document the receiver has, and this one takes the place of
   */
  public DocumentReference document(
      ProgramRecord record,
      Participant participant,
      Audience audience,
      DocumentFormat format,
      Optional<Integer> held) {
    var telling = telling(record, participant, audience);
    return new DocumentMapping(telling).perVersion(mapping(record, telling).paper(), format, held);
  }

  /** The record as a message, for partners that read messages and file nothing. */
  public Communication message(ProgramRecord record, Participant participant, Audience audience) {
    var telling = telling(record, participant, audience);
    return new MessageMapping(telling).message(mapping(record, telling).paper());
  }

  private Telling telling(ProgramRecord record, Participant participant, Audience audience) {
    return Telling.of(record, program, terminology, participant, audience);
  }

  private static Mapping mapping(ProgramRecord whole, Telling telling) {
    var record = telling.tellable(whole);
    if (record instanceof CrisisPlan plan) {
      return new CrisisPlanMapping(telling, plan, (CrisisPlan) whole);
    }
    if (record instanceof CrisisEvent event) {
      return new CrisisEventMapping(telling, event, (CrisisEvent) whole);
    }
    if (record instanceof Referral referral) {
      return new ReferralMapping(telling, referral);
    }
    throw new IllegalArgumentException(record.key() + " is not told: participants never are");
  }
}
