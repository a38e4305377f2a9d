package org.warmhandoff.followup.subscription;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.attention.Concern;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.followup.subscription.HookCall.EventCount;
import org.warmhandoff.followup.subscription.JdbcSubscriptions.SubscriptionRowKey;
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
  private final JdbcEventGaps gaps;
  private final JdbcAttention attention;
  private final TransactionTemplate transaction;
  private final Clock clock;

  /**
   * Hints about these lives, by these subscriptions.
   *
   * @param gaps what the numbers of their events leave out
   */
  public Hints(
      JdbcReferralLives lives,
      JdbcSubscriptions subscriptions,
      JdbcEventGaps gaps,
      JdbcAttention attention,
      TransactionTemplate transaction,
      Clock clock) {
    this.lives = lives;
    this.subscriptions = subscriptions;
    this.gaps = gaps;
    this.attention = attention;
    this.transaction = transaction;
    this.clock = clock;
  }

  private static final class PendingHints {

    private final Set<String> names = new HashSet<>();
    private boolean all;
    private final Set<String> callers = new HashSet<>();
    private final List<HookCall> counts = new ArrayList<>();
    private Instant lastNamed = Instant.MIN;
    private Instant lastAll = Instant.MIN;
  }

  /**
   * What is acted on together, all of it or nothing: how far the numbers have come moves on with
   * what their events are about.
   *
   * @param all whether everything that is open is looked at
   * @param counts calls that say how many events they have told of
   */
  private record HintTaken(Set<String> names, boolean all, List<HookCall> counts) {

    boolean isNone() {
      return names.isEmpty() && !all && counts.isEmpty();
    }
  }

  /** Somebody has called. */
  public synchronized void called(HookCall call) {
    var pending = byPartner.computeIfAbsent(call.partner(), first -> new PendingHints());
    if (!call.isNotice()) { // that it can reach us does not say that it tells of what changes
      pending.callers.addAll(call.type().map(List::of).orElse(JdbcSubscriptions.TYPES));
    }
    if (call.type().isPresent() && call.count().isPresent()) {
      pending.counts.add(call);
    }
    pending.all |=
        (call.names().isEmpty() && !call.isNotice())
            || pending.names.size() + call.names().size() > MOST_NAMES
            || pending.counts.size() > MOST_NAMES;
    if (!pending.all) {
      pending.names.addAll(call.names());
    }
    if (pending.counts.size() > MOST_NAMES) {
      pending.counts.remove(0);
    }
  }

  /**
   * That partner has called about these resources.
   *
   * @param names such as {@code Task/88}; empty where it does not say
   */
  public void called(String partner, Set<String> names) {
    called(HookCall.about(partner, names));
  }

  /** All that is open there is looked at, though nobody has called. */
  synchronized void lookAtAll(String partner) {
    byPartner.computeIfAbsent(partner, first -> new PendingHints()).all = true;
  }

  /** Makes those due that it called about. */
  public void act(String partner) {
    var now = clock.instant();
    var callers = takeCallers(partner);
    var hint = take(partner, now);
    if (callers.isEmpty() && hint.isNone()) {
      return;
    }
    var wasSilent = subscriptions.isOneSilent(partner);
    callers.forEach(type -> subscriptions.called(new SubscriptionRowKey(partner, type), now));
    act(partner, hint, now);
    act(partner, take(partner, now), now); // numbers that begin again
    if (wasSilent && !subscriptions.isOneSilent(partner)) {
      attention.close(
          Concern.partner(partner, AttentionReason.SUBSCRIPTION_SILENT), "the partner calls again");
    }
  }

  /** Referrals are held before subscriptions, as looks hold them. */
  private void act(String partner, HintTaken hint, Instant now) {
    if (hint.isNone()) {
      return;
    }
    transaction.executeWithoutResult(
        status -> {
          if (!hint.names().isEmpty()) {
            lives.hint(partner, life -> isAmong(hint.names(), life), now);
          }
          if (hint.all()) {
            allDue(partner, now);
          }
          hint.counts().forEach(call -> counted(call, now));
        });
  }

  /** Whether a referral is there as something that has one of these names. */
  static boolean isAmong(Set<String> names, LifeRow life) {
    return life.seen().byAddress().keySet().stream().anyMatch(names::contains);
  }

  /** All that is open there is looked at. Part of a transaction. */
  void allDue(String partner, Instant now) {
    var wanted = gaps.allWanted(partner);
    lives.hintUnnamed(partner, life -> !life.state().isFinal(), now);
    wanted.forEach(gaps::allLooked);
  }

  /** Numbers that leave some out, or begin again: what was told of in between is not known. */
  private void counted(HookCall call, Instant now) {
    var key = new SubscriptionRowKey(call.partner(), call.type().orElseThrow());
    var count = call.count().orElseThrow();
    subscriptions.find(key).ifPresent(row -> counted(key, row.events().orElse(0), count, now));
  }

  private void counted(SubscriptionRowKey key, long before, EventCount count, Instant now) {
    if (count.beginsAgain(before)) {
      gaps.lookAtAll(key);
      lookAtAll(key.partner());
    } else if (!count.follows(before)) {
      gaps.missing(key, before + 1, count.beforeIt(), now);
    }
    subscriptions.heard(key, count.sinceStart(), now);
  }

  private synchronized Set<String> takeCallers(String partner) {
    var pending = byPartner.get(partner);
    if (pending == null) {
      return Set.of();
    }
    var taken = Set.copyOf(pending.callers);
    pending.callers.clear();
    return taken;
  }

  /** Numbers wait for what they came with. */
  private synchronized HintTaken take(String partner, Instant now) {
    var pending = byPartner.get(partner);
    if (pending == null) {
      return new HintTaken(Set.of(), false, List.of());
    }
    var all = pending.all && isOver(pending.lastAll, BETWEEN_ALL, now);
    var names =
        all || isOver(pending.lastNamed, BETWEEN_NAMED, now) ? pending.names : Set.<String>of();
    var isWaiting = pending.all != all || pending.names.size() > names.size();
    var hint =
        new HintTaken(Set.copyOf(names), all, isWaiting ? List.of() : List.copyOf(pending.counts));
    if (!names.isEmpty()) {
      pending.lastNamed = now;
      pending.names.clear();
    }
    if (all) {
      pending.all = false;
      pending.lastAll = now;
    }
    if (!isWaiting) {
      pending.counts.clear();
    }
    return hint;
  }

  /** A clock that was set back makes nobody wait for it. */
  private static boolean isOver(Instant last, Duration pause, Instant now) {
    return last.equals(Instant.MIN) || last.isAfter(now) || !last.plus(pause).isAfter(now);
  }
}
