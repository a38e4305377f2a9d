package org.warmhandoff.delivery;

import org.warmhandoff.testing.Store;

/** The store in a real PostgreSQL. */
class PostgresStoreTest extends OnAnyStore {

  PostgresStoreTest() {
    super(Store.postgresql());
  }
}
