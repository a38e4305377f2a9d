package org.warmhandoff.delivery;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.testing.Store;

/** The store in an H2 file, with the options the adapter opens it with. */
class H2StoreTest extends OnAnyStore {

  H2StoreTest(@TempDir Path directory) {
    super(Store.h2(directory));
  }
}
