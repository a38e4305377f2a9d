package org.warmhandoff.followup;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.warmhandoff.record.NotUnderstood;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.referral.ReferralLife.Verdict;
import org.warmhandoff.referral.ReferralTransitions.Who;
import org.warmhandoff.store.JdbcReferralTrail;
import org.warmhandoff.store.JdbcReferralTrail.Recorded;
import org.warmhandoff.store.JdbcReferralTrail.Said;
import org.warmhandoff.store.JdbcReferralTrail.TrailEntry;
import org.warmhandoff.store.LifeRow;

/**
 * The answers of one partner to a referral that count: nobody has taken them back.
 *
 * @param all in order, those too that were not taken over
 */
record StandingAnswers(List<TrailEntry> all) {

  StandingAnswers {
    all = List.copyOf(all);
  }

  static StandingAnswers of(JdbcReferralTrail trail, LifeRow life) {
    var entries = trail.at(life.partner(), life.key().id());
    var takenBack = entries.stream().flatMap(StandingAnswers::takenBack).collect(toSet());
    return new StandingAnswers(
        entries.stream()
            .filter(entry -> entry.who() == Who.RECIPIENT)
            .filter(entry -> !takenBack.contains(entry.number()))
            .toList());
  }

  private static Stream<Long> takenBack(TrailEntry entry) {
    return entry.recorded().map(Recorded::takesBack).stream()
        .flatMap(number -> number.stream().boxed());
  }

  /** That one, if it is an answer of these that staff recorded. */
  Optional<TrailEntry> recorded(long number) {
    return all.stream()
        .filter(one -> one.number() == number)
        .filter(TrailEntry::isRecordedAnswer)
        .findFirst();
  }

  /** The same without that one. */
  StandingAnswers without(TrailEntry entry) {
    return new StandingAnswers(all.stream().filter(one -> one.number() != entry.number()).toList());
  }

  /** What was taken over last; empty where nobody has said anything. */
  Optional<TrailEntry> last() {
    return all.stream()
        .filter(one -> one.verdict() != Verdict.REFUSED)
        .reduce((one, later) -> later);
  }

  /** Whether what was taken over last came with a result. */
  boolean haveResult() {
    return last().filter(one -> !one.said().results().isEmpty()).isPresent();
  }

  /** Where these lead. */
  State state() {
    return last().map(TrailEntry::state).orElse(State.REQUESTED);
  }

  /** Whether staff recorded what counts now. */
  boolean isRecordedLast() {
    return last().filter(TrailEntry::isRecordedAnswer).isPresent();
  }

  /**
   * Whether that is what the partner's system said before staff recorded another answer, or that
   * nobody has said anything in it: it still stands there.
   */
  boolean isSaidBefore(State state, Said said) {
    return all.stream()
        .filter(one -> one.verdict() != Verdict.REFUSED)
        .filter(one -> !one.isRecordedAnswer())
        .reduce((one, later) -> later)
        .map(last -> last.state() == state && last.said().isLike(said))
        .orElseGet(() -> LifeRow.isNoAnswer(state));
  }

  /** Whether what was not understood, or is to be seen, stands in the last one already. */
  boolean tell(List<NotUnderstood> doubts) {
    return all.stream()
        .reduce((one, later) -> later)
        .filter(last -> doubts.stream().allMatch(one -> last.note().contains(one.words())))
        .isPresent();
  }

  /** Of a referral that stands as before: whether that is another appointment, reason or result. */
  boolean lack(Said said) {
    return all.stream()
        .reduce((one, later) -> later)
        .filter(last -> !last.said().isLike(said))
        .isPresent();
  }
}
