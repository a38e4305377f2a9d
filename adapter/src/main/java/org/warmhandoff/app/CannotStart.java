package org.warmhandoff.app;

import java.net.BindException;
import java.sql.SQLException;
import org.springframework.boot.web.server.PortInUseException;
import org.warmhandoff.config.Config;

/** Why an adapter cannot start, in words for whoever deploys it. */
public final class CannotStart extends RuntimeException {

  private static final String H2_IN_USE = "90020";

  private CannotStart(String message, Throwable cause) {
    super(message, cause);
  }

  static CannotStart because(String reason) {
    return new CannotStart(reason, null);
  }

  static CannotStart because(Throwable failed, Config config) {
    for (var cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException || cause instanceof BindException) {
        return new CannotStart(port(config), failed);
      }
      if (cause instanceof SQLException refused) {
        return new CannotStart(store(refused, config), failed);
      }
    }
    var root = root(failed);
    return new CannotStart(root.getClass().getSimpleName() + ": " + root.getMessage(), failed);
  }

  private static String port(Config config) {
    return "server.address and server.port: %s:%d cannot be listened at; something else may be there"
        .formatted(config.server().address(), config.server().port());
  }

  /** At the start no record has been touched yet, so the database's own words are safe to say. */
  private static String store(SQLException refused, Config config) {
    if (H2_IN_USE.equals(refused.getSQLState())) {
      return "store.directory: %s is in use by another adapter"
          .formatted(config.store().directory());
    }
    return "store: the database refused (SQL state %s): %s"
        .formatted(refused.getSQLState(), refused.getMessage());
  }

  private static Throwable root(Throwable failed) {
    var root = failed;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
