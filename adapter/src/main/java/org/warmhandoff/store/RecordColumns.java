package org.warmhandoff.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;

/** The columns {@code kind}, {@code record_id} and {@code version}, as many tables have them. */
public final class RecordColumns {

  private RecordColumns() {}

  /** The record of a row that is about one. */
  public static RecordKey key(ResultSet row) throws SQLException {
    return new RecordKey(
        RecordKind.of(row.getString("kind")).orElseThrow(),
        row.getString("record_id"),
        row.getInt("version"));
  }
}
