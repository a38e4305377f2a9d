package org.warmhandoff.delivery;

import static org.warmhandoff.testing.RecordSheets.consent;
import static org.warmhandoff.testing.RecordSheets.danaOf;

import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.Store;

/** What a test of the store works with: all of it fresh for each test. */
interface StoreAtHand {

  /** Has psychiatry for a partner, and consents to what a plan tells. */
  RecordSheet DANA = danaOf("psychiatry", consent("CO-1", "mental-health", "safety-plan"));

  Bridge bridge();

  Store store();

  SettableClock clock();
}
