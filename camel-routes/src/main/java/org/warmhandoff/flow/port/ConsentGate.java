package org.warmhandoff.flow.port;

import org.warmhandoff.disclosure.Disclosure;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Cleared;
import org.warmhandoff.flow.message.Decided;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Parcel;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;

/** Deny is the default: asked when deliveries are planned and again just before each write. */
public interface ConsentGate {

  /** Parts the parcel into what may go and what may not. */
  Cleared clear(Parcel parcel);

  /**
   * Asks again, now: {@link Decided}, or an {@link AttemptResult} that says why nothing is sent.
   */
  DeliveryStage again(Opened opened);

  /** What that partner's people are told of it now, where somebody prints it. */
  Disclosure disclosure(ProgramRecord record, Participant participant, String partner);
}
