package org.warmhandoff.flow.holdings;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.warmhandoff.record.PartnerChange.Difference;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.Words;

/**
 * Something at a partner that is not as the store says. Tells places and codes, no content.
 *
 * @param record of ours that it is about; empty where it is none of ours
 * @param delivery by which the partner has it; empty where we believe that it has not
 * @param id the partner's own id of what stands there, or stood
 * @param version of what stands there; empty where nothing does, or the partner keeps none
 * @param standsOn the patient that it hangs on, where that is another one
 * @param differences between what was sent and what is there
 * @param digest by which these are known again; empty where there are none
 */
public record Discrepancy(
    Kind kind,
    Optional<RecordKey> record,
    OptionalLong delivery,
    String type,
    String identifier,
    String id,
    Optional<String> version,
    Optional<String> standsOn,
    List<Difference> differences,
    Optional<String> digest) {

  /** What is wrong, the worst first. */
  public enum Kind {
    /** It stands in the chart of somebody else. */
    WRONG_PATIENT,
    /** It is not there, or not any more. */
    MISSING,
    /** It does not say any more what was sent. */
    DIFFERENT,
    /** It stands there and should not, or twice. */
    EXTRA,
    /**
     * The partner's own, about a crisis of this participant: nothing is wrong, staff should know.
     */
    NEWS,
    /**
     * It stands there as the partner kept it when it was delivered, which is not as it was sent.
     */
    KEPT_DIFFERENTLY;

    /** As the operators' API says it, such as {@code wrong-patient}. */
    public String word() {
      return Words.word(this);
    }
  }

  public Discrepancy {
    requireNonNull(kind);
    requireNonNull(record);
    requireNonNull(delivery);
    requireNonNull(type);
    requireNonNull(identifier);
    requireNonNull(id);
    requireNonNull(version);
    requireNonNull(standsOn);
    differences = List.copyOf(differences);
    requireNonNull(digest);
  }

  /** One without differences between what was sent and what is there. */
  public Discrepancy(
      Kind kind,
      Optional<RecordKey> record,
      OptionalLong delivery,
      String type,
      String identifier,
      String id,
      Optional<String> version,
      Optional<String> standsOn) {
    this(
        kind,
        record,
        delivery,
        type,
        identifier,
        id,
        version,
        standsOn,
        List.of(),
        Optional.empty());
  }

  /** Whether it is what was found before, and nothing has changed since. */
  public boolean isSameAs(Discrepancy before) {
    return kind == before.kind
        && id.equals(before.id)
        && standsOn.equals(before.standsOn)
        && digest.equals(before.digest)
        && (kind != Kind.DIFFERENT || digest.isPresent());
  }

  /** Where it is there, such as {@code CarePlan/88}. */
  public String address() {
    return type + "/" + id;
  }
}
