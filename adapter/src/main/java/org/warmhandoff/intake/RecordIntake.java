package org.warmhandoff.intake;

import org.warmhandoff.flow.message.Submission;
import org.warmhandoff.flow.port.Intake;
import org.warmhandoff.record.reading.Reading;
import org.warmhandoff.record.reading.RecordReader;

/** Reads records as they come in. Ids of drills are the adapter's own, and refused from others. */
public final class RecordIntake implements Intake {

  private final RecordReader reader;

  /** Reads them so. */
  public RecordIntake(RecordReader reader) {
    this.reader = reader;
  }

  @Override
  public Reading validate(Submission submission) {
    return submission.ofDrill()
        ? reader.readDrill(submission.body())
        : reader.read(submission.body());
  }
}
