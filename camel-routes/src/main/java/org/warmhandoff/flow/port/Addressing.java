package org.warmhandoff.flow.port;

import org.warmhandoff.flow.message.Parcel;
import org.warmhandoff.record.ProgramRecord;

/** Who should have a record: by care network, by place, by address. */
@FunctionalInterface
public interface Addressing {

  /** Everybody who should have what was stored, or what was waiting for it. */
  Parcel address(ProgramRecord fresh);
}
