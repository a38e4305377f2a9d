package org.warmhandoff.match;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Patient;
import org.warmhandoff.record.Participant;

/** The questions a matching asks of a partner. */
public interface Patients {

  /** Everybody with this identifier. */
  List<Patient> byIdentifier(String system, String value);

  /** Everybody with this family name and birth date, as far as the partner's search goes. */
  List<Patient> byFamilyAndBirthDate(String family, String birthDate);

  /** Everybody with this given name and birth date, as far as the partner's search goes. */
  List<Patient> byGivenAndBirthDate(String given, String birthDate);

  /** Whom the partner's {@code $match} calls certain; empty where it offers none. */
  List<Patient> match(Participant participant);

  /**
   * The patient of that reference, such as {@code Patient/123}; empty where it is not there any
   * more, or is another system's.
   */
  Optional<Patient> read(String reference);

  /**
   * Creates the participant as a new patient, unless one with our own identifier is there already.
   *
   * @return the reference, such as {@code Patient/123}; empty where the one with our identifier is
   *     not in use any more
   */
  Optional<String> create(Participant participant);

  /** Whether patients can be created there so that they are found again. */
  boolean mayCreate();
}
