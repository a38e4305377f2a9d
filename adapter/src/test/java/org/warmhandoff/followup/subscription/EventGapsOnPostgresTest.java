package org.warmhandoff.followup.subscription;

import org.warmhandoff.testing.Store;

/** The same on the other database. */
class EventGapsOnPostgresTest extends EventGapsTest {

  @Override
  Store store() {
    return Store.postgresql();
  }
}
