package org.warmhandoff.store;

import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.Store;

/** What a test of the store works with: all of it fresh for each test. */
interface StoreAtHand {

  Bridge bridge();

  Store store();

  SettableClock clock();
}
