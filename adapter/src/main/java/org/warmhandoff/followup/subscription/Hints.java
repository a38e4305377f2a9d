package org.warmhandoff.followup.subscription;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.attention.Concern;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.flow.message.AttentionReason;
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
    private final Set<String> callers = new HashSet<>();
    private final List<HookCall> counts = new ArrayList<>();
    private Instant lastNamed = Instant.MIN;
    private Instant lastAll = Instant.MIN;
  }

  /**
   * Who has called since it was looked last.
   *
   * @param callers the types whose subscriptions told of something
   * @param counts calls that say how many events they have told of
   */
  private record CallsTaken(Set<String> callers, List<HookCall> counts) {

    boolean areNone() {
      return callers.isEmpty() && counts.isEmpty();
    }
  }

  /** A hint as it is acted on. */
  private record HintTaken(Set<String> names, boolean all) {

    boolean names(LifeRow life) {
      return life.seen().byAddress().keySet().stream().anyMatch(names::contains);
    }

    boolean mayMean(LifeRow life) {
      return all && !life.state().isFinal();
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
    var calls = takeCalls(partner);
    if (!calls.areNone()) {
      var wasSilent = subscriptions.isOneSilent(partner);
      calls
          .callers()
          .forEach(type -> subscriptions.called(new SubscriptionRowKey(partner, type), now));
      calls.counts().forEach(call -> counted(call, now));
      if (wasSilent && !subscriptions.isOneSilent(partner)) {
        attention.close(
            Concern.partner(partner, AttentionReason.SUBSCRIPTION_SILENT),
            "the partner calls again");
      }
    }
    take(partner, now)
        .ifPresent(
            hint -> {
              lives.hint(partner, hint::names, now);
              lives.hintUnnamed(partner, hint::mayMean, now);
            });
  }

  /** Numbers that leave some out, or begin again: what was told of in between is not known. */
  private void counted(HookCall call, Instant now) {
    var key = new SubscriptionRowKey(call.partner(), call.type().orElseThrow());
    var count = call.count().orElseThrow();
    subscriptions
        .find(key)
        .ifPresent(
            row -> {
              if (!count.follows(row.events().orElse(0))) {
                lookAtAll(call.partner());
              }
              subscriptions.heard(key, count.sinceStart(), now);
            });
  }

  private synchronized CallsTaken takeCalls(String partner) {
    var pending = byPartner.get(partner);
    if (pending == null) {
      return new CallsTaken(Set.of(), List.of());
    }
    var taken = new CallsTaken(Set.copyOf(pending.callers), List.copyOf(pending.counts));
    pending.callers.clear();
    pending.counts.clear();
    return taken;
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
