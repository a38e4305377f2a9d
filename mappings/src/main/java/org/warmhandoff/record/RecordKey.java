package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

/**
 * One version of one record, by ids only: safe in a log.
 *
 * @param version from 1 upwards
 */
public record RecordKey(RecordKind kind, String id, int version) {

  public RecordKey {
    requireNonNull(kind);
    requireNonNull(id);
  }

  @Override
  public String toString() {
    return kind + "/" + id + " v" + version;
  }
}
