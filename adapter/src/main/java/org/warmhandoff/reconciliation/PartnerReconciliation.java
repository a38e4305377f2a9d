package org.warmhandoff.reconciliation;

import static org.slf4j.LoggerFactory.getLogger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.delivery.gate.Gates;
import org.warmhandoff.flow.holdings.Discrepancy;
import org.warmhandoff.flow.holdings.Discrepancy.Kind;
import org.warmhandoff.flow.holdings.HeldByPartner;
import org.warmhandoff.flow.holdings.HoldingsAnswer;
import org.warmhandoff.flow.holdings.HoldingsAnswer.Compared;
import org.warmhandoff.flow.holdings.HoldingsAnswer.NotCompared;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.PartnerFault;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.flow.port.Reconciling;
import org.warmhandoff.reconciliation.HeldRecords.HeldRecord;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.RecordKey;

/**
 * Reconciles with partners, participant by participant. A look is claimed for a while, so that one
 * that dies is made again; what is found is kept, and how far it has come, in one transaction.
 */
public final class PartnerReconciliation implements Reconciling {

  private static final Logger log = getLogger(PartnerReconciliation.class);

  /** Where the partner cannot be asked. */
  private static final Duration PAUSE = Duration.ofMinutes(5);

  /** A partner that could not be asked for so long is left until the next one. */
  private static final Duration PATIENCE = Duration.ofHours(20);

  /** One participant that the partner fails on so often is no reason to leave all after it. */
  private static final int TRIES = 3;

  private final JdbcReconciliations runs;
  private final JdbcFindings findings;
  private final HeldRecords holdings;
  private final Gates gates;
  private final WhenChangedRules rules;
  private final NightlyReconciliation nightly;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Duration lease;

  /** How often the look at whose turn it is in a run has failed for a reason of its own. */
  private final Map<String, Integer> failed = new ConcurrentHashMap<>();

  /**
   * Reconciles by these tables.
   *
   * @param lease how long a look may take
   */
  public PartnerReconciliation(
      JdbcReconciliations runs,
      JdbcFindings findings,
      HeldRecords holdings,
      Gates gates,
      WhenChangedRules rules,
      NightlyReconciliation nightly,
      TransactionTemplate transaction,
      Clock clock,
      Duration lease) {
    this.runs = runs;
    this.findings = findings;
    this.holdings = holdings;
    this.gates = gates;
    this.rules = rules;
    this.nightly = nightly;
    this.transaction = transaction;
    this.clock = clock;
    this.lease = lease;
  }

  /**
   * Begins one; it goes on by itself.
   *
   * @param participant the one that it is about; empty for all
   * @return its number
   */
  public long begin(String partner, Optional<String> participant, String by) {
    var reached = participant.isEmpty() ? nightly.stoppedAt(partner, false) : "";
    var of = holdings.participants(partner, participant, reached);
    return runs.begin(partner, participant, by, Optional.empty(), reached, of, clock.instant())
        .orElseThrow();
  }

  @Override
  public List<HeldByPartner> due(String partner) {
    nightly.begin(partner);
    var now = clock.instant();
    var claimed = runs.claim(partner, now, now.plus(lease));
    return claimed.flatMap(run -> next(run, now)).stream().toList();
  }

  /** The next participant; empty where there is none any more: then it is over. */
  private Optional<HeldByPartner> next(RunRow run, Instant now) {
    var next = holdings.next(run.partner(), run.participant(), run.reached());
    if (next.isEmpty()) {
      transaction.executeWithoutResult(status -> end(run.id()));
    }
    return next.map(participant -> held(run, participant, now));
  }

  private void end(long id) {
    runs.hold(id)
        .ifPresent(
            run -> {
              runs.end(id, run.over(), clock.instant());
              log.info("reconciliation {} with {} is over", id, run.partner());
            });
  }

  private HeldByPartner held(RunRow run, String participant, Instant now) {
    var partner = run.partner();
    var held = holdings.of(partner, participant);
    return new HeldByPartner(
        run.id(),
        partner,
        participant,
        holdings.patient(partner, participant),
        holdings.resources(partner, participant, held),
        holdings.takenBack(partner, participant),
        now,
        gates.mayAsk(partner, HeldByPartner.PRIORITY));
  }

