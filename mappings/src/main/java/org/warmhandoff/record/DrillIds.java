package org.warmhandoff.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/**
 * Ids of what the adapter itself makes for drills. No program gives out such ids: what begins like
 * them is refused where it comes from elsewhere.
 */
public final class DrillIds {

  /** What they begin with. */
  public static final String PREFIX = "drill-";

  private static final int LONGEST = 64;
  private static final int DIGITS = 12;

  /** In UTC, so that no two are the same, whichever database counts them. */
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private DrillIds() {}

  /** Whether an id is one of these, however it is written. */
  public static boolean isReserved(String id) {
    return id.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  /** The id of the participant by whom that partner is drilled; the same for ever. */
  public static String participant(String partner) {
    var id = PREFIX + partner;
    return id.length() <= LONGEST ? id : shortened(partner);
  }

  /** A full stop is in no partner's name, so that no other partner's id is the same. */
  private static String shortened(String partner) {
    var digest =
        UUID.nameUUIDFromBytes(partner.getBytes(StandardCharsets.UTF_8))
            .toString()
            .replace("-", "")
            .substring(0, DIGITS);
    return PREFIX + partner.substring(0, LONGEST - PREFIX.length() - 1 - DIGITS) + "." + digest;
  }

  /**
   * The id of a record of one drill; the same however often it is asked for.
   *
   * @param what it is, such as {@code plan}
   */
  public static String record(long drill, Instant begun, String what) {
    return PREFIX + STAMP.format(begun) + "-" + drill + "-" + what;
  }
}
