package org.warmhandoff.record;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/** What the program says: a participant, a crisis plan, a crisis event or a referral. Immutable. */
public sealed interface ProgramRecord permits Participant, CrisisPlan, CrisisEvent, Referral {

  /** The family the record belongs to; with {@link #id()} it names one logical record. */
  RecordKind kind();

  /**
   * The program's id of the logical record, never a name; stays the same from version to version.
   */
  String id();

  /** Version of the logical record, from 1 upwards. */
  int version();

  /** When the program wrote this version down. */
  Instant recordedAt();

  /**
   * By which clock: the offset that {@link #recordedAt} was written with. Empty for UTC, which is
   * how machines write and says nothing of anybody's clock.
   */
  Optional<ZoneOffset> offset();

  /** The participant the record is about; for a participant its own id. */
  String participantId();

  /** How fast this must be delivered, compared with everything else. */
  Priority priority();

  /**
   * Whether this version is news only to partners that already hold an earlier one: a withdrawn
   * plan, say, or a draft, which nobody needs to hear of for the first time.
   */
  boolean onlyForHolders();

  /** Whether somebody who joins the participant's care network today should have it. */
  boolean current();

  /**
   * What somebody must be allowed to know to receive this record at all: without it the rest would
   * mislead or mean nothing.
   */
  Set<Sensitivity> essential();

  /** Names this version of this record, by ids only. */
  default RecordKey key() {
    return new RecordKey(kind(), id(), version());
  }
}
