package org.warmhandoff.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * When a connection is of no use any more, beside what the pool itself knows: H2 closes a database
 * that it could not write to, such as on a full disk, and its connections do not recover. New ones
 * open it again.
 */
public final class ClosedStore implements SQLExceptionOverride {

  /** Database closed, closing, file broken off, already closed, and the general one of a write. */
  private static final Set<String> CLOSED =
      Set.of("90098", "90121", "90028", "90031", "90007", "90067", "HY000");

  @java.lang.Override
  public Override adjudicate(SQLException failed) {
    return failed.getSQLState() != null && CLOSED.contains(failed.getSQLState())
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}
