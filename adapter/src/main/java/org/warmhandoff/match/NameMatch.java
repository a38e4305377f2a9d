package org.warmhandoff.match;

import static java.util.Comparator.comparingDouble;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.HumanName.NameUse;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.warmhandoff.record.PersonName;

/**
 * Our participant's name against the names that a patient has. A family name and a given name of
 * two different names make no agreement: each name is compared as a whole, and the best counts.
 */
final class NameMatch {

  /** How one name agrees. */
  record Fits(
      Agreement family,
      Agreement given,
      Agreement suffix,
      boolean firstAgrees,
      boolean hasAllOfOurs) {

    private static final Fits ABSENT =
        new Fits(Agreement.ABSENT, Agreement.ABSENT, Agreement.ABSENT, false, false);

    private double weight() {
      return Trait.FAMILY.weight() * family.share()
          + Trait.GIVEN.weight() * given.share()
          - (suffix == Agreement.DIFFERS ? Trait.GIVEN.weight() : 0);
    }

    private Fits atMost(Agreement limit) {
      return given.compareTo(limit) >= 0
          ? this
          : new Fits(family, limit, suffix, firstAgrees, hasAllOfOurs);
    }
  }

  private final PersonName ours;
  private final List<HumanName> theirs;
  private final List<HumanName> legal;

  NameMatch(PersonName ours, List<HumanName> theirs) {
    this.ours = ours;
    this.theirs = theirs;
    this.legal =
        theirs.stream().filter(NameMatch::isLegal).filter(name -> !isFormer(name)).toList();
  }

  /** What somebody is called, or was in a cradle or a crowd, is no legal name. */
  private static boolean isLegal(HumanName name) {
    return name.getUse() != NameUse.NICKNAME
        && name.getUse() != NameUse.TEMP
        && name.getUse() != NameUse.ANONYMOUS;
  }

  private static boolean isFormer(HumanName name) {
    return name.getUse() == NameUse.OLD
        || name.getUse() == NameUse.MAIDEN
        || name.getPeriod().hasEnd();
  }

  Fits best() {
    return theirs.stream()
        .map(this::fits)
        .max(comparingDouble(Fits::weight))
        .map(best -> isCalledOtherwise() ? best.atMost(Agreement.NEARLY) : best)
        .orElse(Fits.ABSENT);
  }

  /** Whether a legal name of theirs has another given name: one that agrees is then a nickname. */
  private boolean isCalledOtherwise() {
    return legal.stream()
        .filter(name -> given(name).fit() == Agreement.DIFFERS)
        .anyMatch(name -> Spelling.isLatin(first(name)) == Spelling.isLatin(ours.given().get(0)));
  }

  private Fits fits(HumanName name) {
    var given = given(name);
    var fits =
        new Fits(
            familyOf(name), givenOf(name), suffix(name), given.firstAgrees(), given.hasAllOfOurs());
    return isLegal(name) ? swapped(fits, name) : fits.atMost(Agreement.NEARLY);
  }

  /** What one name leaves out, such as a maiden name the given one, the legal names say. */
  private Agreement familyOf(HumanName name) {
    return name.hasFamily()
        ? family(name.getFamily())
        : best(legal.stream().filter(HumanName::hasFamily).map(one -> family(one.getFamily())));
  }

  /** A former given name is somebody's who may have another now. */
  private Agreement givenOf(HumanName name) {
    var own = given(name).fit();
    var now = best(legal.stream().map(one -> given(one).fit()));
    if (!isFormer(name)) {
      return name.hasGiven()
          ? own.compareTo(fromPreferred(name)) < 0 ? own : fromPreferred(name)
          : now;
    }
    var known = legal.isEmpty() ? Agreement.NEARLY : now;
    return !name.hasGiven() || own.compareTo(known) < 0 ? known : own;
  }

  /** What the participant wants to be called may be somebody else's name. */
  private Agreement fromPreferred(HumanName name) {
    var called = ours.preferred().map(List::of).orElse(List.of());
    var agrees = !called.isEmpty() && new GivenNames(called, strings(name)).firstAgrees();
    return agrees ? Agreement.NEARLY : Agreement.ABSENT;
  }

  private GivenNames given(HumanName name) {
    return new GivenNames(ours.given(), strings(name));
  }

  /** Whether two charts may be of one person, as far as given names tell. */
  static boolean mayBeOne(Patient one, Patient other) {
    return one.getName().stream()
        .filter(HumanName::hasGiven)
        .anyMatch(
            name ->
                other.getName().stream()
                    .filter(HumanName::hasGiven)
                    .anyMatch(its -> new GivenNames(strings(name), strings(its)).goTogether()));
  }

  private static List<String> strings(HumanName name) {
    return name.getGiven().stream()
        .map(StringType::getValue)
        .filter(given -> !Spelling.isBlank(given))
        .toList();
  }

  private static String first(HumanName name) {
    return String.join(" ", strings(name));
  }

  private static Agreement best(Stream<Agreement> fits) {
    return fits.min(Agreement::compareTo).orElse(Agreement.ABSENT);
  }

  private Agreement family(String theirs) {
    var own = saint(Suffix.withoutInFamily(ours.family()));
    var family = saint(Suffix.withoutInFamily(theirs));
    if (Spelling.isBlank(family)) {
      return Agreement.ABSENT;
    }
    if (Spelling.same(own, family)) {
      return Spelling.accentsDiffer(own, family) ? Agreement.NEARLY : Agreement.AGREES;
    }
    return Spelling.parts(family).stream().anyMatch(Spelling.parts(own)::contains)
            || Spelling.mistyped(Spelling.plain(own), Spelling.plain(family))
        ? Agreement.NEARLY
        : Agreement.DIFFERS;
  }

  private static String saint(String family) {
    return family == null ? null : family.replaceFirst("(?i)^Saint(e?)(?=[\\s\\p{Pd}])", "St$1");
  }

  private Agreement suffix(HumanName name) {
    var own = ownSuffix();
    var their =
        Suffix.of(name.getSuffix().stream().map(StringType::getValue).toList())
            .or(() -> name.hasFamily() ? Suffix.inFamily(name.getFamily()) : Optional.empty())
            .or(() -> Suffix.in(first(name)));
    if (own.isEmpty() || their.isEmpty()) {
      return Agreement.ABSENT;
    }
    return own.equals(their) ? Agreement.AGREES : Agreement.DIFFERS;
  }

  private Optional<String> ownSuffix() {
    return Suffix.inFamily(ours.family()).or(() -> Suffix.in(String.join(" ", ours.given())));
  }

  /** Family and given name in each other's place: nearly, for that may be another person. */
  private Fits swapped(Fits fits, HumanName name) {
    return name.hasFamily()
            && Spelling.same(name.getFamily(), ours.given().get(0))
            && Spelling.same(first(name), ours.family())
            && fits.family() != Agreement.AGREES
        ? new Fits(Agreement.NEARLY, Agreement.NEARLY, fits.suffix(), false, false)
        : fits;
  }
}
