package org.warmhandoff.followup;

import static org.slf4j.LoggerFactory.getLogger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.config.Config.Patience;
import org.warmhandoff.delivery.gate.Gates;
import org.warmhandoff.flow.changes.ChangeAnswer;
import org.warmhandoff.flow.changes.ChangeAnswer.Changed;
import org.warmhandoff.flow.changes.ChangeAnswer.NotSearchable;
import org.warmhandoff.flow.changes.ChangeAnswer.Unheard;
import org.warmhandoff.flow.changes.ChangeTurn;
import org.warmhandoff.flow.port.ChangeSearches;
import org.warmhandoff.followup.changes.ChangeSearchRow;
import org.warmhandoff.followup.changes.ChangeSearchRow.ChangeSearchState;
import org.warmhandoff.followup.changes.ChangeSearchRow.Expected;
import org.warmhandoff.followup.changes.JdbcChangeSearches;
import org.warmhandoff.followup.changes.SearchCursor;
import org.warmhandoff.followup.subscription.JdbcSubscriptions;
import org.warmhandoff.record.Priority;
import org.warmhandoff.referral.SeenVersions;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.LifeRow;

/**
 * Searches at partners for what has changed, in place of reading each referral as often: one for
 * each type of what they answer in, from the greatest stamp of theirs on that was seen, and a while
 * before it. What it shows in another version than was seen is looked at now. How far it has come
 * moves on in the transaction that makes that durable, so nothing is skipped and nothing told
 * twice. It is never relied on alone: reading goes on, more slowly, and where that finds what the
 * search does not show, it is not gone by for a day, and then only if it shows just that. That a
 * partner did not answer says nothing of what it will show: only where that lasts each referral is
 * read at its own pace again.
 */
public final class ChangedReferrals implements ChangeSearches {

  private static final Logger log = getLogger(ChangedReferrals.class);

  /** So many failures in a row are no hiccup any more. */
  private static final int LASTING = 3;

  private static final Duration SOONEST_AFTER_FAILURE = Duration.ofMinutes(1);
  private static final Duration LATEST_AFTER_FAILURE = Duration.ofMinutes(5);

  /** So often it is tried while one of the most urgent could have waited. */
  private static final int TRIES_IN_PAUSE = 5;

  private static final Duration WHERE_NOT_OFFERED = Duration.ofDays(1);
  private static final Duration WHILE_IT_MAY_NOT_BE_ASKED = Duration.ofMinutes(1);
  private static final Duration WHILE_NOTHING_IS_OPEN = Duration.ofHours(1);
  private static final Duration WHILE_NOTHING_IS_OLD_ENOUGH = Duration.ofMinutes(1);

  private final JdbcChangeSearches rows;
  private final JdbcReferralLives lives;
  private final JdbcSubscriptions subscriptions;
  private final Gates gates;
  private final LookInterval pauses;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Searching searching;
  private final Set<String> begun = ConcurrentHashMap.newKeySet();

  /**
   * How it is searched.
   *
   * @param lease how long one search may take
   * @param overlap how far before what was seen: a partner may show late what it has stamped
   */
  public record Searching(Duration lease, Duration overlap) {}

  /**
   * Searches for what has changed of these lives.
   *
   * @param askEvery how often a partner is asked while there is news
   */
  public ChangedReferrals(
      JdbcChangeSearches rows,
      JdbcReferralLives lives,
      JdbcSubscriptions subscriptions,
      Gates gates,
      Patience askEvery,
      TransactionTemplate transaction,
      Clock clock,
      Searching searching) {
    this.rows = rows;
    this.lives = lives;
    this.subscriptions = subscriptions;
    this.gates = gates;
    this.pauses = new LookInterval(askEvery);
    this.transaction = transaction;
    this.clock = clock;
    this.searching = searching;
  }

  @Override
  public List<ChangeTurn> due(String partner) {
    var now = clock.instant();
    if (begun.add(partner)) {
      JdbcSubscriptions.TYPES.forEach(type -> rows.ensure(partner, type, now));
    }
    var all = rows.of(partner);
    var due = all.stream().filter(row -> !row.due().isAfter(now)).toList();
    if (due.isEmpty()) {
      return List.of();
    }
    var open = open(partner);
    if (open.isEmpty()) {
      due.forEach(row -> rows.isClaimed(row, now.plus(WHILE_NOTHING_IS_OPEN)));
      return List.of();
    }
    var priority = priority(open);
    if (!gates.mayAsk(partner, priority)) {
      due.forEach(row -> rows.isClaimed(row, now.plus(WHILE_IT_MAY_NOT_BE_ASKED)));
      return List.of();
    }
    return due.stream().flatMap(row -> claimed(row, all, open, now).stream()).toList();
  }

