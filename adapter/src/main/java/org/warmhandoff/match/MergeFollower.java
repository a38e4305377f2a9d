package org.warmhandoff.match;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Patient.PatientLinkComponent;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Participant.KnownAs;

/**
 * Finds a partner's patients; one that was merged is replaced by the patient it was merged into.
 */
final class MergeFollower {

  /** <a href="https://hl7.org/fhir/R4/datatypes.html#id">id</a> */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

  private static final int LONGEST_CHAIN = 5;

  private final PatientIndex patients;

  MergeFollower(PatientIndex patients) {
    this.patients = patients;
  }

  /**
   * Those with the identifier. Servers that ignore the parameter answer others, who are dropped.
   */
  Stream<Patient> byIdentifier(KnownAs known) {
    return now(
        patients.byIdentifier(known.system(), known.value()).stream()
            .filter(patient -> has(patient, known))
            .toList());
  }

  /** One that is not in force any more may be somebody else's by now. */
  private static boolean has(Patient patient, KnownAs known) {
    return patient.getIdentifier().stream()
        .filter(one -> one.getUse() != IdentifierUse.OLD && !one.getPeriod().hasEnd())
        .anyMatch(
            one -> known.system().equals(one.getSystem()) && known.value().equals(one.getValue()));
  }

  /** Whom that search finds; empty where it is of no use there. */
  Optional<Stream<Patient>> search(Search search) {
    return patients.search(search).map(this::now);
  }

  /** The same of a wide search, without following those who are not in use. */
  Optional<Stream<Patient>> inUse(Search search) {
    return patients
        .search(search)
        .map(found -> now(found.stream().filter(one -> !isReplaced(one)).toList()));
  }

  /** Whom the partner's own operation calls certain, as they stand in its charts. */
  List<Patient> match(Participant participant) {
    return now(patients.match(participant).stream()
            .filter(patient -> patient.getIdElement().hasIdPart())
            .flatMap(patient -> patients.read(reference(patient)).stream())
            .toList())
        .toList();
  }

  boolean mayCreate() {
    return patients.mayCreate();
  }

  Optional<String> create(Participant participant) {
    return patients.create(participant);
  }

  private Stream<Patient> now(List<Patient> found) {
    return found.stream()
        .filter(patient -> patient.getIdElement().hasIdPart())
        .flatMap(patient -> now(patient, patients::read).stream())
        .collect(
            Collectors.toMap(
                MergeFollower::reference,
                Function.identity(),
                (one, again) -> one,
                LinkedHashMap::new))
        .values()
        .stream();
  }

  /** Followed to whom the patient was merged into; empty for one who is not in use. */
  static Optional<Patient> now(Patient patient, Function<String, Optional<Patient>> read) {
    var current = Optional.of(patient);
    for (var step = 0;
        step < LONGEST_CHAIN && current.filter(MergeFollower::isReplaced).isPresent();
        step++) {
      current = current.flatMap(MergeFollower::replacedBy).flatMap(read);
    }
    return current.filter(one -> !isReplaced(one)).filter(MergeFollower::inUse);
  }

  private static boolean isReplaced(Patient patient) {
    return replacements(patient).findAny().isPresent();
  }

  private static Stream<PatientLinkComponent> replacements(Patient patient) {
    return patient.getLink().stream().filter(link -> link.getType() == LinkType.REPLACEDBY);
  }

  /** As the partner says it: what it says of another system's patients is for {@code read}. */
  private static Optional<String> replacedBy(Patient patient) {
    return replacements(patient)
        .map(link -> link.getOther().getReferenceElement())
        .filter(other -> "Patient".equals(other.getResourceType()) && other.hasIdPart())
        .filter(other -> ID.matcher(other.getIdPart()).matches())
        .map(IIdType::getValue)
        .findFirst();
  }

  private static boolean inUse(Patient patient) {
    return !Boolean.FALSE.equals(patient.getActiveElement().getValue());
  }

  static String reference(Patient patient) {
    return "Patient/" + patient.getIdElement().getIdPart();
  }
}
