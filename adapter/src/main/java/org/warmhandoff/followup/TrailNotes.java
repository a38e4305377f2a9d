package org.warmhandoff.followup;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.warmhandoff.record.NotUnderstood;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.ReferralStatus;
import org.warmhandoff.record.ReferralStatus.Result;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.record.Words;
import org.warmhandoff.referral.ReferralLife.Verdict;
import org.warmhandoff.referral.ReferralTransitions.Who;
import org.warmhandoff.store.JdbcReferralTrail.Said;
import org.warmhandoff.store.JdbcReferralTrail.TrailEntry;
import org.warmhandoff.store.LifeRow;

/** What is written into the trail of a referral. */
final class TrailNotes {

  private static final int LONGEST = 300;

  private TrailNotes() {}

  /** That the program has said something, by a version that the partner has now. */
  static TrailEntry ofProgram(LifeRow life, Referral referral, Instant now) {
    return new TrailEntry(
        now,
        life.partner(),
        Who.REQUESTER,
        life.state(),
        Verdict.SAME,
        "version " + referral.version() + ": " + Words.words(referral.state()),
        Said.nothing());
  }

  /** That the program has ended it there by itself. */
  static TrailEntry ofWithdrawal(LifeRow life, State state, Instant now) {
    return new TrailEntry(
        now,
        life.partner(),
        Who.REQUESTER,
        state,
        Verdict.STEP,
        "withdrawn: nobody had taken it on",
        Said.nothing());
  }

  /** That the partner has, and what became of it. */
  static TrailEntry ofPartner(
      LifeRow life, ReferralStatus status, Verdict verdict, Optional<Loss> loss, Instant now) {
    return new TrailEntry(
        now,
        life.partner(),
        Who.RECIPIENT,
        status.state(),
        verdict,
        note(status, verdict, loss),
        said(status));
  }

  private static String note(ReferralStatus status, Verdict verdict, Optional<Loss> loss) {
    var note =
        Stream.of(
                Stream.of(words(verdict)),
                loss.map(Loss::words).stream(),
                status.notUnderstood().stream().map(NotUnderstood::words))
            .flatMap(words -> words)
            .filter(words -> !words.isEmpty())
            .collect(joining("; "));
    return note.length() <= LONGEST ? note : note.substring(0, LONGEST - 3) + "...";
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case SAME, STEP -> "";
      case SKIPPING -> "steps before it were not seen";
      case REFUSED -> "cannot be; kept as it was";
    };
  }

  static Said said(ReferralStatus status) {
    return new Said(
        status.since(), status.reason(), status.appointment(), results(status.results()));
  }

  /** In the partner's words, else where it is found there. */
  private static List<String> results(List<Result> results) {
    return results.stream()
        .map(
            one ->
                Stream.of(one.text(), reference(one), one.identifier())
                    .flatMap(words -> words.stream())
                    .collect(joining(", ")))
        .toList();
  }

  private static Optional<String> reference(Result one) {
    return one.type().flatMap(type -> one.id().map(id -> type + "/" + id));
  }
}
