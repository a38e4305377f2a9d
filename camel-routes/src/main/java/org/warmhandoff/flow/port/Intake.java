package org.warmhandoff.flow.port;

import org.warmhandoff.flow.message.Submission;
import org.warmhandoff.record.reading.Reading;

/** Reads and validates what comes in. */
@FunctionalInterface
public interface Intake {

  /** The record in the submission, or what is wrong with it. Never throws for bad input. */
  Reading validate(Submission submission);
}
