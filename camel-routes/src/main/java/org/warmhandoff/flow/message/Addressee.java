package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;

/** A partner that should have a record, before anybody asked for consent. */
public record Addressee(ProgramRecord record, Participant participant, String partner) {

  public Addressee {
    requireNonNull(record);
    requireNonNull(participant);
    requireNonNull(partner);
  }
}
