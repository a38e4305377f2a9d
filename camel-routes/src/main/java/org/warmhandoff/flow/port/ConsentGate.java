package org.warmhandoff.flow.port;

import java.util.Optional;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.flow.message.Answer;
import org.warmhandoff.flow.message.Cleared;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Parcel;
import org.warmhandoff.flow.message.Permitted;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;

/** Deny is the default: asked when deliveries are planned and again just before each write. */
public interface ConsentGate {

  /** Parts the parcel into what may go and what may not. */
  Cleared clear(Parcel parcel);

  /** Asks again, now: {@link Permitted}, or an {@link Answer} that says why not. */
  DeliveryStage again(Opened opened);

  /** Whom that partner's people are told as, where somebody prints it; empty: not at all. */
  Optional<Audience> audience(ProgramRecord record, Participant participant, String partner);
}
