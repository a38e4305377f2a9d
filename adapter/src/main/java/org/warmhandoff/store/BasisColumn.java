package org.warmhandoff.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.warmhandoff.disclosure.Basis;

/** The column {@code basis} of a delivery: on what it rested when it was last written. */
public final class BasisColumn {

  private BasisColumn() {}

  /** Consent, where nothing of it was kept. */
  public static Basis read(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getString("basis")).map(Basis::valueOf).orElse(Basis.CONSENT);
  }
}
