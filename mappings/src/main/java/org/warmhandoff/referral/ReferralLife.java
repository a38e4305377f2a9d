package org.warmhandoff.referral;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.referral.ReferralTransitions.Who;

/**
 * Where a referral is in its life at the partner that has it. What a side says is taken into it
 * where the table of {@link ReferralTransitions} allows that, and is refused where it does not: a
 * life that is refused a change is as it was.
 *
 * @param askedToStop whether the program has asked the partner to end it (business status 5.2 of <a
 *     href="http://hl7.org/fhir/us/bser/">BSeR</a>): from then on the partner may, however far it
 *     is
 */
public record ReferralLife(State state, boolean askedToStop) {

  private static final Set<State> STOPPED = Set.of(State.CANCELLED, State.ENTERED_IN_ERROR);

  /** What becomes of something that a side says. */
  public enum Verdict {
    /** It stands so already. */
    SAME,
    /** One step of the table. */
    STEP,
    /** Several steps of the same side, of which only the last was seen; such as a walk-in. */
    SKIPPING,
    /** No steps of that side lead there: a person must look. */
    REFUSED
  }

  /**
   * What a side said, and what it comes to.
   *
   * @param life as it is now; the same as before where nothing changed or the change was refused
   */
  public record Change(ReferralLife life, State said, Verdict verdict) {

    public Change {
      requireNonNull(life);
      requireNonNull(said);
      requireNonNull(verdict);
    }

    /** Whether it stands otherwise than before. */
    public boolean isApplied() {
      return verdict == Verdict.STEP || verdict == Verdict.SKIPPING;
    }
  }

  public ReferralLife {
    requireNonNull(state);
  }

  /** As it begins: asked, and nothing was said to it. */
  public static ReferralLife requested() {
    return new ReferralLife(State.REQUESTED, false);
  }

  /** The same after the program has asked the partner to end it. */
  public ReferralLife asked() {
    return new ReferralLife(state, true);
  }

  /** What that side's saying so makes of it. */
  public Change said(State to, Who who) {
    var verdict = verdict(to, who);
    var applied = verdict == Verdict.STEP || verdict == Verdict.SKIPPING;
    return new Change(applied ? new ReferralLife(to, askedToStop) : this, to, verdict);
  }

  private Verdict verdict(State to, Who who) {
    if (to == State.NOT_UNDERSTOOD) {
      return Verdict.REFUSED;
    }
    if (to == state) {
      return Verdict.SAME;
    }
    if (ReferralTransitions.isLegal(state, to, who) || isStopped(to)) {
      return isWalkIn(to) ? Verdict.SKIPPING : Verdict.STEP;
    }
    return isGuessed(to, who) ? Verdict.SKIPPING : Verdict.REFUSED;
  }

  /** Whoever was asked to stop may, and what the program itself withdrew stands withdrawn. */
  private boolean isStopped(State to) {
    return askedToStop && STOPPED.contains(to) && !state.isFinal();
  }

  /** Standards name it legal, and to be kept as steps that were left out. */
  private boolean isWalkIn(State to) {
    return state == State.REQUESTED && to == State.COMPLETED;
  }

  /** That it was called off nobody concludes from steps that nobody saw. */
  private boolean isGuessed(State to, Who who) {
    return !STOPPED.contains(to) && ReferralTransitions.isReachable(state, to, who);
  }
}
