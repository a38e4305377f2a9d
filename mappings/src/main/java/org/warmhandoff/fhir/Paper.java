package org.warmhandoff.fhir;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Staff;

/**
 * What a document is made of.
 *
 * @param author empty: the program as a whole
 */
record Paper(
    ProgramRecord record,
    CodeableConcept type,
    Content content,
    Optional<Staff> author,
    ReferredDocumentStatus status) {

  Paper {
    requireNonNull(record);
    requireNonNull(type);
    requireNonNull(content);
    requireNonNull(author);
    requireNonNull(status);
  }
}