  @Override
  public void keep(HoldingsAnswer answer) {
    var held = answer.held();
    if (answer instanceof NotCompared not) {
      gates.heard(held.partner(), not.why());
    }
    transaction.executeWithoutResult(
        status ->
            runs.hold(held.run())
                .filter(run -> run.ended().isEmpty())
                .filter(run -> isItsTurn(run, held.participantId()))
                .ifPresent(run -> keep(run, answer)));
  }

  /** By the order of the database, which is not Java's. */
  private boolean isItsTurn(RunRow run, String participant) {
    return holdings
        .next(run.partner(), run.participant(), run.reached())
        .filter(participant::equals)
        .isPresent();
  }

  private void keep(RunRow run, HoldingsAnswer answer) {
    var now = clock.instant();
    if (answer instanceof Compared compared) {
      failed.remove(turn(run, answer.held()));
      found(run, compared, now);
      runs.lookedAt(
          run, answer.held().participantId(), compared.requests(), compared.unseen(), now);
      nightly.stopWhereItIsEnough(run, compared, now);
    } else if (answer instanceof NotCompared not) {
      notCompared(run, not, now);
    }
  }

  private void notCompared(RunRow run, NotCompared not, Instant now) {
    var turn = turn(run, not.held());
    var why = not.why();
    if (isOfItsOwn(why) && failed.merge(turn, 1, Integer::sum) >= TRIES) {
      failed.remove(turn);
      var participant = not.held().participantId();
      log.warn("{} at {} is not looked at: {}", participant, run.partner(), why.note());
      runs.notLookedAt(run, participant, HeldRecords.TYPES, why.note(), now);
      return;
    }
    if (now.isAfter(run.begun().plus(PATIENCE))) {
      failed.remove(turn);
      runs.end(run.id(), run.noted("given up, for " + why.note()), now);
      return;
    }
    var pause =
        why instanceof TryLater later
            ? later.notBefore().filter(asked -> asked.compareTo(PAUSE) > 0).orElse(PAUSE)
            : PAUSE;
    runs.waits(run, "waits: " + why.note(), now.plus(pause));
  }

  private static String turn(RunRow run, HeldByPartner held) {
    return run.id() + " " + held.participantId();
  }

  /** Another participant may fare better: the partner was asked, and nothing is said of it. */
  private static boolean isOfItsOwn(Outcome why) {
    if (why instanceof PartnerFault fault) {
      return fault.reason() == AttentionReason.OVERSIZED_ANSWER;
    }
    return why.reach() == Reach.ANSWERS || why.reach() == Reach.AILING;
  }

  private void found(RunRow run, Compared compared, Instant now) {
    var held = compared.held();
    var still = holdings.of(run.partner(), held.participantId());
    var before = findings.openBefore(run, held.participantId());
    var subjects = new HashSet<String>();
    var left = new HashSet<String>();
    for (var one : compared.found()) {
      if (isTidiedAway(run, one)) {
        continue;
      }
      var subject = FindingConcerns.subject(run.partner(), one);
      var what = judged(run, held, still, one);
      if (what.isEmpty()) {
        left.add(subject);
      } else if (one.kind() == Kind.KEPT_DIFFERENTLY) {
        keepOnce(run, held, one, subject, now);
      } else {
        subjects.add(keep(run, held, still, before, what.get(), now));
      }
    }
    well(run, before, compared, subjects, left, now);
  }

  /** A partner need not keep for ever what is over there. */
  private boolean isTidiedAway(RunRow run, Discrepancy what) {
    return what.kind() == Kind.MISSING
        && what.record().filter(one -> holdings.hasEnded(run.partner(), one)).isPresent();
  }

  /** What a partner keeps otherwise from the beginning is in one report, and nobody's to see to. */
  private void keepOnce(
      RunRow run, HeldByPartner held, Discrepancy what, String subject, Instant now) {
    if (!findings.wasFound(subject, what)) {
      findings.keep(run, held.participantId(), what, subject, run.id(), now);
    }
  }

