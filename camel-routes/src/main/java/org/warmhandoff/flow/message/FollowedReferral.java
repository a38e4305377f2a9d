package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.RecordKey;

/**
 * A referral that a partner has and of which it is not known yet how it ended.
 *
 * @param key the version that the partner has
 * @param askedToStop whether the program does not want it any more
 * @param mayAsk whether the partner may be asked of it now
 * @param traces by which it is found there
 */
public record FollowedReferral(
    String partner,
    RecordKey key,
    Priority priority,
    boolean askedToStop,
    boolean mayAsk,
    ReferralTraces traces) {

  /**
   * By which a referral is found at a partner, beside the addresses where it was written.
   *
   * @param participantId whose it is; empty where that is not known
   * @param begun since when the partner has it, by our clock; empty where that is not known
   * @param seen where it was seen there last, such as {@code Task/88}
   * @param severalShown whether more of it may be there than we wrote, and is to be searched for
   */
  public record ReferralTraces(
      Optional<String> participantId,
      Optional<Instant> begun,
      Set<String> seen,
      boolean severalShown) {

    public ReferralTraces {
      requireNonNull(participantId);
      requireNonNull(begun);
      seen = Set.copyOf(seen);
    }

    /** Where nothing more is known than where it was written. */
    public static ReferralTraces none() {
      return new ReferralTraces(Optional.empty(), Optional.empty(), Set.of(), false);
    }
  }

  /** One that is only where it was written. */
  public FollowedReferral(
      String partner, RecordKey key, Priority priority, boolean askedToStop, boolean mayAsk) {
    this(partner, key, priority, askedToStop, mayAsk, ReferralTraces.none());
  }

  public FollowedReferral {
    requireNonNull(partner);
    requireNonNull(key);
    requireNonNull(priority);
    requireNonNull(traces);
  }
}
