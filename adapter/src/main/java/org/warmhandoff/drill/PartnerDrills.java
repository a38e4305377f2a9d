package org.warmhandoff.drill;

import static java.util.stream.Collectors.toMap;
import static org.slf4j.LoggerFactory.getLogger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.config.Config.DrillsConfig;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.drill.DrillRow.DrillStage;
import org.warmhandoff.drill.DrillRow.DrillVerdict;
import org.warmhandoff.drill.DrillStep.DrillClearing;
import org.warmhandoff.drill.DrillStep.DrillOutcome;
import org.warmhandoff.drill.DrillStep.DrillPart;
import org.warmhandoff.flow.WhenThingsBreak;
import org.warmhandoff.flow.message.DrillTurn;
import org.warmhandoff.flow.port.Drills;
import org.warmhandoff.record.DrillIds;
import org.warmhandoff.store.Durability;

/**
 * Drills partners: their records are taken in as any, watched on their way, timed, and taken back.
 * Each step is a claim for a while and can be made again: whoever dies in the middle is followed by
 * somebody who goes on, and nothing is sent twice, for the records are the same.
 */
public final class PartnerDrills implements Drills {

  private static final Logger log = getLogger(PartnerDrills.class);

  /** How often what was left is looked after. */
  private static final Duration LEFT_PAUSE = Duration.ofMinutes(1);

  private static final String BROKEN = "could not be gone on with";

  private static final String GONE = "its partner is not in the configuration any more";

  private static final String AT_ONCE =
      "not waited for: what does not say that it is a test is taken back at once";

  private final JdbcDrills drills;
  private final DrillSubmission submission;
  private final DrillWatch watch;
  private final DrillConcerns concerns;
  private final MonthlyDrills monthly;
  private final Map<String, PartnerConfig> partners;
  private final DrillsConfig config;
  private final TransactionTemplate transaction;
  private final Durability durability;
  private final Clock clock;
  private final Duration lease;

  /**
   * Drills these partners.
   *
   * @param lease how long a step may take
   */
  public PartnerDrills(
      JdbcDrills drills,
      DrillSubmission submission,
      DrillWatch watch,
      DrillConcerns concerns,
      MonthlyDrills monthly,
      List<PartnerConfig> partners,
      DrillsConfig config,
      TransactionTemplate transaction,
      Durability durability,
      Clock clock,
      Duration lease) {
    this.drills = drills;
    this.submission = submission;
    this.watch = watch;
    this.concerns = concerns;
    this.monthly = monthly;
    this.partners = partners.stream().collect(toMap(PartnerConfig::name, Function.identity()));
    this.config = config;
    this.transaction = transaction;
    this.durability = durability;
    this.clock = clock;
    this.lease = lease;
  }

  /**
   * Begins one; it goes on by itself.
   *
   * @return its number; empty where one goes on at that partner
   */
  public Optional<Long> begin(String partner, String by) {
    return begin(partner, by, Optional.empty());
  }

  /** When it is known that it began, that is not forgotten any more: nothing runs unseen. */
  private Optional<Long> begin(String partner, String by, Optional<LocalDate> scheduled) {
    var life = durability.life();
    var begun = transaction.execute(status -> kept(partner, by, scheduled));
    begun.ifPresent(
        id -> {
          durability.ensure(life);
          log.info("drill {} at {} has begun", id, partner);
        });
    return begun;
  }

  private Optional<Long> kept(String partner, String by, Optional<LocalDate> scheduled) {
    var now = clock.instant();
    var begun = drills.begin(partner, by, scheduled, now);
    begun.ifPresent(id -> Stream.of(DrillPart.values()).forEach(part -> add(id, part, partner)));
    return begun;
  }

  private void add(long id, DrillPart part, String partner) {
    var begun = drills.one(id).orElseThrow().begun();
    var recordOf = part == DrillPart.ANSWER ? DrillPart.REFERRAL : part;
    var not = DrillRecords.notFor(part, partners.get(partner));
    drills.add(
        DrillStep.of(
            id,
            part,
            DrillIds.record(id, begun, recordOf.word()),
            not.isPresent() ? DrillOutcome.NOT_SENT : DrillOutcome.WAITING,
            not.orElse("not sent yet"),
            target(part)));
  }

