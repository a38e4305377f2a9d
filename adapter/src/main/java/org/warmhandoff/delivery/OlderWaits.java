package org.warmhandoff.delivery;

/**
 * Whether an older version of the same record waits for the same partner, as a condition of SQL.
 * Versions reach a partner one after another, so the newer one is behind the older until that is
 * settled.
 */
final class OlderWaits {

  /** Than that of the parameters {@code partner}, {@code kind}, {@code id} and {@code version}. */
  static final String THAN_THE_PARAMETERS = than(":partner", ":kind", ":id", ":version");

  private OlderWaits() {}

  /**
   * Than that of a row.
   *
   * @param delivery the alias of its table
   */
  static String than(String delivery) {
    return than(
        delivery + ".partner", delivery + ".kind", delivery + ".record_id", delivery + ".version");
  }

  private static String than(String partner, String kind, String record, String version) {
    return """
    exists (select 1 from delivery older
             where older.partner = %s and older.kind = %s and older.record_id = %s
               and older.version < %s and older.state = 'WAITING')
    """
        .formatted(partner, kind, record, version)
        .strip();
  }
}