  private List<LifeRow> open(String partner) {
    return lives.asked(partner).stream().filter(life -> !life.state().isFinal()).toList();
  }

  /** Emergencies are read all the same: a search need not go where only they may. */
  private static Priority priority(List<LifeRow> open) {
    return open.stream().anyMatch(life -> life.priority() != Priority.ROUTINE)
        ? Priority.URGENT
        : Priority.ROUTINE;
  }

  private Optional<ChangeTurn> claimed(
      ChangeSearchRow row, List<ChangeSearchRow> all, List<LifeRow> open, Instant now) {
    var inVain = all.stream().filter(other -> isInVainBeside(other, row, now)).findFirst();
    if (inVain.isPresent()) {
      rows.isClaimed(row, inVain.get().due());
      return Optional.empty();
    }
    var settling = row.expected().filter(one -> mayBeLate(one, now));
    if (row.cursor().since().isEmpty() && settling.isPresent()) {
      rows.isClaimed(row, settling.get().at().plus(searching.overlap()));
      return Optional.empty();
    }
    var anchor =
        row.cursor().since().isPresent() ? Optional.<String>empty() : anchor(row, open, now);
    if (row.cursor().since().isEmpty() && anchor.isEmpty()) {
      rows.isClaimed(row, now.plus(WHILE_NOTHING_IS_OLD_ENOUGH));
      return Optional.empty();
    }
    return rows.isClaimed(row, now.plus(searching.lease()))
        ? Optional.of(
            new ChangeTurn(
                row.partner(),
                row.type(),
                priority(open),
                row.cursor().since(),
                searching.overlap(),
                row.cursor().settled(),
                anchor,
                now))
        : Optional.empty();
  }

  /** It was found only now: no search needs to show it yet. */
  private boolean mayBeLate(Expected expected, Instant now) {
    return !expected.at().plus(searching.overlap()).isBefore(now);
  }

  /** Where the other type is not shown, each referral is read all the same. */
  private static boolean isInVainBeside(ChangeSearchRow other, ChangeSearchRow row, Instant now) {
    return !other.type().equals(row.type())
        && other.state() == ChangeSearchState.NOT_OFFERED
        && other.due().isAfter(now);
  }

  /** What was missed; else what stands as it does for so long that every search must show it. */
  private Optional<String> anchor(ChangeSearchRow row, List<LifeRow> open, Instant now) {
    return missed(row).or(() -> newest(row, open, now));
  }

  /** Empty where it is not there any more, as far as we know. */
  private Optional<String> missed(ChangeSearchRow row) {
    return row.expected().stream()
        .flatMap(one -> one.versions().byAddress().keySet().stream())
        .filter(address -> seen(row.partner(), address).isPresent())
        .findFirst();
  }

  /** In which version that was seen last. */
  private Optional<String> seen(String partner, String address) {
    return lives.asked(partner).stream()
        .flatMap(life -> Optional.ofNullable(life.seen().byAddress().get(address)).stream())
        .findFirst();
  }

  private Optional<String> newest(ChangeSearchRow row, List<LifeRow> open, Instant now) {
    var old = now.minus(searching.overlap());
    return open.stream()
        .filter(life -> !life.looks().changed().isAfter(old))
        .sorted(Comparator.comparing((LifeRow life) -> life.looks().changed()).reversed())
        .flatMap(life -> life.seen().byAddress().keySet().stream().sorted())
        .filter(address -> address.startsWith(row.type() + "/"))
        .findFirst();
  }

  @Override
  public void keep(ChangeAnswer answer) {
    if (answer instanceof Unheard not) {
      gates.heard(answer.turn().partner(), not.why());
    }
    transaction.executeWithoutResult(
        status ->
            rows.find(answer.turn().partner(), answer.turn().type())
                .ifPresent(row -> keep(row, answer, clock.instant())));
  }

