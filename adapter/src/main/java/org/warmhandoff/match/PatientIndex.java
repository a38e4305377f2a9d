package org.warmhandoff.match;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Patient;
import org.warmhandoff.record.Participant;

/** The questions a matching asks of a partner. */
public interface PatientIndex {

  /** Everybody with this identifier; nobody where the partner does not search so. */
  List<Patient> byIdentifier(String system, String value);

  /**
   * Everybody whom that search finds, as far as the partner's search goes.
   *
   * @return empty where the partner does not search so, or finds more than can be looked through
   */
  Optional<List<Patient>> search(Search search);

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
