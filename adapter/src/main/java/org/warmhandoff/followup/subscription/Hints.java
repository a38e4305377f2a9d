package org.warmhandoff.followup.subscription;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.attention.Concern;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.LifeRow;

/**
 * What partners call about: no more than a reason to look now at what we know. However often they
 * call, it costs a note in memory; what comes of it is looked at once in a while. Where one is lost
 * the next poll finds what it was about.
 */
public final class Hints {

  /** Between two looks because of hints that name something. */
  private static final Duration BETWEEN_NAMED = Duration.ofSeconds(5);

  /** The same where everything has to be looked at. */
  private static final Duration BETWEEN_ALL = Duration.ofSeconds(30);

  /** More names than that mean: everything. */
  private static final int MOST_NAMES = 200;

  private final Map<String, PendingHints> byPartner = new HashMap<>();
  private final JdbcReferralLives lives;
  private final JdbcSubscriptions subscriptions;
  private final JdbcAttention attention;
  private final Clock clock;

  /** Hints about these lives, by these subscriptions. */
  public Hints(
      JdbcReferralLives lives,
      JdbcSubscriptions subscriptions,
      JdbcAttention attention,
      Clock clock) {
    this.lives = lives;
    this.subscriptions = subscriptions;
    this.attention = attention;
    this.clock = clock;
  }

  private static final class PendingHints {

    private final Set<String> names = new HashSet<>();
    private boolean all;
    private boolean called;
    private Instant lastNamed = Instant.MIN;
    private Instant lastAll = Instant.MIN;
  }

  /** A hint as it is acted on. */
  private record HintTaken(Set<String> names, boolean all) {

    boolean concerns(LifeRow life) {
      return (all && !life.state().isFinal())
          || life.seen().byAddress().keySet().stream().anyMatch(names::contains);
    }
  }

  /**
   * That partner has called about these resources.
   *
   * @param names such as {@code Task/88}; empty where it does not say
   */
  public synchronized void called(String partner, Set<String> names) {
    var pending = byPartner.computeIfAbsent(partner, first -> new PendingHints());
    pending.called = true;
    pending.all |= names.isEmpty() || pending.names.size() + names.size() > MOST_NAMES;
    if (!pending.all) {
      pending.names.addAll(names);
    }
  }

  /** That partner has called, and about nothing: it shows that it can. */
  public synchronized void alive(String partner) {
    byPartner.computeIfAbsent(partner, first -> new PendingHints()).called = true;
  }

  /** Makes those due that it called about. */
  public void act(String partner) {
    var now = clock.instant();
    if (takeCalled(partner) && subscriptions.called(partner, now)) {
      attention.close(
          Concern.partner(partner, AttentionReason.SUBSCRIPTION_SILENT), "the partner calls again");
    }
    take(partner, now).ifPresent(hint -> lives.hint(partner, hint::concerns, now));
  }

  private synchronized boolean takeCalled(String partner) {
    var pending = byPartner.get(partner);
    var called = pending != null && pending.called;
    if (called) {
      pending.called = false;
    }
    return called;
  }

  private synchronized Optional<HintTaken> take(String partner, Instant now) {
    var pending = byPartner.get(partner);
    if (pending == null) {
      return Optional.empty();
    }
    var all = pending.all && isOver(pending.lastAll, BETWEEN_ALL, now);
    var named = !pending.names.isEmpty() && isOver(pending.lastNamed, BETWEEN_NAMED, now);
    if (!all && !named) {
      return Optional.empty();
    }
    var hint = new HintTaken(named || all ? Set.copyOf(pending.names) : Set.of(), all);
    pending.names.clear();
    pending.lastNamed = now;
    if (all) {
      pending.all = false;
      pending.lastAll = now;
    }
    return Optional.of(hint);
  }

  /** A clock that was set back makes nobody wait for it. */
  private static boolean isOver(Instant last, Duration pause, Instant now) {
    return last.equals(Instant.MIN) || last.isAfter(now) || !last.plus(pause).isAfter(now);
  }
}
