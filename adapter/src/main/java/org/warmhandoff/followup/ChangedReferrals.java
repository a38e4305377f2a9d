package org.warmhandoff.followup;

import static org.slf4j.LoggerFactory.getLogger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
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
 * search does not show, it is not gone by for a day.
 */
public final class ChangedReferrals implements ChangeSearches {

  private static final Logger log = getLogger(ChangedReferrals.class);

  private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);
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
    var anchor = row.since().isPresent() ? Optional.<String>empty() : anchor(row, open, now);
    if (row.since().isEmpty() && anchor.isEmpty()) {
      rows.isClaimed(row, now.plus(WHILE_NOTHING_IS_OLD_ENOUGH));
      return Optional.empty();
    }
    return rows.isClaimed(row, now.plus(searching.lease()))
        ? Optional.of(
            new ChangeTurn(
                row.partner(),
                row.type(),
                priority(open),
                row.since(),
                searching.overlap(),
                anchor))
        : Optional.empty();
  }

  /** Where the other type is not shown, each referral is read all the same. */
  private static boolean isInVainBeside(ChangeSearchRow other, ChangeSearchRow row, Instant now) {
    return !other.type().equals(row.type())
        && other.state() == ChangeSearchState.NOT_OFFERED
        && other.due().isAfter(now);
  }

  /** What stands as it does for so long that every search must show it; the newest of these. */
  private Optional<String> anchor(ChangeSearchRow row, List<LifeRow> open, Instant now) {
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

  private void keep(ChangeSearchRow row, ChangeAnswer answer, Instant now) {
    if (answer instanceof Changed changed) {
      lookAt(row, changed.versions(), now);
      kept(row, changed, now);
    } else if (answer instanceof NotSearchable not) {
      lookAt(row, not.versions(), now);
      leave(row, not.note(), now);
    } else {
      var not = (Unheard) answer;
      readAll(row, now);
      rows.keep(
          new ChangeSearchRow(
              row.partner(),
              row.type(),
              ChangeSearchState.NONE,
              row.since(),
              row.greatest(),
              now.plus(AFTER_FAILURE),
              row.expected()),
          false,
          not.why().note());
    }
  }

  private void lookAt(ChangeSearchRow row, Map<String, String> shown, Instant now) {
    var versions = new SeenVersions(shown);
    lives.shown(row.partner(), life -> versions.tellMoreThan(life.seen()), now);
  }

  private void kept(ChangeSearchRow row, Changed changed, Instant now) {
    if (changed.versions().isEmpty() || changed.latest().isEmpty()) {
      beginAnew(row, now);
      return;
    }
    var missed = row.expected().filter(one -> !isShown(one, changed));
    if (missed.filter(one -> one.at().plus(searching.overlap()).isBefore(now)).isPresent()) {
      leave(row, "it did not show a change that was found by reading", now);
      return;
    }
    var latest = changed.latest().get();
    var greatest = row.greatest().filter(latest::isBefore).orElse(latest);
    // Between pages something may have moved: once more from where this one began, or near it.
    var since = changed.paged() ? row.greatest().or(row::since).orElse(latest) : greatest;
    if (!row.isWorking()) {
      log.info("{} is searched for what has changed of {}", row.partner(), row.type());
    }
    rows.keep(
        new ChangeSearchRow(
            row.partner(),
            row.type(),
            ChangeSearchState.WORKING,
            Optional.of(since),
            Optional.of(greatest),
            now.plus(pause(row.partner(), now)),
            missed),
        row.expected().isPresent() && missed.isEmpty(),
        "shows what has changed");
  }

  private static boolean isShown(Expected expected, Changed changed) {
    return expected.versions().byAddress().keySet().stream()
            .allMatch(changed.versions()::containsKey)
        && !new SeenVersions(changed.versions()).isBehind(expected.versions());
  }

  /** Even what it began from is not shown any more: deleted there, or it is not true. */
  private void beginAnew(ChangeSearchRow row, Instant now) {
    readAll(row, now);
    rows.keep(
        new ChangeSearchRow(
            row.partner(),
            row.type(),
            ChangeSearchState.NONE,
            Optional.empty(),
            Optional.empty(),
            now.plus(WHILE_NOTHING_IS_OLD_ENOUGH),
            Optional.empty()),
        true,
        "showed nothing, not even what was there; begun anew");
  }

  /** Each is read as if there were no such search, for a day. */
  private void leave(ChangeSearchRow row, String note, Instant now) {
    if (row.isWorking()) {
      log.warn("{}: {} is read, not searched: {}", row.partner(), row.type(), note);
    }
    readAll(row, now);
    rows.keep(
        new ChangeSearchRow(
            row.partner(),
            row.type(),
            ChangeSearchState.NOT_OFFERED,
            Optional.empty(),
            Optional.empty(),
            now.plus(WHERE_NOT_OFFERED),
            Optional.empty()),
        true,
        note);
  }

  /** What was read more seldom because of it is read now. */
  private void readAll(ChangeSearchRow row, Instant now) {
    if (row.isWorking()) {
      lives.shown(row.partner(), life -> !life.state().isFinal(), now);
    }
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
