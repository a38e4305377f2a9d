package org.warmhandoff.record;

import java.util.Arrays;
import java.util.Optional;

/** The four families of records. */
public enum RecordKind {
  PARTICIPANT(Participant.class),
  CRISIS_PLAN(CrisisPlan.class),
  CRISIS_EVENT(CrisisEvent.class),
  REFERRAL(Referral.class);

  private final Class<? extends ProgramRecord> type;

  RecordKind(Class<? extends ProgramRecord> type) {
    this.type = type;
  }

  /** The Java record of this kind. */
  public Class<? extends ProgramRecord> type() {
    return type;
  }

  /** The word used in JSON, addresses and identifiers, such as {@code crisis-plan}. */
  public String word() {
    return Words.word(this);
  }

  /** The kind of that word, or empty if there is none. */
  public static Optional<RecordKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  @Override
  public String toString() {
    return word();
  }
}