  private Optional<Duration> target(DrillPart part) {
    return switch (part) {
      case PLAN -> Optional.of(config.plan());
      case EVENT -> Optional.of(config.event());
      case REFERRAL -> Optional.of(config.referral());
      case ANSWER -> config.answer();
    };
  }

  @Override
  public List<DrillTurn> due(String partner) {
    monthly.due(partner).ifPresent(day -> begin(partner, MonthlyDrills.BY, Optional.of(day)));
    var now = clock.instant();
    return drills.claim(partner, now, now.plus(lease)).stream()
        .map(drill -> new DrillTurn(drill.id(), drill.partner()))
        .toList();
  }

  /**
   * Who knows the partner claims it each time that it is due; here nobody has for a whole lease.
   */
  @Override
  public List<DrillTurn> withoutPartner() {
    var now = clock.instant();
    return drills.claimElsewhere(partners.keySet(), now.minus(lease), now.plus(lease)).stream()
        .map(drill -> new DrillTurn(drill.id(), drill.partner()))
        .toList();
  }

  /** What keeps breaking is given up when a drill has waited for as long as it waits at all. */
  @Override
  public void goOn(DrillTurn turn) {
    var drill = drills.one(turn.drill()).orElseThrow();
    try {
      goOn(drill);
    } catch (RuntimeException broken) {
      if (!isOverdue(drill)) {
        throw broken;
      }
      log.warn(
          "drill {} at {} is not gone on with: {}",
          drill.id(),
          drill.partner(),
          WhenThingsBreak.trace(broken));
      giveUp(drill);
    }
  }

  private boolean isOverdue(DrillRow drill) {
    var since =
        switch (drill.stage()) {
          case SENDING, WATCHING -> Optional.of(drill.begun());
          case CLEANING, CLEARING -> drill.cleaning();
          case OVER -> Optional.<Instant>empty();
        };
    return since
        .filter(began -> !clock.instant().isBefore(began.plus(config.patience())))
        .isPresent();
  }

  private void goOn(DrillRow drill) {
    if (isGone(drill)) {
      endWithoutPartner(drill);
      return;
    }
    switch (drill.stage()) {
      case SENDING -> send(drill);
      case WATCHING -> watch(drill);
      case CLEANING -> clean(drill);
      case CLEARING -> clear(drill);
      case OVER -> lookAfter(drill);
    }
  }

  /** What waits to get there fails and is taken back; what waits to be taken back is left. */
  private void giveUp(DrillRow drill) {
    var now = clock.instant();
    var steps = drills.steps(drill.id()).stream();
    if (drill.cleaning().isPresent()) {
      var left = steps.map(PartnerDrills::left).toList();
      left.forEach(drills::keep);
      end(drill, left, now);
    } else {
      steps.map(step -> failed(step, BROKEN)).forEach(drills::keep);
      drills.cleans(drill.id(), now);
    }
  }

  private boolean isGone(DrillRow drill) {
    return !partners.containsKey(drill.partner());
  }

  /**
   * What waits fails; what has not gone out yet does not either when the partner comes back. The
   * records are ended here, so that nobody takes them for current then.
   */
  private void endWithoutPartner(DrillRow drill) {
    if (drill.cleaning().isEmpty()) {
      var steps = drills.steps(drill.id()).stream().map(step -> failed(step, GONE)).toList();
      steps.forEach(drills::keep);
      submission.cancel(watch.notGone(drill, steps));
      drills.cleans(drill.id(), clock.instant());
    }
    clean(drills.one(drill.id()).orElseThrow());
    clear(drills.one(drill.id()).orElseThrow());
  }

  private DrillStep failed(DrillStep step, String why) {
    return step.outcome() == DrillOutcome.WAITING
        ? submission.found(step).ended(DrillOutcome.FAILED, why)
        : step;
  }

  private static DrillStep left(DrillStep step) {
    return step.isSent() && (step.cleared().isEmpty() || is(step, DrillClearing.WAITING))
        ? step.cleared(DrillClearing.LEFT, Optional.empty(), BROKEN)
        : step;
  }

  private void send(DrillRow drill) {
    var partner = partners.get(drill.partner());
    submission.participant(partner);
    for (var step : drills.steps(drill.id())) {
      if (step.outcome() == DrillOutcome.WAITING && step.part() != DrillPart.ANSWER) {
        drills.keep(submission.sent(drill, step, partner));
      }
    }
    drills.goesOn(drill.id(), DrillStage.WATCHING, clock.instant(), "waits for the partner");
  }

