package org.warmhandoff.match;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Patient;
import org.warmhandoff.config.Config.MatchingConfig;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.flow.port.Candidate;
import org.warmhandoff.flow.port.Link;
import org.warmhandoff.record.Participant;

/**
 * Finds our participant among a partner's patients: by an identifier the partner gave, else by its
 * {@code $match}, else by exactly one certain match of demographics. Anything less is for a person
 * to decide, who is shown who may be meant and why.
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
  public Found find(Participant participant, Patients patients) {
    var there = new Current(patients);
    return byIdentifier(participant, there)
        .or(() -> byOperation(participant, there))
        .orElseGet(() -> byDemographics(participant, there));
  }

  private Optional<Found> byIdentifier(Participant participant, Current there) {
    var hits = new LinkedHashMap<String, Patient>();
    participant.identifiers().stream()
        .filter(known -> theirs.identifierSystems().contains(known.system()))
        .flatMap(known -> there.byIdentifier(known))
        .forEach(patient -> hits.put(Current.reference(patient), patient));
    if (hits.isEmpty()) {
      return Optional.empty();
    }
    var compared =
        hits.values().stream().map(one -> Demographics.compare(participant, one)).toList();
    if (compared.size() > 1) {
      return Optional.of(notCertain("several patients have the identifier", compared));
    }
    var only = compared.get(0);
    if (!only.is(Trait.BIRTH_DATE, Fit.AGREES)) {
      return Optional.of(
          notCertain("the patient with the identifier has another birth date", compared));
    }
    if (only.isSomebodyElse()) {
      return Optional.of(
          notCertain("the patient with the identifier is not the participant", compared));
    }
    return Optional.of(
        unlessAnotherFitsBetter(participant, only, there)
            .orElseGet(() -> certain(only, Link.How.IDENTIFIER)));
  }

  /** A given name that nearly agrees is a slip of the pen, or a twin's whose own chart agrees. */
  private static Optional<Found> unlessAnotherFitsBetter(
      Participant participant, Demographics only, Current there) {
    if (only.is(Trait.GIVEN, Fit.AGREES)) {
      return Optional.empty();
    }
    var better =
        compared(participant, there.named(participant))
            .filter(Demographics::mayBeMeant)
            .filter(other -> !other.reference().equals(only.reference()))
            .toList();
    return better.isEmpty()
        ? Optional.empty()
        : Optional.of(
            notCertain(
                "another patient fits better than the one that was found",
                Stream.concat(Stream.of(only), better.stream()).toList()));
  }

  /**
   * The patient as it is now: one that was merged into others is the last of them.
   *
   * @param read finds patients by the partner's references; empty for another system's
   * @return empty where it is not in use any more
   */
  public static Optional<Patient> inUse(Patient patient, Function<String, Optional<Patient>> read) {
    return Current.now(patient, read);
  }

  /** Whether nothing that the patient's chart says speaks against its being the participant. */
  public static boolean mayBe(Participant participant, Patient patient) {
    var compared = Demographics.compare(participant, patient);
    return !compared.is(Trait.BIRTH_DATE, Fit.DIFFERS) && !compared.isSomebodyElse();
  }

  /**
   * The partner's own judgement, where it has one: only a single certain one, and only if nothing
   * of it speaks against that.
   *
   * @see <a href="https://hl7.org/fhir/R4/patient-operation-match.html">$match</a>
   */
  private Optional<Found> byOperation(Participant participant, Current there) {
    var certain = there.match(participant);
    if (certain.size() != 1) {
      return Optional.empty();
    }
    var only = Demographics.compare(participant, certain.get(0));
    return only.is(Trait.BIRTH_DATE, Fit.DIFFERS)
            || only.is(Trait.FAMILY, Fit.DIFFERS)
            || only.isSomebodyElse()
        ? Optional.of(
            notCertain("what the partner matched for certain does not agree", List.of(only)))
        : Optional.of(
            unlessAnotherFitsBetter(participant, only, there)
                .orElseGet(() -> certain(only, Link.How.MATCH_OPERATION)));
  }

  private Found byDemographics(Participant participant, Current there) {
    var named = there.named(participant).toList();
    var meant = compared(participant, named.stream()).filter(Demographics::mayBeMeant).toList();
    if (meant.size() == 1 && meant.get(0).certain(thresholds.certain())) {
      return certain(meant.get(0), Link.How.DEMOGRAPHICS);
    }
    var all =
        compared(participant, Stream.concat(named.stream(), there.like(participant)))
            .filter(one -> one.mayBeMeant() || one.scores(thresholds.possible()))
            .sorted(comparing(Demographics::score).reversed())
            .toList();
    return all.isEmpty() && theirs.mayBeCreated() && there.mayCreate()
        ? created(participant, there)
        : notCertain(reason(meant.size()), all);
  }

  private static Found created(Participant participant, Current there) {
    return there
        .create(participant)
        .<Found>map(patient -> new Found.Certain(new Link(patient, Link.How.CREATED)))
        .orElseGet(
            () -> notCertain("the patient with our identifier is not in use any more", List.of()));
  }

  /** Each patient once. Who is of that name and birth date counts, however little else agrees. */
  private static Stream<Demographics> compared(Participant participant, Stream<Patient> patients) {
    var each =
        patients.collect(
            toMap(Current::reference, one -> one, (one, again) -> one, LinkedHashMap::new));
    return each.values().stream().map(one -> Demographics.compare(participant, one));
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
    return new Found.NotCertain(reason, compared.stream().map(Demographics::candidate).toList());
  }
}
