package org.warmhandoff.match;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address.AddressUse;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.warmhandoff.record.Address;
import org.warmhandoff.record.Participant;

/** Where somebody is reached: phones and addresses, as far as they tell people apart. */
final class ContactMatch {

  private static final int NATIONAL_NUMBER = 10;
  private static final int ZIP = 5;

  /** Typed where there is none. */
  private static final Pattern NOBODYS = Pattern.compile("(\\d)\\1{9}|1234567890|0123456789");

  private static final Pattern EXTENSION = Pattern.compile("(?i)(ext|x|#).*$");

  /** A unit within a house: whoever lives in another one is another household. */
  private static final Pattern UNIT =
      Pattern.compile(
          "\\b(?:apt|apartment|unit|ste|suite|rm|room|lot)\\b[.\\s]*#?\\s*([a-z0-9-]+)|#\\s*([a-z0-9-]+)");

  /** What USPS abbreviates, each to itself. */
  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("street", "st"),
          Map.entry("avenue", "ave"),
          Map.entry("road", "rd"),
          Map.entry("drive", "dr"),
          Map.entry("lane", "ln"),
          Map.entry("court", "ct"),
          Map.entry("boulevard", "blvd"),
          Map.entry("place", "pl"),
          Map.entry("terrace", "ter"),
          Map.entry("circle", "cir"),
          Map.entry("highway", "hwy"),
          Map.entry("parkway", "pkwy"),
          Map.entry("square", "sq"),
          Map.entry("saint", "st"),
          Map.entry("north", "n"),
          Map.entry("south", "s"),
          Map.entry("east", "e"),
          Map.entry("west", "w"));

  /** Words of lines that many have who have no address. */
  private static final Pattern NOWHERE =
      Pattern.compile(
          "general delivery|homeless|unhoused|undomiciled|transient|shelter|mission|unknown"
              + "|no (fixed |known |current |permanent )?(address|abode|residence)");

  /** Of several in one string. */
  private static final Pattern SEVERAL = Pattern.compile("[/;,]|\\b(?:or|and)\\b");

  private final Participant ours;
  private final Patient theirs;

  ContactMatch(Participant ours, Patient theirs) {
    this.ours = ours;
    this.theirs = theirs;
  }

  Agreement phone() {
    return best(theirs.getTelecom().stream().filter(ContactMatch::isPhone).map(this::phone));
  }

  Agreement address() {
    return best(
        theirs.getAddress().stream()
            .filter(one -> one.getUse() != AddressUse.OLD && !one.getPeriod().hasEnd())
            .map(this::address));
  }

  private static Agreement best(Stream<Agreement> fits) {
    return fits.min(Agreement::compareTo).orElse(Agreement.ABSENT);
  }

  private static boolean isPhone(ContactPoint telecom) {
    var system = telecom.getSystem();
    return (system == null
            || system == ContactPointSystem.PHONE
            || system == ContactPointSystem.SMS)
        && telecom.getUse() != ContactPointUse.OLD
        && !telecom.getPeriod().hasEnd();
  }

  private Agreement phone(ContactPoint telecom) {
    var numbers = numbers(telecom.getValue());
    if (numbers.isEmpty()) {
      return Agreement.ABSENT;
    }
    return ours.contact().phones().stream()
            .flatMap(phone -> number(phone.number()).stream())
            .anyMatch(numbers::contains)
        ? Agreement.AGREES
        : Agreement.DIFFERS;
  }

  private static List<String> numbers(String said) {
    return said == null
        ? List.of()
        : SEVERAL.splitAsStream(said).flatMap(one -> number(one).stream()).toList();
  }

  /** A whole number, the national one for the United States; empty where it is nobody's. */
  private static Optional<String> number(String phone) {
    var digits =
        EXTENSION.matcher(phone).replaceFirst("").replaceAll("\\D", "").replaceFirst("^00", "");
    var national = digits.length() == NATIONAL_NUMBER + 1 ? digits.replaceFirst("^1", "") : digits;
    return national.length() < NATIONAL_NUMBER || NOBODYS.matcher(national).matches()
        ? Optional.empty()
        : Optional.of(national);
  }

  private Agreement address(org.hl7.fhir.r4.model.Address there) {
    var own = ours.address().orElseThrow();
    if (Spelling.isBlank(there.getPostalCode())) {
      return Agreement.ABSENT;
    }
    if (!sameZip(there.getPostalCode(), own.postalCode())) {
      return Agreement.DIFFERS;
    }
    return sameLine(lines(there.getLine()), own) ? Agreement.AGREES : Agreement.NEARLY;
  }

  private static boolean sameZip(String theirs, String ours) {
    return theirs.length() >= ZIP && theirs.substring(0, ZIP).equals(ours.substring(0, ZIP));
  }

  private static String lines(List<StringType> lines) {
    return lines.stream()
        .map(StringType::getValue)
        .filter(line -> !Spelling.isBlank(line))
        .collect(Collectors.joining(" "));
  }

  private static boolean sameLine(String theirs, Address own) {
    var ours = String.join(" ", own.line());
    return tellsApart(ours)
        && street(ours).equals(street(theirs))
        && (unit(ours).isEmpty() || unit(theirs).isEmpty() || unit(ours).equals(unit(theirs)));
  }

  /** A line without a number is no household's. */
  private static boolean tellsApart(String line) {
    return line.codePoints().anyMatch(Character::isDigit) && !NOWHERE.matcher(lower(line)).find();
  }

  /** Words as they are mostly cut, but for numbers: 12 1st Street is not 1 21st Street. */
  private static String street(String line) {
    return Stream.of(UNIT.matcher(lower(line)).replaceAll(" ").split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .map(word -> SHORT.getOrDefault(word, word))
        .map(word -> Character.isDigit(word.charAt(0)) ? " " + word + " " : word)
        .collect(Collectors.joining());
  }

  private static Optional<String> unit(String line) {
    return UNIT.matcher(lower(line))
        .results()
        .map(found -> Optional.ofNullable(found.group(1)).orElse(found.group(2)))
        .findFirst();
  }

  private static String lower(String line) {
    return Spelling.unaccented(line).toLowerCase(Locale.ROOT);
  }
}
