package org.warmhandoff.flow.port;

import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.DeliveryStage;

/** What a claimed delivery is about: a claim check that is handed in. */
public interface Opening {

  /**
   * The record and the participant of a claimed delivery, with all that it takes to hand it over;
   * or an answer where it has no point now.
   *
   * @see <a href="https://www.enterpriseintegrationpatterns.com/StoreInLibrary.html">Claim
   *     Check</a>
   */
  DeliveryStage open(Delivery delivery);
}
