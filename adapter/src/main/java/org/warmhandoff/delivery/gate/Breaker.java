package org.warmhandoff.delivery.gate;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.warmhandoff.attention.Concern;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Reach;

/**
 * Keeps what attempts say of a partner itself: that it is down, back, or wants to be left alone.
 * Opens when it cannot be reached a few times in a row, or when the deliveries of several
 * participants in a row go wrong or are put off; one sick delivery does not hold up the others.
 */
public final class Breaker {

  private static final Duration FIRST_PROBE = Duration.ofSeconds(2);
  private static final Duration LATER_PROBES = Duration.ofSeconds(15);
  private static final Duration LONGEST_HOLD = Duration.ofDays(1);
  private static final Duration WORTH_TELLING = Duration.ofMinutes(15);
  private static final int MOST_DOUBLINGS = 8;

  private final PartnerStates states;
  private final JdbcAttention attention;
  private final Clock clock;
  private final Map<String, FailureStreak> streaks = new ConcurrentHashMap<>();

  /** The breakers of all partners, on this node. */
  public Breaker(PartnerStates states, JdbcAttention attention, Clock clock) {
    this.states = states;
    this.attention = attention;
    this.clock = clock;
  }

  FailureStreak streak(String partner) {
    return streaks.computeIfAbsent(partner, name -> new FailureStreak());
  }

  /** Part of the settling's transaction. */
  void heard(AttemptResult answer) {
    var partner = answer.delivery().partner();
    switch (answer.outcome().reach()) {
      case ANSWERS -> answers(partner);
      case BUSY -> {
        hold(partner, answer.outcome());
        fails(answer); // to be busy for everybody is to be down
      }
      case GONE, AILING -> fails(answer);
      case UNKNOWN -> states.probeAgain(partner);
    }
  }

  private void answers(String partner) {
    streak(partner).beats();
    if (states.up(partner)) {
      attention.close(Concern.partner(partner, AttentionReason.DOWN), "the partner answers again");
    }
  }

  /** The time that it asked for is over. */
  void holdIsOver(String partner) {
    states.letGo(partner);
    attention.close(
        Concern.partner(partner, AttentionReason.BUSY), "the time it asked for is over");
  }

  /** Leaves it alone for as long as it asked for. */
  void hold(String partner, Outcome outcome) {
    if (outcome instanceof TryLater later && later.notBefore().isPresent()) {
      var asked = later.notBefore().get();
      var hold = asked.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : asked;
      var until = clock.instant().plus(hold);
      states.hold(partner, until);
      if (hold.compareTo(WORTH_TELLING) > 0) {
        attention.ofPartner(partner, AttentionReason.BUSY, "asked to be left alone until " + until);
      }
    }
  }

  private void fails(AttemptResult answer) {
    var delivery = answer.delivery();
    var partner = delivery.partner();
    var streak = streak(partner);
    streak.fails(delivery.participantId(), answer.outcome().reach() == Reach.GONE);
    var standing = states.of(partner);
    if (standing.down()) {
      if (states.stillDown(partner, pause(standing.failures()))) {
        raise(answer); // anew, where somebody took it for settled
      }
    } else if (streak.isOut()) {
      states.down(partner, FIRST_PROBE);
      raise(answer);
    }
  }

  private void raise(AttemptResult answer) {
    attention.ofPartner(
        answer.delivery().partner(), AttentionReason.DOWN, "down: " + answer.outcome().note());
  }

  private static Duration pause(int failures) {
    var doubled = FIRST_PROBE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    return doubled.compareTo(LATER_PROBES) > 0 ? LATER_PROBES : doubled;
  }
}
