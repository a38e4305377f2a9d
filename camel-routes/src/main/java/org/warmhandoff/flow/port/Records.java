package org.warmhandoff.flow.port;

import org.warmhandoff.flow.message.Stored;
import org.warmhandoff.record.reading.Reading;

/** The program's records, every version of them. */
public interface Records {

  /** Stores the record unless this version is there already. Part of the intake's transaction. */
  Stored store(Reading reading);
}
