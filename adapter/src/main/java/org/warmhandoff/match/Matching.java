package org.warmhandoff.match;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Patient;
import org.warmhandoff.flow.port.Link;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Participant.KnownAs;

/**
 * Finds our participant among a partner's patients: by an identifier the partner gave, else by
 * exactly one certain match of demographics. Anything less is for a person to decide.
 */
public final class Matching {

  /** What came of it: a link, or why a person must decide. */
  public sealed interface Found {

    /** Exactly one, and certain. */
    record Certain(Link link) implements Found {}

    /** Not certain; the reason names nobody. */
    record NotCertain(String reason) implements Found {}
  }

  /** The questions a matching asks of a partner. */
  public interface Patients {

    /** Everybody with this identifier. */
    List<Patient> byIdentifier(String system, String value);

    /** Everybody with this family name and birth date, as far as the partner's search goes. */
    List<Patient> byFamilyAndBirthDate(String family, String birthDate);
  }

  private final List<String> identifierSystems;

  /**
   * Matching at one partner.
   *
   * @param identifierSystems name spaces of the identifiers it gives
   */
  public Matching(List<String> identifierSystems) {
    this.identifierSystems = List.copyOf(identifierSystems);
  }

  /** Who the participant is there. */
  public Found find(Participant participant, Patients patients) {
    return byIdentifier(participant, patients)
        .orElseGet(() -> byDemographics(participant, patients));
  }

  private Optional<Found> byIdentifier(Participant participant, Patients patients) {
    var hits =
        participant.identifiers().stream()
            .filter(known -> identifierSystems.contains(known.system()))
            .flatMap(
                known ->
                    patients.byIdentifier(known.system(), known.value()).stream()
                        .filter(patient -> has(patient, known)))
            .filter(Matching::inUse)
            .toList();
    if (hits.isEmpty()) {
      return Optional.empty();
    }
    if (hits.stream().map(Matching::reference).distinct().count() > 1) {
      return Optional.of(new Found.NotCertain("several patients have the identifier"));
    }
    var patient = hits.get(0);
    return Optional.of(
        Demographics.compare(participant, patient).birthDate()
            ? new Found.Certain(new Link(reference(patient), Link.How.IDENTIFIER))
            : new Found.NotCertain("the patient with the identifier has another birth date"));
  }

  /** A server that ignores what it was asked for finds anybody. */
  private static boolean has(Patient patient, KnownAs known) {
    return patient.getIdentifier().stream()
        .anyMatch(
            one -> known.system().equals(one.getSystem()) && known.value().equals(one.getValue()));
  }

  private static Found byDemographics(Participant participant, Patients patients) {
    var candidates =
        patients
            .byFamilyAndBirthDate(participant.name().family(), participant.birthDate().toString())
            .stream()
            .filter(Matching::inUse)
            .filter(patient -> Demographics.compare(participant, patient).mayBeMeant())
            .toList();
    if (candidates.isEmpty()) {
      return new Found.NotCertain("no patient of that name and birth date");
    }
    if (candidates.size() > 1) {
      return new Found.NotCertain(candidates.size() + " patients of that name and birth date");
    }
    var only = candidates.get(0);
    return Demographics.compare(participant, only).certain()
        ? new Found.Certain(new Link(reference(only), Link.How.DEMOGRAPHICS))
        : new Found.NotCertain("one patient of that name and birth date, but not all else agrees");
  }

  private static boolean inUse(Patient patient) {
    return !patient.hasActive() || patient.getActive();
  }

  private static String reference(Patient patient) {
    return "Patient/" + patient.getIdElement().getIdPart();
  }
}
