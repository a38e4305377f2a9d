package org.warmhandoff.fit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import org.warmhandoff.fhir.base.Edition;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;

/**
 * An earlier edition of a record, which a partner holds.
 *
 * @param edition which it is of the record's version
 * @param known what the partner might know when it was told; empty where that was not kept
 * @param form in which it was handed over
 * @param remote the partner's own reference to its main resource, such as {@code
 *     DocumentReference/77}, if it is known
 */
public record HeldEdition(
    ProgramRecord record,
    Edition edition,
    Optional<Set<Sensitivity>> known,
    Form form,
    Optional<String> remote) {

  public HeldEdition {
    requireNonNull(record);
    requireNonNull(edition);
    requireNonNull(known);
    requireNonNull(form);
    requireNonNull(remote);
  }

  /** The first edition of a version, told to somebody who might know what they may know now. */
  public static HeldEdition first(ProgramRecord record, Form form, Optional<String> remote) {
    return new HeldEdition(record, Edition.first(record.version()), Optional.empty(), form, remote);
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
