package org.warmhandoff.referral;

import static org.warmhandoff.record.ReferralStatus.State.ACCEPTED;
import static org.warmhandoff.record.ReferralStatus.State.CANCELLED;
import static org.warmhandoff.record.ReferralStatus.State.COMPLETED;
import static org.warmhandoff.record.ReferralStatus.State.ENTERED_IN_ERROR;
import static org.warmhandoff.record.ReferralStatus.State.FAILED;
import static org.warmhandoff.record.ReferralStatus.State.IN_PROGRESS;
import static org.warmhandoff.record.ReferralStatus.State.NO_SHOW;
import static org.warmhandoff.record.ReferralStatus.State.ON_HOLD;
import static org.warmhandoff.record.ReferralStatus.State.RECEIVED;
import static org.warmhandoff.record.ReferralStatus.State.REJECTED;
import static org.warmhandoff.record.ReferralStatus.State.SCHEDULED;

import java.util.HashSet;
import java.util.Set;
import org.warmhandoff.record.ReferralStatus.State;

/**
 * From which state of a referral who may lead it to which: what BSeR, Gravity's SDOH Clinical Care
 * and Clinical Order Workflows allow together.
 */
public final class ReferralTransitions {

  /** The two sides of a referral. */
  public enum Who {
    /** The program. */
    REQUESTER,
    /** The partner. */
    RECIPIENT
  }

  private ReferralTransitions() {}

  /** Whether that is one step, or none: saying the same again is always legal. */
  public static boolean isLegal(State from, State to, Who who) {
    return from == to || next(from, who).contains(to);
  }

  /**
   * Whether steps of that side lead there, each of them forward. Who looks from time to time does
   * not see every step; that one of them went back nobody concludes.
   */
  public static boolean isReachable(State from, State to, Who who) {
    return reachable(from, who, new HashSet<>()).contains(to);
  }

  private static Set<State> reachable(State from, Who who, Set<State> seen) {
    if (seen.add(from)) {
      next(from, who).stream()
          .filter(state -> state.compareTo(from) > 0)
          .forEach(state -> reachable(state, who, seen));
    }
    return seen;
  }

  private static Set<State> next(State from, Who who) {
    return switch (who) {
      case REQUESTER -> byRequester(from);
      case RECIPIENT -> byRecipient(from);
    };
  }

  /**
   * COW: the placer cancels only before it is under way. From then on the program can only ask the
   * partner to stop.
   */
  private static Set<State> byRequester(State from) {
    return switch (from) {
      case REQUESTED -> Set.of(CANCELLED, ENTERED_IN_ERROR);
      case RECEIVED, ACCEPTED, SCHEDULED, NO_SHOW, ON_HOLD -> Set.of(CANCELLED);
      case IN_PROGRESS, REJECTED, COMPLETED, FAILED, CANCELLED, ENTERED_IN_ERROR, NOT_UNDERSTOOD ->
          Set.of();
    };
  }

  /**
   * A participant may walk in before anybody answered; an appointment may be called off. Work that
   * is under way is cancelled only where the program has asked for it, which {@link ReferralLife}
   * knows.
   */
  private static Set<State> byRecipient(State from) {
    return switch (from) {
      case REQUESTED -> Set.of(RECEIVED, ACCEPTED, REJECTED, COMPLETED);
      case RECEIVED -> Set.of(ACCEPTED, REJECTED);
      case ACCEPTED -> Set.of(SCHEDULED, IN_PROGRESS, ON_HOLD, COMPLETED, FAILED, REJECTED);
      case SCHEDULED ->
          Set.of(ACCEPTED, NO_SHOW, IN_PROGRESS, ON_HOLD, COMPLETED, FAILED, REJECTED, CANCELLED);
      case NO_SHOW, ON_HOLD ->
          Set.of(SCHEDULED, IN_PROGRESS, ON_HOLD, COMPLETED, FAILED, CANCELLED);
      case IN_PROGRESS -> Set.of(SCHEDULED, NO_SHOW, ON_HOLD, COMPLETED, FAILED);
      case REJECTED, COMPLETED, FAILED, CANCELLED, ENTERED_IN_ERROR, NOT_UNDERSTOOD -> Set.of();
    };
  }
}