  /** The lives first, all in one order, and then the search: two nodes may be at it. */
  private void keep(ChangeSearchRow row, ChangeAnswer answer, Instant now) {
    if (answer instanceof Changed changed) {
      kept(row, changed, now);
    } else if (answer instanceof NotSearchable not) {
      leave(row, not.turn(), not.versions(), not.note(), now);
    } else {
      unheard(row, (Unheard) answer, now);
    }
  }

  /** What is shown is looked at now, and of the others those at their time. */
  private void look(
      ChangeSearchRow row, Map<String, String> shown, Map<String, Instant> others, Instant now) {
    look(row, shown, Map.of(), others, now);
  }

  private void look(
      ChangeSearchRow row,
      Map<String, String> shown,
      Map<String, String> referrals,
      Map<String, Instant> others,
      Instant now) {
    var versions = new SeenVersions(shown);
    for (var life : lives.later(row.partner(), now)) {
      var other = others.get(life.key().id());
      if (isAnotherShown(life, row.type(), referrals)) {
        lives.severalShown(life, now);
      } else if (versions.tellMoreThan(life.seen())) {
        lives.shown(life, now);
      } else if (other != null) {
        lives.unsearched(life, other);
      }
    }
  }

  /** Beside the Task that was seen of it there: nobody knows by which of them it is answered. */
  private static boolean isAnotherShown(LifeRow life, String type, Map<String, String> referrals) {
    var seen = life.seen();
    return type.equals("Task")
        && seen.types().contains(type)
        && referrals.entrySet().stream()
            .filter(one -> one.getValue().equals(life.key().id()))
            .anyMatch(one -> !seen.byAddress().containsKey(one.getKey()));
  }

  private void kept(ChangeSearchRow row, Changed changed, Instant now) {
    if (changed.latest().isEmpty() && !changed.turn().mayShowNothing()) {
      beginAnew(row, changed, now);
      return;
    }
    var required = row.expected().filter(one -> isInReach(one, changed.turn()));
    var missed = required.filter(one -> !isShown(one, changed));
    if (missed.filter(one -> !mayBeLate(one, now)).isPresent()) {
      missed(row, changed, now);
      return;
    }
    look(row, changed.versions(), changed.referrals(), Map.of(), now);
    if (!row.isReliedOn()) {
      log.info("{} is searched for what has changed of {}", row.partner(), row.type());
    }
    rows.keep(
        row.heard(
            ChangeSearchState.WORKING,
            row.cursor().after(changed, searching.overlap(), now),
            now.plus(pause(row.partner(), now))),
        row.expected().isPresent() && missed.isEmpty(),
        "shows what has changed");
  }

  /** What is not there any more, as far as we know, no search can be begun from. */
  private static boolean isInReach(Expected expected, ChangeTurn turn) {
    return turn.since().isPresent() || turn.anchor().filter(expected::isOf).isPresent();
  }

  /** Where part of what it goes back to was left out, that is shown once more before. */
  private void missed(ChangeSearchRow row, Changed changed, Instant now) {
    if (changed.turn().settled().isPresent()) {
      look(row, changed.versions(), Map.of(), now);
      rows.keep(
          row.heard(
              row.isReliedOn() ? ChangeSearchState.WORKING : row.state(),
              row.cursor().unsettled(),
              now.plus(WHILE_NOTHING_IS_OLD_ENOUGH)),
          false,
          "did not show a change that was found by reading; searched from before it");
    } else {
      leave(
          row,
          changed.turn(),
          changed.versions(),
          "it did not show a change that was found by reading",
          now);
    }
  }

  private static boolean isShown(Expected expected, Changed changed) {
    return expected.versions().byAddress().keySet().stream()
            .allMatch(changed.versions()::containsKey)
        && !new SeenVersions(changed.versions()).isBehind(expected.versions());
  }

  /** Even what it began from is not shown any more: deleted there, or it is not true. */
  private void beginAnew(ChangeSearchRow row, Changed changed, Instant now) {
    look(row, changed.versions(), all(row, now), now);
    rows.keep(
        row.heard(
            ChangeSearchState.NONE, SearchCursor.none(), now.plus(WHILE_NOTHING_IS_OLD_ENOUGH)),
        false,
        "showed nothing, not even what was there; begun anew");
  }