  private void watch(DrillRow drill) {
    var now = clock.instant();
    var steps = atOnce(watch.seen(drill, drills.steps(drill.id()), now));
    steps.forEach(drills::keep);
    if (steps.stream().anyMatch(step -> step.outcome() == DrillOutcome.WAITING)) {
      drills.goesOn(drill.id(), DrillStage.WATCHING, now, "waits for the partner");
    } else {
      drills.cleans(drill.id(), now);
    }
  }

  /** What somebody may take for real stays for no longer than it must. */
  private static List<DrillStep> atOnce(List<DrillStep> steps) {
    return isAny(steps, DrillOutcome.UNMARKED)
        ? steps.stream().map(PartnerDrills::notWaitedFor).toList()
        : steps;
  }

  private static DrillStep notWaitedFor(DrillStep step) {
    if (step.outcome() != DrillOutcome.WAITING) {
      return step;
    }
    return step.ended(
        step.part() == DrillPart.ANSWER ? DrillOutcome.NOT_SENT : DrillOutcome.FAILED, AT_ONCE);
  }

  private void clean(DrillRow drill) {
    var partner = Optional.ofNullable(partners.get(drill.partner()));
    for (var step : drills.steps(drill.id())) {
      if (step.isSent() && step.cleared().isEmpty()) {
        drills.keep(submission.takenBack(drill, step, partner));
      }
    }
    drills.goesOn(drill.id(), DrillStage.CLEARING, clock.instant(), "cleans up");
  }

  private void clear(DrillRow drill) {
    var now = clock.instant();
    var steps = watch.cleared(drill, drills.steps(drill.id()));
    steps.forEach(drills::keep);
    if (!isGone(drill)
        && now.isBefore(drill.cleaning().orElse(now).plus(config.patience()))
        && steps.stream().anyMatch(step -> is(step, DrillClearing.WAITING))) {
      drills.goesOn(drill.id(), DrillStage.CLEARING, now, "cleans up");
    } else {
      end(drill, steps, now);
    }
  }

  /** What a person should see is told first: who dies in between tells it once more. */
  private void end(DrillRow drill, List<DrillStep> steps, Instant now) {
    var left = steps.stream().filter(DrillStep::isLeft).toList();
    var verdict = verdict(steps);
    concerns.ended(drill, verdict, steps, left, isGone(drill));
    drills.end(drill.id(), verdict, note(left), now, again(left, now));
    log.info("drill {} at {} is over: {}", drill.id(), drill.partner(), verdict.word());
  }

  /** What could not be taken back goes on in the line; the drill tells when it has. */
  private void lookAfter(DrillRow drill) {
    var now = clock.instant();
    var steps = watch.cleared(drill, drills.steps(drill.id()));
    steps.forEach(drills::keep);
    var left = steps.stream().filter(DrillStep::isLeft).toList();
    if (left.isEmpty()) {
      concerns.cleanedUp(drill);
    }
    drills.end(drill.id(), drill.verdict().orElseThrow(), note(left), now, again(left, now));
  }

  private static String note(List<DrillStep> left) {
    return left.isEmpty() ? "over, and cleaned up" : "over, and not all is cleaned up";
  }

  private static Optional<Instant> again(List<DrillStep> left, Instant now) {
    return left.isEmpty() ? Optional.empty() : Optional.of(now.plus(LEFT_PAUSE));
  }

  private static boolean is(DrillStep step, DrillClearing how) {
    return step.cleared().filter(how::equals).isPresent();
  }

  private static DrillVerdict verdict(List<DrillStep> steps) {
    if (isAny(steps, DrillOutcome.UNMARKED)) {
      return DrillVerdict.UNMARKED;
    }
    if (isAny(steps, DrillOutcome.FAILED)) {
      return DrillVerdict.FAILED;
    }
    if (isAny(steps, DrillOutcome.MISSED)) {
      return DrillVerdict.MISSED;
    }
    return isAny(steps, DrillOutcome.MET) ? DrillVerdict.MET : DrillVerdict.NOT_TIMED;
  }

  private static boolean isAny(List<DrillStep> steps, DrillOutcome outcome) {
    return steps.stream().anyMatch(step -> step.outcome() == outcome);
  }
}
