package org.warmhandoff.match;

import static java.util.Comparator.comparing;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Patient;
import org.warmhandoff.config.Config.MatchingConfig;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.flow.message.Candidate;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.record.Participant;

/**
 * Finds our participant among a partner's patients: by an identifier the partner gave, by its
 * {@code $match} or by demographics, and never against our own reading of who it is. Anything less
 * is for a person to decide, who is shown who may be meant and why.
 */
public final class Matching {

  /** What came of it: a link, or why a person must decide. */
  public sealed interface Found {

    /** Exactly one, and certain. */
    record Certain(Link link) implements Found {}

    /**
     * Not certain.
     *
     * @param reason names nobody
     * @param candidates the best first; empty where nobody there may be meant
     */
    record NotCertain(String reason, List<Candidate> candidates) implements Found {

      public NotCertain {
        candidates = List.copyOf(candidates);
      }
    }
  }

  private static final String NOT_AS_MATCHED =
      "what the partner matched for certain does not agree";
  private static final String CANNOT_BE_SEARCHED =
      "the partner cannot be searched for patients of that name";
  private static final String MATCHED_ANOTHER =
      "the partner's own matching is certain of another patient";

  private final PartnerConfig.Patients theirs;
  private final MatchingConfig thresholds;

  /**
   * Matching at one partner.
   *
   * @param theirs what is known of its patients
   */
  public Matching(PartnerConfig.Patients theirs, MatchingConfig thresholds) {
    this.theirs = theirs;
    this.thresholds = thresholds;
  }

  /** Who the participant is there. */
  public Found find(Participant participant, PatientIndex patients) {
    var there = new MergeFollower(patients);
    var looking = new PatientSearch(participant, there);
    var identified = looking.add(identified(participant, there));
    if (!identified.isEmpty()) {
      return byIdentifier(identified, looking.byName().everySpelling());
    }
    var claimed = looking.matched();
    var matched = claimed.filter(one -> !isOther(one));
    return byName(matched, looking.byName().everySpelling())
        .or(() -> byName(matched, looking.wider()))
        .or(() -> claimed.map(one -> notCertain(NOT_AS_MATCHED, shown(looking.seen(), one))))
        .orElseGet(() -> nobody(participant, looking, there));
  }

  private List<Patient> identified(Participant participant, MergeFollower there) {
    return participant.identifiers().stream()
        .filter(known -> theirs.identifierSystems().contains(known.system()))
        .flatMap(there::byIdentifier)
        .toList();
  }

  /**
   * An identifier may be mistyped, a twin's, or given to somebody else since. So it decides only if
   * our own reading confirms it and nobody else fits as well.
   */
  private Found byIdentifier(List<Demographics> identified, PatientSearch looking) {
    if (identified.size() > 1) {
      return notCertain("several patients have the identifier", looking.seen());
    }
    var only = identified.get(0);
    if (!isConfirmed(only, looking)) {
      return notCertain(whyNot(only), shown(looking.wider().seen(), only));
    }
    return others(only, looking).anyMatch(only::hasRival)
        ? notCertain("another patient fits as well as the one with the identifier", looking.seen())
        : certain(only, Link.How.IDENTIFIER);
  }

  /**
   * Where nobody can be searched by name, nobody knows who else is there: then all must agree, each
   * of the given names as well.
   */
  private boolean isConfirmed(Demographics one, PatientSearch looking) {
    return looking.isAnswered()
        ? one.confirms()
        : one.certain(thresholds.certain()) && one.hasAllNames();
  }

  private static String whyNot(Demographics only) {
    return only.is(Trait.BIRTH_DATE, Agreement.DIFFERS)
        ? "the patient with the identifier has another birth date"
        : "the patient with the identifier is not the participant for certain";
  }

  private static Stream<Demographics> others(Demographics one, PatientSearch looking) {
    return looking.seen().stream().filter(other -> !other.reference().equals(one.reference()));
  }