  private String keep(
      RunRow run,
      HeldByPartner held,
      List<HeldRecord> still,
      List<FindingRow> before,
      Discrepancy what,
      Instant now) {
    var subject = FindingConcerns.subject(run.partner(), what);
    var open = before.stream().filter(one -> one.subject().equals(subject)).findFirst();
    var same = open.filter(one -> one.repairedBy().isEmpty() && what.isSameAs(one.what()));
    var first = same.map(FindingRow::firstRun).orElse(run.id());
    var finding = findings.keep(run, held.participantId(), what, subject, first, now);
    if (open.isPresent() && same.isEmpty()) {
      rules.anew(finding);
    }
    rules.handle(finding, priority(still, what));
    log.info(
        "{} of {} at {}: {}",
        what.address(),
        held.participantId(),
        run.partner(),
        what.kind().word());
    return subject;
  }

  private static Priority priority(List<HeldRecord> held, Discrepancy what) {
    return held.stream()
        .filter(one -> what.record().filter(one.key()::equals).isPresent())
        .map(HeldRecord::priority)
        .findFirst()
        .orElse(Priority.URGENT);
  }

  /** What has changed with us meanwhile is looked at by the next one. */
  private Optional<Discrepancy> judged(
      RunRow run, HeldByPartner held, List<HeldRecord> still, Discrepancy what) {
    if (what.delivery().isPresent()) {
      var delivery = what.delivery().getAsLong();
      return still.stream().anyMatch(one -> one.delivery() == delivery)
              && holdings.isStill(delivery, held.since())
          ? Optional.of(what)
          : Optional.empty();
    }
    return what.kind() == Kind.EXTRA
        ? extra(run, held, what, what.record().orElseThrow())
            .filter(extra -> isStill(run, held, extra))
        : Optional.of(what).filter(news -> !isKnown(run, news));
  }

  private boolean isStill(RunRow run, HeldByPartner held, Discrepancy extra) {
    return holdings.isStill(run.partner(), extra.record().orElseThrow(), held.since());
  }

  /** What is the partner's own is told once. */
  private boolean isKnown(RunRow run, Discrepancy news) {
    return findings.wasFound(FindingConcerns.subject(run.partner(), news));
  }

  /** What is of another participant of ours is the worst that can stand in a chart. */
  private Optional<Discrepancy> extra(
      RunRow run, HeldByPartner held, Discrepancy what, RecordKey record) {
    var whose = holdings.participant(record.kind(), record.id());
    if (whose.filter(one -> !one.equals(held.participantId())).isPresent()) {
      return Optional.of(
          new Discrepancy(
              Kind.WRONG_PATIENT,
              what.record(),
              what.delivery(),
              what.type(),
              what.identifier(),
              what.id(),
              what.version(),
              Optional.of(held.patient())));
    }
    return !what.identifier().isEmpty()
            || !holdings.mayBeThere(run.partner(), record.kind(), record.id())
            || holdings.shouldBeOver(run.partner(), held.participantId(), record)
        ? Optional.of(what)
        : Optional.empty();
  }

  /**
   * What was found before and is not found any more is well, if it could be looked at.
   *
   * @param left what is left to the next one, found or not
   */
  private void well(
      RunRow run,
      List<FindingRow> open,
      Compared compared,
      Set<String> subjects,
      Set<String> left,
      Instant now) {
    for (var before : open) {
      if (subjects.contains(before.subject())) {
        findings.close(before, "found again by reconciliation " + run.id(), now);
      } else if (isSeen(before, compared) && !isLeft(before, left)) {
        findings.close(before, "well by reconciliation " + run.id(), now);
        rules.well(before, run);
      }
    }
  }

  private static boolean isSeen(FindingRow before, Compared compared) {
    return !compared.unseen().contains(before.what().type())
        || compared.over().contains(before.what().address());
  }

  /** What is extra and is taken back once more is well when it is over there. */
  private static boolean isLeft(FindingRow before, Set<String> left) {
    return left.contains(before.subject())
        && (before.what().delivery().isPresent() || before.repairedBy().isPresent());
  }
}
