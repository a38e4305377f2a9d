package org.warmhandoff.drill;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.warmhandoff.config.Config.ProgramConfig;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.delivery.Operating;
import org.warmhandoff.drill.DrillStep.DrillClearing;
import org.warmhandoff.drill.DrillStep.DrillOutcome;
import org.warmhandoff.drill.DrillStep.DrillPart;
import org.warmhandoff.flow.message.IntakeAnswer;
import org.warmhandoff.flow.message.IntakeAnswer.Invalid;
import org.warmhandoff.intake.Door;
import org.warmhandoff.operate.MatchDecisions;
import org.warmhandoff.record.DrillIds;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.reading.Reading.Valid;
import org.warmhandoff.record.reading.RecordReader;
import org.warmhandoff.store.JdbcLinks;
import org.warmhandoff.store.JdbcRecords;

/** What a drill submits, through the door that every record comes in by. */
public final class DrillSubmission {

  /** Who decides which patient the participant is, where the configuration says it. */
  static final String BY = "drill";

  private final Supplier<Door> door;
  private final JdbcRecords records;
  private final RecordReader reader;
  private final JdbcLinks links;
  private final MatchDecisions decisions;
  private final Operating operating;
  private final DrillRecords made;
  private final Clock clock;

  /**
   * Submits through that door.
   *
   * @param program whose drills they are
   */
  public DrillSubmission(
      Supplier<Door> door,
      JdbcRecords records,
      RecordReader reader,
      JdbcLinks links,
      MatchDecisions decisions,
      Operating operating,
      ProgramConfig program,
      Clock clock) {
    this.door = door;
    this.records = records;
    this.reader = reader;
    this.links = links;
    this.decisions = decisions;
    this.operating = operating;
    this.made = new DrillRecords(program.namespace(), program.timeZone());
    this.clock = clock;
  }

  /** The participant by whom that partner is drilled, as it is configured now; and who it is. */
  void participant(PartnerConfig partner) {
    var last = records.participant(DrillIds.participant(partner.name()));
    if (last.filter(one -> one.equals(asNow(partner, one))).isEmpty()) {
      var version = last.map(Participant::version).orElse(0) + 1;
      problem(door.get().submitDrill(made.participant(partner, version, clock.instant())))
          .ifPresent(
              why -> {
                throw new IllegalStateException("no participant of a drill: " + why);
              });
    }
    partner.drill().patient().ifPresent(patient -> decide(partner.name(), patient));
  }

  /** The same version as it would be made now. */
  private Participant asNow(PartnerConfig partner, Participant last) {
    var now = reader.readDrill(made.participant(partner, last.version(), last.recordedAt()));
    return (Participant) ((Valid) now).record();
  }

  private void decide(String partner, String patient) {
    var participant = DrillIds.participant(partner);
    if (!isDecidedByAPerson(partner, participant)
        && links
            .find(partner, participant)
            .filter(one -> one.patient().equals(patient))
            .isEmpty()) {
      decisions.decide(partner, participant, patient, BY);
    }
  }

  /** Whether the last who decided, or undid that, was a person: that counts. */
  private boolean isDecidedByAPerson(String partner, String participant) {
    return links.events(partner, participant).stream()
        .filter(JdbcLinks.Event::wasDecided)
        .reduce((earlier, later) -> later)
        .filter(last -> !last.by().equals(BY))
        .isPresent();
  }

  /** The step when its record was taken in, or not. */
  DrillStep sent(DrillRow drill, DrillStep step, PartnerConfig partner) {
    var before = clock.instant();
    return problem(door.get().submitDrill(made.sent(drill, step, partner)))
        .map(why -> step.ended(DrillOutcome.FAILED, "not taken in: " + why))
        .orElseGet(() -> step.begun(step.from().orElse(before)));
  }

  /** The step as begun where its record was taken in, also if nobody came to keep that. */
  DrillStep found(DrillStep step) {
    return step.part() != DrillPart.ANSWER
            && step.from().isEmpty()
            && records.one(step.key(1)).isPresent()
        ? step.begun(clock.instant())
        : step;
  }

  /** The step when what takes it back was taken in, or not. */
  DrillStep takenBack(DrillRow drill, DrillStep step, Optional<PartnerConfig> partner) {
    var target = askedFor(step).or(() -> partner.flatMap(DrillRecords::target));
    return problem(door.get().submitDrill(made.takenBack(drill, step, target)))
        .map(why -> step.cleared(DrillClearing.LEFT, Optional.empty(), "not taken in: " + why))
        .orElseGet(() -> step.cleared(DrillClearing.WAITING, Optional.empty(), "under way"));
  }

  /** These deliveries do not go, also when their partner comes back. */
  void cancel(List<Long> deliveries) {
    operating.carryOut(Operating.Move.CANCEL, deliveries, BY);
  }

  /** What a referral asked for when it was sent. */
  private Optional<Referral.Target> askedFor(DrillStep step) {
    return step.part() == DrillPart.REFERRAL
        ? records.one(step.key(1)).map(Referral.class::cast).map(sent -> sent.to().target())
        : Optional.empty();
  }

  /** What was taken in before, as it was configured then, is as good. */
  private static Optional<String> problem(IntakeAnswer answer) {
    return answer instanceof Invalid invalid
        ? Optional.of(
            invalid.problems().stream()
                .map(one -> one.pointer() + " " + one.reason())
                .collect(Collectors.joining("; ")))
        : Optional.empty();
  }
}