  /**
   * The patient as it is now: one that was merged into others is the last of them.
   *
   * @param read finds patients by the partner's references; empty for another system's
   * @return empty where it is not in use any more
   */
  public static Optional<Patient> inUse(Patient patient, Function<String, Optional<Patient>> read) {
    return MergeFollower.now(patient, read);
  }

  /** Whether nothing that the patient's chart says speaks against its being the participant. */
  public static boolean mayBe(Participant participant, Patient patient) {
    var compared = Demographics.compare(participant, patient);
    return !compared.is(Trait.BIRTH_DATE, Agreement.DIFFERS) && !compared.isSomebodyElse();
  }

  /** Whom the partner takes for the participant against all that we know: no witness at all. */
  private static boolean isOther(Demographics matched) {
    return matched.isSomebodyElse() || matched.is(Trait.BIRTH_DATE, Agreement.DIFFERS);
  }

  /**
   * The single one of that name and birth date, if that is certain. The partner's own judgement is
   * one witness, never the judge: it may stand in for a phone or an address, and whom it means
   * besides is for a person.
   *
   * @param matched whom the partner's {@code $match} is certain of
   * @return empty where nobody of that name and birth date was seen
   * @see <a href="https://hl7.org/fhir/R4/patient-operation-match.html">$match</a>
   */
  private Optional<Found> byName(Optional<Demographics> matched, PatientSearch looking) {
    var meant = looking.meant();
    if (meant.isEmpty()) {
      return Optional.empty();
    }
    var only = meant.get(0);
    if (meant.size() > 1 || others(only, looking).anyMatch(only::hasRival)) {
      return Optional.of(notCertain(reason(meant.size()), shown(looking.seen(), only)));
    }
    if (matched.isPresent() && !matched.get().reference().equals(only.reference())) {
      return Optional.of(notCertain(MATCHED_ANOTHER, shown(looking.seen(), only)));
    }
    return Optional.of(single(only, matched.isPresent(), looking));
  }

  private Found single(Demographics only, boolean matched, PatientSearch looking) {
    if (matched && isConfirmed(only, looking)) {
      return certain(only, Link.How.MATCH_OPERATION);
    }
    return looking.isAnswered() && only.certain(thresholds.certain())
        ? certain(only, Link.How.DEMOGRAPHICS)
        : notCertain(reason(1), shown(looking.seen(), only));
  }

  private Found nobody(Participant participant, PatientSearch looking, MergeFollower there) {
    var possible =
        looking.seen().stream().filter(one -> one.scores(thresholds.possible())).toList();
    if (!possible.isEmpty()) {
      return notCertain(reason(0), possible);
    }
    if (!looking.isAnswered()) {
      return notCertain(CANNOT_BE_SEARCHED, List.of());
    }
    return theirs.mayBeCreated() && there.mayCreate()
        ? created(participant, there)
        : notCertain(reason(0), List.of());
  }

  private static Found created(Participant participant, MergeFollower there) {
    return there
        .create(participant)
        .<Found>map(patient -> new Found.Certain(new Link(patient, Link.How.CREATED)))
        .orElseGet(
            () ->
                notCertain(
                    "a patient with our identifier is not in use any more, or may be there and is not shown",
                    List.of()));
  }

  /** Who may be meant, and the one whom it is about in any case. */
  private List<Demographics> shown(List<Demographics> seen, Demographics only) {
    return seen.stream()
        .filter(
            one ->
                one.mayBeMeant()
                    || one.scores(thresholds.possible())
                    || one.reference().equals(only.reference()))
        .toList();
  }

  private static String reason(int meant) {
    if (meant == 0) {
      return "no patient of that name and birth date";
    }
    return meant == 1
        ? "one patient of that name and birth date, but not all else agrees"
        : meant + " patients of that name and birth date";
  }

  private static Found certain(Demographics one, Link.How how) {
    return new Found.Certain(new Link(one.reference(), how));
  }

  private static Found notCertain(String reason, List<Demographics> compared) {
    return new Found.NotCertain(
        reason,
        compared.stream()
            .sorted(comparing(Demographics::score).reversed())
            .map(Demographics::candidate)
            .toList());
  }
}
