package org.warmhandoff.followup;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.delivery.gate.Gates;
import org.warmhandoff.flow.message.FollowedReferral;
import org.warmhandoff.flow.message.FollowedReferral.ReferralTraces;
import org.warmhandoff.flow.message.ReferralAnswer;
import org.warmhandoff.flow.message.ReferralAnswer.NotTold;
import org.warmhandoff.flow.message.ReferralAnswer.Told;
import org.warmhandoff.flow.port.FollowUp;
import org.warmhandoff.followup.subscription.Hints;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.Referral;
import org.warmhandoff.store.JdbcRecords;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.LifeRow;

/**
 * Follows referrals until it is known how they ended. A look is claimed for a while, so that one
 * that dies is made again; what is told is kept with all that comes of it in one transaction, and
 * known again by its versions: nothing is skipped, nothing told twice.
 */
public final class ReferralFollowUp implements FollowUp {

  private static final Duration WHILE_WE_WRITE = Duration.ofSeconds(5);

  private final JdbcReferralLives lives;
  private final JdbcRecords records;
  private final Hints hints;
  private final Gates gates;
  private final LifeTurn turn;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Duration lease;

  /**
   * Follows the referrals in these tables.
   *
   * @param hints what partners called about
   * @param lease how long a look may take
   */
  public ReferralFollowUp(
      JdbcReferralLives lives,
      JdbcRecords records,
      Hints hints,
      Gates gates,
      LifeTurn turn,
      TransactionTemplate transaction,
      Clock clock,
      Duration lease) {
    this.lives = lives;
    this.records = records;
    this.hints = hints;
    this.gates = gates;
    this.turn = turn;
    this.transaction = transaction;
    this.clock = clock;
    this.lease = lease;
  }

  @Override
  public List<FollowedReferral> due(String partner) {
    hints.act(partner);
    var now = clock.instant();
    return lives.claim(partner, now, now.plus(lease)).stream().map(this::followed).toList();
  }

  private FollowedReferral followed(LifeRow life) {
    var priority = priority(life);
    return new FollowedReferral(
        life.partner(),
        life.key(),
        priority,
        Wish.of(referral(life)) == Wish.STOPPED,
        life.asks() && gates.mayAsk(life.partner(), priority),
        new ReferralTraces(
            Optional.of(life.participantId()),
            Optional.of(life.looks().begun()),
            life.seen().byAddress().keySet(),
            life.areSeveralShown()));
  }

  /**
   * Calls that do not say about what can be many, and each is about everything: they may not use up
   * the requests that are kept for emergencies. Its own turn comes as it would have.
   */
  private static Priority priority(LifeRow life) {
    return life.isCalledUnnamed() && life.priority() == Priority.EMERGENCY
        ? Priority.URGENT
        : life.priority();
  }

  @Override
  public void keep(ReferralAnswer answer) {
    var followed = answer.followed();
    if (answer instanceof NotTold not) {
      gates.heard(followed.partner(), not.why());
    }
    transaction.executeWithoutResult(
        status ->
            lives
                .hold(followed.partner(), followed.key().id())
                .filter(life -> life.key().equals(followed.key())) // else it is due anew
                .filter(life -> life.looks().due().isPresent()) // else it is taken back
                .map(life -> after(life, answer))
                .ifPresent(lives::keep));
  }

  /**
   * While we write there ourselves, what is read may be half of ours, and would be taken for what
   * the partner says.
   */
  private LifeRow after(LifeRow life, ReferralAnswer answer) {
    var now = clock.instant();
    return answer instanceof Told && lives.isBeingWritten(life, now)
        ? life.putOff(now.plus(WHILE_WE_WRITE))
        : turn.after(life, referral(life), answer);
  }

  private Referral referral(LifeRow life) {
    return (Referral) lives.asToldTo(life.partner(), records.one(life.key()).orElseThrow());
  }
}
