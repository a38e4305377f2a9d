package org.warmhandoff.followup.subscription;

import static org.slf4j.LoggerFactory.getLogger;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.delivery.gate.Gates;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.port.Subscriptions;
import org.warmhandoff.flow.subscription.SubscriptionAnswer;
import org.warmhandoff.flow.subscription.SubscriptionAnswer.NotHeard;
import org.warmhandoff.flow.subscription.SubscriptionAnswer.NotOffered;
import org.warmhandoff.flow.subscription.SubscriptionAnswer.Standing;
import org.warmhandoff.flow.subscription.SubscriptionTurn;
import org.warmhandoff.followup.subscription.JdbcSubscriptions.SubscriptionRowKey;
import org.warmhandoff.followup.subscription.SubscriptionRow.SubscriptionState;
import org.warmhandoff.record.Priority;

/**
 * Looks after our subscriptions: one at each partner for each type of what it answers in, made
 * where it is offered, renewed before it ends, written anew where the partner has lost it or set it
 * aside, taken away where it is switched off. It is never relied on alone: the polls go on, and
 * where they find what nobody has called about, it does not count any more until the partner calls.
 */
public final class PartnerSubscriptions implements Subscriptions {

  private static final Logger log = getLogger(PartnerSubscriptions.class);

  private static final Duration HOLDS = Duration.ofDays(7);
  private static final Duration RENEWED_BEFORE = Duration.ofDays(3);
  private static final Duration WHILE_ACTIVE = Duration.ofHours(6);
  private static final Duration WHILE_REQUESTED = Duration.ofMinutes(1);

  /** It is waited for a quarter of the time that it stands so. */
  private static final int SLOWER = 4;

