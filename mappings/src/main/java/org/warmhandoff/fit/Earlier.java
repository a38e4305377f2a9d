package org.warmhandoff.fit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.warmhandoff.record.ProgramRecord;

/**
 * An earlier version of a record, which a partner holds.
 *
 * @param form in which it was handed over
 * @param remote the partner's own reference to its main resource, such as {@code
 *     DocumentReference/77}, if it is known
 */
public record Earlier(ProgramRecord record, Form form, Optional<String> remote) {

  public Earlier {
    requireNonNull(record);
    requireNonNull(form);
    requireNonNull(remote);
  }

  /** Whether resources of its own kinds stand there. */
  boolean hasResources() {
    return switch (form) {
      case GRAPH, SINGLE_WRITES, PARTS -> true;
      case DOCUMENT, MESSAGE, FHIR_MESSAGE, BY_HAND -> false;
    };
  }

  /** Whether a document of that version stands there. */
  boolean hasDocument() {
    return switch (form) {
      case PARTS, DOCUMENT -> true;
      case GRAPH, SINGLE_WRITES, MESSAGE, FHIR_MESSAGE, BY_HAND -> false;
    };
  }

  /** The partner's own reference to that document, if it is known. */
  Optional<String> document() {
    return remote.filter(reference -> reference.startsWith("DocumentReference/"));
  }
}
