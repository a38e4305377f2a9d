package org.warmhandoff.followup.subscription;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/**
 * A partner's call.
 *
 * @param type of the resources whose subscription it is that calls, such as {@code Task}; empty
 *     where that is not known
 * @param names such as {@code Task/88}; empty where it does not say
 * @param isNotice whether it says that there is nothing new
 * @param count where it says how many events it has told of; empty where it does not
 */
public record HookCall(
    String partner,
    Optional<String> type,
    Set<String> names,
    boolean isNotice,
    Optional<EventCount> count) {

  /**
   * Where a subscription stands.
   *
   * @param sinceStart events since the subscription began, those in this call counted in
   * @param told events in this call
   */
  public record EventCount(long sinceStart, int told) {

    /** Whether it tells of what comes next after so many, or of the same once more. */
    boolean follows(long before) {
      return !beginsAgain(before) && beforeIt() <= before;
    }

    /** Whether there were more before. */
    boolean beginsAgain(long before) {
      return sinceStart < before;
    }

    /** How many there were before those in this call. */
    long beforeIt() {
      return sinceStart - told;
    }
  }

  public HookCall {
    requireNonNull(partner);
    requireNonNull(type);
    names = Set.copyOf(names);
    requireNonNull(count);
  }

  /** One that says nothing of itself. */
  public static HookCall about(String partner, Set<String> names) {
    return new HookCall(partner, Optional.empty(), names, false, Optional.empty());
  }
}
