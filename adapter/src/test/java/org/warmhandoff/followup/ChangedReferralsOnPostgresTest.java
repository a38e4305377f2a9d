package org.warmhandoff.followup;

import org.warmhandoff.testing.Store;

/** The same on the other database. */
class ChangedReferralsOnPostgresTest extends ChangedReferralsTest {

  @Override
  Store store() {
    return Store.postgresql();
  }
}
