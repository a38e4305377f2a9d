package org.warmhandoff.fhir.paper;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.content.Content;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Staff;

/**
 * What a document is made of.
 *
 * @param author empty: the program as a whole
 */
public record Paper(
    ProgramRecord record,
    CodeableConcept type,
    Content content,
    Optional<Staff> author,
    ReferredDocumentStatus status) {

  public Paper {
    requireNonNull(record);
    requireNonNull(type);
    requireNonNull(content);
    requireNonNull(author);
    requireNonNull(status);
  }

  /** In one line where it comes from, for the foot of every form. */
  String origin(MappingContext context) {
    return "Written by %s on %s. %s. A newer version takes its place."
        .formatted(context.program().name(), context.time(record.recordedAt()), name());
  }

  /** Which version of which record it shows: ids only. */
  String name() {
    return "Record %s, version %s".formatted(record.id(), record.version());
  }
}
