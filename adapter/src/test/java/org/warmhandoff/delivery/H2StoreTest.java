package org.warmhandoff.delivery;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.store.StatementLog;
import org.warmhandoff.testing.Store;

/** The store in an H2 file, with the options the adapter opens it with. */
class H2StoreTest extends OnAnyStore {

  private static StatementLog asked;

  H2StoreTest(@TempDir Path directory) {
    super(Store.h2(directory));
  }

  @BeforeAll
  static void noteWhatIsAsked() {
    asked = new StatementLog();
  }

  @AfterAll
  static void whatIsAskedOfOneRecordOrParticipantIsLookedForByIt() {
    try (var all = asked) {
      all.areLookedForByWhatTheyName();
    }
  }
}
