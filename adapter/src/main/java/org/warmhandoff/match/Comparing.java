package org.warmhandoff.match;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.warmhandoff.record.Address;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Phone;

/** Compares one trait at a time of our participant and a partner's patient. */
final class Comparing {

  private static final int NATIONAL_NUMBER = 10;
  private static final int ZIP = 5;
  private static final int LONG_ENOUGH = 5;

  private final Participant ours;
  private final Patient theirs;

  Comparing(Participant ours, Patient theirs) {
    this.ours = ours;
    this.theirs = theirs;
  }

  Fit of(Trait trait) {
    return switch (trait) {
      case FAMILY -> best(theirs.getName().stream().map(HumanName::getFamily).map(this::family));
      case GIVEN -> best(theirs.getName().stream().map(this::given));
      case BIRTH_DATE -> birthDate();
      case SEX -> sex();
      case PHONE -> best(theirs.getTelecom().stream().map(this::phone));
      case ADDRESS -> best(theirs.getAddress().stream().map(this::address));
    };
  }

  /** The best of several, in the order of {@link Fit}. */
  private static Fit best(Stream<Fit> fits) {
    return fits.min(Comparator.naturalOrder()).orElse(Fit.ABSENT);
  }

  private Fit family(String family) {
    if (isBlank(family)) {
      return Fit.ABSENT;
    }
    var own = ours.name().family();
    if (plain(family).equals(plain(own))) {
      return Fit.AGREES;
    }
    return parts(family).stream().anyMatch(parts(own)::contains) ? Fit.NEARLY : Fit.DIFFERS;
  }

  private Fit given(HumanName name) {
    var first = name.getGiven().stream().findFirst().map(StringType::getValue).orElse("");
    if (isBlank(first)) {
      return Fit.ABSENT;
    }
    if (plain(first).equals(plain(ours.name().given().get(0)))) {
      return Fit.AGREES;
    }
    return isAnotherOfOurs(first) || isInitial(first) || isMistyped(first)
        ? Fit.NEARLY
        : Fit.DIFFERS;
  }

  private boolean isAnotherOfOurs(String given) {
    return Stream.concat(ours.name().given().stream(), ours.name().preferred().stream())
        .anyMatch(own -> plain(own).equals(plain(given)));
  }

  private boolean isInitial(String given) {
    return plain(given).length() == 1 && plain(ours.name().given().get(0)).startsWith(plain(given));
  }

  /**
   * One letter more, less or other, but not the first: Jayden and Hayden may be twins. In short
   * names it is another name.
   */
  private boolean isMistyped(String given) {
    var one = plain(given);
    var other = plain(ours.name().given().get(0));
    if (Math.min(one.length(), other.length()) < LONG_ENOUGH || one.charAt(0) != other.charAt(0)) {
      return false;
    }
    var same = 0;
    while (same < Math.min(one.length(), other.length())
        && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    var rest = one.substring(same);
    var otherRest = other.substring(same);
    return without(rest).equals(without(otherRest))
        || rest.equals(without(otherRest))
        || without(rest).equals(otherRest);
  }

  private static String without(String text) {
    return text.isEmpty() ? text : text.substring(1);
  }

  private Fit birthDate() {
    var date = theirs.getBirthDateElement().getValueAsString();
    if (isBlank(date)) {
      return Fit.ABSENT;
    }
    if (date.equals(ours.birthDate().toString())) {
      return Fit.AGREES;
    }
    return BirthDates.swapped(ours.birthDate()).filter(date::equals).isPresent()
        ? Fit.NEARLY
        : Fit.DIFFERS;
  }

  private Fit sex() {
    if (theirs.getGender() == null) {
      return Fit.ABSENT;
    }
    return plain(theirs.getGender().toCode()).equals(plain(ours.sex().name()))
        ? Fit.AGREES
        : Fit.DIFFERS;
  }

  private Fit phone(ContactPoint telecom) {
    var number = national(telecom.getValue());
    if (number.isEmpty()) {
      return Fit.ABSENT;
    }
    return ours.contact().phones().stream()
            .map(Phone::number)
            .map(Comparing::national)
            .anyMatch(number::equals)
        ? Fit.AGREES
        : Fit.DIFFERS;
  }

  private static Optional<String> national(String phone) {
    var digits = phone == null ? "" : phone.replaceAll("\\D", "");
    return digits.length() < NATIONAL_NUMBER
        ? Optional.empty()
        : Optional.of(digits.substring(digits.length() - NATIONAL_NUMBER));
  }

  private Fit address(org.hl7.fhir.r4.model.Address there) {
    var own = ours.address().orElseThrow();
    if (isBlank(there.getPostalCode())) {
      return Fit.ABSENT;
    }
    if (!sameZip(there.getPostalCode(), own.postalCode())) {
      return Fit.DIFFERS;
    }
    return sameLine(there.getLine(), own) ? Fit.AGREES : Fit.NEARLY;
  }

  private static boolean sameZip(String theirs, String ours) {
    return theirs.length() >= ZIP && theirs.substring(0, ZIP).equals(ours.substring(0, ZIP));
  }

  private static boolean sameLine(List<StringType> theirs, Address own) {
    return !theirs.isEmpty()
        && !own.line().isEmpty()
        && plain(theirs.get(0).getValue()).equals(plain(own.line().get(0)));
  }

  private static List<String> parts(String name) {
    return Arrays.stream(name.split("[\\s\\p{Pd}]+"))
        .map(Comparing::plain)
        .filter(part -> part.length() > 1)
        .toList();
  }

  private static boolean isBlank(String text) {
    return text == null || plain(text).isEmpty();
  }

  private static String plain(String text) {
    return text == null
        ? ""
        : Normalizer.normalize(text, Normalizer.Form.NFD)
            .replaceAll("[^\\p{L}\\p{N}]", "")
            .toLowerCase(Locale.ROOT);
  }
}
