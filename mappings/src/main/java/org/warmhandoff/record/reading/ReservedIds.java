package org.warmhandoff.record.reading;

import java.util.List;
import org.warmhandoff.record.DrillIds;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.reading.Reading.RecordProblem;

/** Ids that no program gives out: those of the adapter's own drills. */
final class ReservedIds {

  private static final String RESERVED =
      "must not begin with " + DrillIds.PREFIX + ": such ids are kept for the adapter's own drills";

  private ReservedIds() {}

  /** The first place of such an id; none in most records. */
  static List<RecordProblem> problems(ProgramRecord record) {
    if (DrillIds.isReserved(record.id())) {
      return List.of(new RecordProblem("/id", RESERVED));
    }
    return DrillIds.isReserved(record.participantId())
        ? List.of(new RecordProblem("/participantId", RESERVED))
        : List.of();
  }
}
