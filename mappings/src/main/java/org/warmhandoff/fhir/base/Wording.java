package org.warmhandoff.fhir.base;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.warmhandoff.record.Phone;
import org.warmhandoff.record.Staff;
import org.warmhandoff.record.Words;

/** Values of records as a reader in the United States expects them. */
public final class Wording {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMM d, uuuu", Locale.US);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM d, uuuu, h:mm a z", Locale.US);
  private static final Pattern NORTH_AMERICAN = Pattern.compile("[+]1(\\d{3})(\\d{3})(\\d{4})");

  private Wording() {}

  /** Such as {@code Oct 3, 2026}. */
  public static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** By the clock of that zone, and saying which. */
  static String time(Instant instant, ZoneId zone) {
    var clock = zone.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
    return TIME.format(instant.atZone(clock));
  }

  /** How long before, in whole minutes, hours or days that have gone by. */
  public static String ago(Instant then, Instant now) {
    var gone = Duration.between(then, now);
    if (gone.toHours() < 1) {
      return counted(Math.max(gone.toMinutes(), 1), "minute") + " ago";
    }
    return gone.toDays() < 1
        ? counted(gone.toHours(), "hour") + " ago"
        : counted(gone.toDays(), "day") + " ago";
  }

  private static String counted(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }

  /** {@code Suicidal thoughts} within a line is {@code suicidal thoughts}. */
  public static String within(String words) {
    var isWord = words.length() > 1 && Character.isLowerCase(words.charAt(1));
    return isWord ? words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1) : words;
  }

  /** In capital letters, for what must not be overlooked. */
  public static String loud(String words) {
    return words.toUpperCase(Locale.ROOT);
  }

  /** {@code BEING_ACTED_ON} is {@code Being acted on}. */
  public static String sentence(Enum<?> constant) {
    var words = Words.words(constant);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** The number and what it is for; of a short one such as {@code 988} the number alone. */
  public static String phone(Phone phone) {
    var number = number(phone.number());
    return isShort(phone) ? number : number + " (" + Words.words(phone.use()) + ")";
  }

  /** {@code +15085550142} is {@code +1 508-555-0142}. */
  public static String number(String number) {
    return NORTH_AMERICAN.matcher(number).replaceFirst("+1 $1-$2-$3");
  }

  /** All of them in one line; empty if there is none. */
  public static String phones(List<Phone> phones) {
    return phones.stream().map(Wording::phone).collect(joining(", "));
  }

  /** Somebody of the program, as a colleague elsewhere would look them up. */
  public static String person(Staff staff) {
    return staff.name() + ", " + staff.role() + staff.npi().map(npi -> ", NPI " + npi).orElse("");
  }

  /** The parts that there are, with a dot between them. */
  public static String joined(String... parts) {
    return Stream.of(parts).filter(part -> !part.isEmpty()).collect(joining(" · "));
  }

  /** An answer in a word. */
  public static String yesOrNo(boolean answer) {
    return answer ? "yes" : "no";
  }

  private static boolean isShort(Phone phone) {
    return phone.number().length() < 7;
  }
}
