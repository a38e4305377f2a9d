package org.warmhandoff.match;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableList;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Patient;
import org.warmhandoff.flow.message.Candidate;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Participant.Sex;

/**
 * How far a partner's patient agrees with our participant, and in what. Case, accents, spaces and
 * punctuation do not count; one of several names, phones or addresses is enough.
 */
record Demographics(
    Patient patient, Map<Trait, Agreement> fits, NameMatch.Fits name, boolean living) {

  /** So close that the order of additions must not decide. */
  private static final double HAIR = 1e-9;

  private static final List<Trait> MUST_AGREE =
      List.of(Trait.FAMILY, Trait.GIVEN, Trait.BIRTH_DATE);

  static Demographics compare(Participant participant, Patient patient) {
    var compared = new Comparing(participant, patient);
    var fits =
        Stream.of(Trait.values())
            .filter(trait -> isKnown(trait, participant))
            .collect(
                collectingAndThen(
                    toMap(
                        trait -> trait,
                        compared::of,
                        (one, same) -> one,
                        () -> new EnumMap<>(Trait.class)),
                    Collections::unmodifiableMap));
    return new Demographics(patient, fits, compared.name(), isLiving(patient));
  }

  /** Also who does not say: a value may be masked. */
  private static boolean isLiving(Patient patient) {
    var deceased = patient.hasDeceased() ? patient.getDeceased().primitiveValue() : null;
    return deceased == null || deceased.equals("false");
  }

  private static boolean isKnown(Trait trait, Participant participant) {
    return switch (trait) {
      case FAMILY, GIVEN, SUFFIX, BIRTH_DATE -> true;
      case SEX -> participant.sex() != Sex.UNKNOWN;
      case PHONE -> !participant.contact().phones().isEmpty();
      case ADDRESS -> participant.address().isPresent();
    };
  }

  /** From 0 to 1: the weights of what agrees, of all that we know. */
  double score() {
    var all = fits.keySet().stream().mapToDouble(Trait::weight).sum();
    var agreed =
        fits.entrySet().stream()
            .mapToDouble(fit -> fit.getKey().weight() * fit.getValue().share())
            .sum();
    return agreed / all;
  }

  boolean scores(double threshold) {
    return score() >= threshold - HAIR;
  }

  /**
   * Whether a single one may be taken for the participant: whatever the score, names and birth date
   * agree wholly, the sex agrees where we know it, a phone or the address agrees, and the patient
   * lives.
   */
  boolean certain(double threshold) {
    return living
        && scores(threshold)
        && mayBeMeant()
        && (is(Trait.SEX, Agreement.AGREES) || !fits.containsKey(Trait.SEX))
        && (is(Trait.PHONE, Agreement.AGREES) || is(Trait.ADDRESS, Agreement.AGREES));
  }

  /**
   * Whether names and birth date agree wholly. Of several of whom that is so none is certain,
   * however well one of them fits.
   */
  boolean mayBeMeant() {
    return MUST_AGREE.stream().allMatch(trait -> is(trait, Agreement.AGREES))
        && !is(Trait.SUFFIX, Agreement.DIFFERS);
  }

  /**
   * Whether our own reading confirms what somebody else says of who it is, an identifier or the
   * partner's own matching: names and birth date agree, and nothing of weight speaks against it.
   */
  boolean confirms() {
    return living && mayBeMeant() && !is(Trait.SEX, Agreement.DIFFERS) && !isReachedElsewhere();
  }

  /**
   * Whether a phone or address is another one, and be it in the same place, and none is the same.
   */
  private boolean isReachedElsewhere() {
    return (is(Trait.PHONE, Agreement.DIFFERS)
            || is(Trait.ADDRESS, Agreement.DIFFERS)
            || is(Trait.ADDRESS, Agreement.NEARLY))
        && !is(Trait.PHONE, Agreement.AGREES)
        && !is(Trait.ADDRESS, Agreement.AGREES);
  }

  /**
   * Whether it is somebody else, or nobody who lives, whatever identifier they have: a twin's, or a
   * mistyped one. A changed family name is none of it.
   */
  boolean isSomebodyElse() {
    return !living
        || is(Trait.GIVEN, Agreement.DIFFERS)
        || is(Trait.SUFFIX, Agreement.DIFFERS)
        || is(Trait.SEX, Agreement.DIFFERS);
  }

  /**
   * Whether that one, too, may be the participant, so that a person must tell them apart: one who
   * fits as well; who has each of the participant's names where this one has not; or a twin of the
   * same first name, whose chart this may be as far as its further names tell.
   */
  boolean hasRival(Demographics other) {
    return (!other.isSomebodyElse() && other.score() >= score() - HAIR)
        || (other.isNamesake() && NameMatch.mayBeOne(patient, other.patient))
        || (other.mayBeTheirs() && other.hasAllNames() && !hasAllNames());
  }

  /** Whether the chart has each given name of the participant. */
  boolean hasAllNames() {
    return name.hasAllOfOurs();
  }

  private boolean mayBeTheirs() {
    return !isSomebodyElse()
        && !is(Trait.FAMILY, Agreement.DIFFERS)
        && !is(Trait.BIRTH_DATE, Agreement.DIFFERS);
  }

  private boolean isNamesake() {
    return name.firstAgrees()
        && !is(Trait.GIVEN, Agreement.AGREES)
        && !is(Trait.FAMILY, Agreement.DIFFERS)
        && is(Trait.BIRTH_DATE, Agreement.AGREES);
  }

  boolean is(Trait trait, Agreement fit) {
    return fits.get(trait) == fit;
  }

  /** The partner's own reference to the patient. */
  String reference() {
    return MergeFollower.reference(patient);
  }

  /** For the person who decides: names of traits, never values. */
  Candidate candidate() {
    var agrees =
        Stream.concat(
            words(Agreement.AGREES), words(Agreement.NEARLY).map(word -> "nearly-" + word));
    var differs =
        Stream.concat(words(Agreement.DIFFERS), living ? Stream.of() : Stream.of("living"));
    return new Candidate(
        reference(),
        score(),
        agrees.collect(toUnmodifiableList()),
        differs.collect(toUnmodifiableList()));
  }

  private Stream<String> words(Agreement fit) {
    return fits.entrySet().stream()
        .filter(entry -> entry.getValue() == fit)
        .map(entry -> entry.getKey().word());
  }
}
