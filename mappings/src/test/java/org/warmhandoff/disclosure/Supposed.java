package org.warmhandoff.disclosure;

import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;

/** What is disclosed to somebody who is supposed to know something, when a record was written. */
public final class Supposed {

  public static final Disclosures DISCLOSURES =
      new Disclosures(SubstanceUseWords.shipped(), StateLaw.NONE, Set.of());

  private Supposed() {}

  /** All of it. */
  public static Disclosed everything(ProgramRecord record, Participant participant) {
    return everything(record, participant, List.of());
  }

  /** All of it, under these consents. */
  public static Disclosed everything(
      ProgramRecord record, Participant participant, List<Consent> under) {
    return (Disclosed) knowing(record, participant, EnumSet.allOf(Sensitivity.class), under);
  }

  /** What somebody is told who may know this. */
  public static Disclosure knowing(
      ProgramRecord record, Participant participant, Set<Sensitivity> told, List<Consent> under) {
    return DISCLOSURES.supposing(
        record, participant, told, under, new Circumstances(record.recordedAt(), ZoneOffset.UTC));
  }
}