  /** Each is read as if there were no such search, for a day. */
  private void leave(
      ChangeSearchRow row, ChangeTurn turn, Map<String, String> shown, String note, Instant now) {
    if (row.isReliedOn()) {
      log.warn("{}: {} is read, not searched: {}", row.partner(), row.type(), note);
    }
    look(row, shown, all(row, now), now);
    rows.keep(
        row.heard(ChangeSearchState.NOT_OFFERED, SearchCursor.none(), now.plus(WHERE_NOT_OFFERED))
            .expecting(row.expected().or(() -> begun(turn, now))),
        false,
        note);
  }

  /** What it was to begin from, and does not show: it must, before it is relied on. */
  private Optional<Expected> begun(ChangeTurn turn, Instant now) {
    return turn.anchor()
        .flatMap(
            address ->
                seen(turn.partner(), address)
                    .map(version -> new SeenVersions(Map.of(address, version))))
        .map(versions -> new Expected(versions, now));
  }

  /**
   * It could not be asked, or did not answer, which says nothing of what it will show from where it
   * has come to. Where that lasts, what was read more seldom because of it is read as often as
   * without.
   */
  private void unheard(ChangeSearchRow row, Unheard not, Instant now) {
    var failures = row.failures().another(now);
    var own = ownPause(row.partner(), now);
    var lasts =
        failures.inRow() >= LASTING
            || failures.since().filter(first -> !first.plus(own).isAfter(now)).isPresent();
    if (row.isReliedOn() && lasts) {
      log.warn("{}: {} is read, as the search is not answered", row.partner(), row.type());
      look(row, Map.of(), overdue(row, now), now);
    }
    rows.keep(
        row.unheard(
            row.isReliedOn() && !lasts ? ChangeSearchState.FALTERING : ChangeSearchState.NONE,
            failures,
            now.plus(afterFailure(own))),
        false,
        not.why().note());
  }

  private static Duration afterFailure(Duration own) {
    var pause = own.dividedBy(TRIES_IN_PAUSE);
    if (pause.compareTo(SOONEST_AFTER_FAILURE) < 0) {
      return SOONEST_AFTER_FAILURE;
    }
    return pause.compareTo(LATEST_AFTER_FAILURE) > 0 ? LATEST_AFTER_FAILURE : pause;
  }

  /** What was read more seldom because of it is read now, one after another. */
  private Map<String, Instant> all(ChangeSearchRow row, Instant now) {
    return row.isReliedOn() ? SpreadLooks.of(openLater(row, now), now) : Map.of();
  }

  /** Without those that have their time already, because of the other type. */
  private List<LifeRow> openLater(ChangeSearchRow row, Instant now) {
    return lives.later(row.partner(), now).stream()
        .filter(life -> !life.state().isFinal())
        .filter(life -> !life.isUnsearched())
        .toList();
  }

  /** Each at its own pace; what would have been looked at by now is, one after another. */
  private Map<String, Instant> overdue(ChangeSearchRow row, Instant now) {
    var open = openLater(row, now);
    var looks = new HashMap<String, Instant>();
    open.forEach(life -> looks.put(life.key().id(), ownLook(life, now)));
    var late = open.stream().filter(life -> !ownLook(life, now).isAfter(now)).toList();
    looks.putAll(SpreadLooks.of(late, now));
    return looks;
  }

  private Instant ownLook(LifeRow life, Instant now) {
    var last = life.looks().last().orElse(life.looks().begun());
    return last.plus(pauses.of(life.priority(), quiet(life, now)));
  }

  /** How long the most urgent waits of those that are read more seldom because of searches. */
  private Duration ownPause(String partner, Instant now) {
    return open(partner).stream()
        .filter(life -> life.priority() != Priority.EMERGENCY)
        .map(life -> pauses.of(life.priority(), quiet(life, now)))
        .min(Comparator.naturalOrder())
        .orElse(WHILE_NOTHING_IS_OPEN);
  }

  /** As the most urgent referral that is open there needs it. */
  private Duration pause(String partner, Instant now) {
    var alone =
        open(partner).stream()
            .map(life -> pauses.of(life.priority(), quiet(life, now)))
            .min(Comparator.naturalOrder())
            .orElse(WHILE_NOTHING_IS_OPEN);
    return subscriptions.isReliedOn(partner, Set.copyOf(JdbcSubscriptions.TYPES), now)
        ? LookInterval.besideSubscription(alone)
        : alone;
  }

  private static Duration quiet(LifeRow life, Instant now) {
    return Duration.between(life.looks().changed(), now);
  }
}