  private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);
  private static final Duration WHERE_NOT_OFFERED = Duration.ofDays(1);

  /** A call may come a little later than a poll that happens to find the same. */
  private static final Duration LATE = Duration.ofMinutes(2);

  private final Map<String, URI> hooks;
  private final JdbcSubscriptions rows;
  private final Hints hints;
  private final Gates gates;
  private final JdbcAttention attention;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Duration lease;
  private final Set<String> begun = ConcurrentHashMap.newKeySet();
  private final Set<String> over = ConcurrentHashMap.newKeySet();

  /**
   * Subscriptions by which these partners call.
   *
   * @param hooks where each of them calls; those that are polled alone are not among them
   * @param lease how long looking after one may take
   */
  public PartnerSubscriptions(
      Map<String, URI> hooks,
      JdbcSubscriptions rows,
      Hints hints,
      Gates gates,
      JdbcAttention attention,
      TransactionTemplate transaction,
      Clock clock,
      Duration lease) {
    this.hooks = Map.copyOf(hooks);
    this.rows = rows;
    this.hints = hints;
    this.gates = gates;
    this.attention = attention;
    this.transaction = transaction;
    this.clock = clock;
    this.lease = lease;
  }

  @Override
  public List<SubscriptionTurn> due(String partner) {
    var now = clock.instant();
    var hook = Optional.ofNullable(hooks.get(partner));
    if (hook.isPresent() && begun.add(partner)) {
      JdbcSubscriptions.TYPES.forEach(type -> rows.ensure(partner, type, now));
    }
    if (hook.isEmpty() && isOver(partner)) {
      return List.of();
    }
    noticeSilence(partner, now);
    return rows.due(partner, now).stream()
        .filter(row -> isToDo(row, hook))
        .filter(row -> gates.mayAsk(partner, Priority.URGENT))
        .flatMap(row -> claimed(row, hook, now).stream())
        .toList();
  }

  /** Nothing is made there any more, and nothing is left to be taken away: that stays so. */
  private boolean isOver(String partner) {
    if (!over.contains(partner) && !rows.areThere(partner)) {
      over.add(partner);
    }
    return over.contains(partner);
  }

  /** What is to be there no more and never was is forgotten at once. */
  private boolean isToDo(SubscriptionRow row, Optional<URI> hook) {
    if (hook.isEmpty() && row.remoteId().isEmpty() && !row.unsure()) {
      rows.remove(row.partner(), row.type());
      return false;
    }
    return true;
  }

  private Optional<SubscriptionTurn> claimed(SubscriptionRow row, Optional<URI> hook, Instant now) {
    var secret = HookSecrets.fresh();
    if (!rows.isClaimed(row, now.plus(lease), HookSecrets.digest(secret))) {
      return Optional.empty();
    }
    var endsSoon = row.ends().filter(ends -> ends.minus(RENEWED_BEFORE).isBefore(now)).isPresent();
    return Optional.of(
        new SubscriptionTurn(
            row.partner(),
            row.type(),
            row.remoteId(),
            hook,
            secret,
            row.unsure() || endsSoon,
            now.plus(HOLDS)));
  }

  private void noticeSilence(String partner, Instant now) {
    for (var row : rows.counting(partner)) {
      if (row.isOverdue(now) && rows.isSilenced(new SubscriptionRowKey(partner, row.type()))) {
        attention.ofPartner(
            partner,
            AttentionReason.SUBSCRIPTION_SILENT,
            "its subscription was not heard of for twice the time that it promises; asked as often"
                + " as without it until it calls again");
        log.warn("{} does not call any more; it is asked instead", partner);
        hints.lookAtAll(partner);
      }
    }
    if (rows.silence(partner, now.minus(LATE)) > 0) {
      attention.ofPartner(
          partner,
          AttentionReason.SUBSCRIPTION_SILENT,
          "its subscription did not tell of a change that was found by asking; asked as often as"
              + " without it until it calls again");
      log.warn("{} does not call about what changes there; it is asked instead", partner);
      hints.lookAtAll(partner);
    }
  }

  @Override
  public void keep(SubscriptionAnswer answer) {
    if (answer instanceof NotHeard not) {
      gates.heard(answer.turn().partner(), not.why());
    }
    transaction.executeWithoutResult(status -> keep(answer, clock.instant()));
  }

  private void keep(SubscriptionAnswer answer, Instant now) {
    var turn = answer.turn();
    var key = new SubscriptionRowKey(turn.partner(), turn.type());
    if (answer instanceof Standing standing) {
      stands(standing, key, now);
    } else if (answer instanceof NotOffered not) {
      rows.stands(
          key,
          Optional.empty(),
          SubscriptionState.NOT_OFFERED,
          Optional.empty(),
          not.note(),
          now.plus(WHERE_NOT_OFFERED),
          now);
    } else if (answer instanceof NotHeard not) {
      rows.later(
          key, turn.rewrite() || isUnsure(not.why()), not.why().note(), now.plus(AFTER_FAILURE));
    } else {
      hints.allDue(turn.partner(), now); // else what it told of goes on to be asked more seldom
      rows.remove(turn.partner(), turn.type());
      log.info("the subscription to {} at {} is taken away", turn.type(), turn.partner());
    }
  }

  private void stands(Standing standing, SubscriptionRowKey key, Instant now) {
    var turn = standing.turn();
    if (standing.written()) {
      rows.written(key.partner(), key.type(), HookSecrets.digest(turn.secret()), turn.end());
      log.info("subscribed to {} at {}, as {}", turn.type(), turn.partner(), standing.id());
    }
    rows.stands(
        key,
        Optional.of(standing.id()),
        standing.active() ? SubscriptionState.ACTIVE : SubscriptionState.REQUESTED,
        standing.heartbeat(),
        standing.active() ? "active" : "not active yet",
        now.plus(standing.active() ? WHILE_ACTIVE : whileRequested(key, now)),
        now);
  }

  /** The longer a partner does not get to it, the more seldom it is looked at. */
  private Duration whileRequested(SubscriptionRowKey key, Instant now) {
    var since =
        rows.find(key)
            .filter(row -> row.state() == SubscriptionState.REQUESTED)
            .flatMap(SubscriptionRow::heard)
            .map(heard -> Duration.between(heard, now).dividedBy(SLOWER))
            .orElse(WHILE_REQUESTED);
    var pause = since.compareTo(WHILE_REQUESTED) > 0 ? since : WHILE_REQUESTED;
    return pause.compareTo(WHILE_ACTIVE) > 0 ? WHILE_ACTIVE : pause;
  }

  /** What was not written for sure is written anew the next time, with another secret. */
  private static boolean isUnsure(Outcome why) {
    return why instanceof Outcome.Unknown;
  }
}
