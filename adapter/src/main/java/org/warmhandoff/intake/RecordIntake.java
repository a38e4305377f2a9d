package org.warmhandoff.intake;

import java.util.ArrayList;
import java.util.List;
import org.warmhandoff.flow.message.Submission;
import org.warmhandoff.flow.port.Intake;
import org.warmhandoff.record.DrillIds;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.reading.Reading;
import org.warmhandoff.record.reading.Reading.Fault;
import org.warmhandoff.record.reading.Reading.Invalid;
import org.warmhandoff.record.reading.Reading.RecordProblem;
import org.warmhandoff.record.reading.Reading.Valid;
import org.warmhandoff.record.reading.RecordReader;

/** Reads records as they come in. Ids of drills are the adapter's own, and refused from others. */
public final class RecordIntake implements Intake {

  private static final String RESERVED =
      "must not begin with " + DrillIds.PREFIX + ": such ids are kept for the adapter's own drills";

  private final RecordReader reader;

  /** Reads them so. */
  public RecordIntake(RecordReader reader) {
    this.reader = reader;
  }

  @Override
  public Reading validate(Submission submission) {
    var reading = reader.read(submission.body());
    if (submission.ofDrill() || !(reading instanceof Valid valid)) {
      return reading;
    }
    var problems = problems(valid.record());
    return problems.isEmpty() ? reading : new Invalid(Fault.INVALID, problems);
  }

  private static List<RecordProblem> problems(ProgramRecord record) {
    var problems = new ArrayList<RecordProblem>();
    if (DrillIds.isReserved(record.id())) {
      problems.add(new RecordProblem("/id", RESERVED));
    } else if (DrillIds.isReserved(record.participantId())) {
      problems.add(new RecordProblem("/participantId", RESERVED));
    }
    return problems;
  }
}
