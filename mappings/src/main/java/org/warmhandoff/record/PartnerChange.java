package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a partner, or somebody there, has made of something that the program wrote. Tells places and
 * codes, no text: safe in a log.
 *
 * @param kind of the program's record; empty if it cannot be told
 * @param recordId the program's own id of it
 * @param shownVersion the version of the record that the partner shows
 * @param resource what was looked at
 */
public record PartnerChange(
    Optional<RecordKind> kind,
    Optional<String> recordId,
    Optional<Integer> shownVersion,
    PartnerResource resource,
    List<Difference> differences,
    List<NotUnderstood> notUnderstood) {

  /** What happened to an element. */
  public enum ChangeType {
    STATUS_CHANGED,
    /** Its status or its period says that it is over. */
    ENDED,
    /** An identifier of the program's own is not there any more. */
    IDENTIFIER_GONE,
    MOVED_TO_ANOTHER_PATIENT,
    CHANGED,
    REMOVED,
    ADDED,
    NOTE_ADDED
  }

  /**
   * One difference between what was written and what is there.
   *
   * @param place the element, such as {@code CarePlan.activity[2]}; counted as it was written, or
   *     as it is there if it was added
   * @param from the code that was written, for a status
   * @param to the code that is there, for a status
   */
  public record Difference(
      String place, ChangeType what, Optional<String> from, Optional<String> to) {

    public Difference {
      requireNonNull(place);
      requireNonNull(what);
      requireNonNull(from);
      requireNonNull(to);
    }

    private boolean isOfWhatWasWritten() {
      return switch (what) {
        case NOTE_ADDED -> false;
        case ADDED -> place.startsWith("CarePlan.activity");
        case STATUS_CHANGED, ENDED, IDENTIFIER_GONE, MOVED_TO_ANOTHER_PATIENT, CHANGED, REMOVED ->
            true;
      };
    }

    /** A difference of anything but a status. */
    public Difference(String place, ChangeType what) {
      this(place, what, Optional.empty(), Optional.empty());
    }
  }

  public PartnerChange {
    requireNonNull(kind);
    requireNonNull(recordId);
    requireNonNull(shownVersion);
    requireNonNull(resource);
    differences = List.copyOf(differences);
    notUnderstood = List.copyOf(notUnderstood);
  }

  /**
   * The differences that count against what was written. Who adds a note, or an element that was
   * not written, changes nothing of it; who adds something to be done in a plan does.
   */
  public List<Difference> ofWhatWasWritten() {
    return differences.stream().filter(Difference::isOfWhatWasWritten).toList();
  }

  /** Whether all that was written stands there as it was, and nothing is in doubt. */
  public boolean isUnchanged() {
    return differences.isEmpty() && notUnderstood.isEmpty();
  }
}
