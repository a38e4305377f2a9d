package org.warmhandoff.drill;

import static org.warmhandoff.store.Times.column;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.drill.DrillRow.DrillStage;
import org.warmhandoff.drill.DrillRow.DrillVerdict;
import org.warmhandoff.store.Times;

/** The drills that were asked for, how far each has come, and what was timed. */
public final class JdbcDrills {

  private final JdbcClient db;

  /** The drills in this database. */
  public JdbcDrills(JdbcClient db) {
    this.db = db;
  }

  /**
   * Begins one; it is due when its steps are kept. Part of a transaction.
   *
   * @param scheduled of which day it is the scheduled one; of a day there is one
   * @return its number; empty where one goes on at the partner, or that day's has begun already
   */
  Optional<Long> begin(String partner, String by, Optional<LocalDate> scheduled, Instant now) {
    var fresh =
        db.sql(
                """
                insert into drill
                       (partner, open_partner, asked_by, scheduled_on, begun_at, stage, due_at,
                        note)
                values (:partner, :partner, :by, :scheduled, :now, :stage, :now, 'has begun')
                    on conflict do nothing
                """)
            .param("partner", partner)
            .param("by", by)
            .param("scheduled", scheduled.orElse(null))
            .param("now", column(now))
            .param("stage", DrillStage.SENDING.name())
            .update();
    return fresh == 1
        ? db.sql("select id from drill where open_partner = :partner")
            .param("partner", partner)
            .query(Long.class)
            .optional()
        : Optional.empty();
  }

  /** Keeps that the scheduled one of that day is not made up for. */
  void passOver(String partner, String by, LocalDate scheduled, Instant now, String why) {
    db.sql(
            """
            insert into drill
                   (partner, asked_by, scheduled_on, begun_at, stage, ended_at, note)
            values (:partner, :by, :scheduled, :now, :stage, :now, :why)
                on conflict do nothing
            """)
        .param("partner", partner)
        .param("by", by)
        .param("scheduled", scheduled)
        .param("now", column(now))
        .param("stage", DrillStage.OVER.name())
        .param("why", why)
        .update();
  }

  /** The day of the last scheduled one at that partner. */
  Optional<LocalDate> lastScheduled(String partner) {
    return db.sql("select max(scheduled_on) as last from drill where partner = :partner")
        .param("partner", partner)
        .query((row, n) -> Optional.ofNullable(row.getObject("last", LocalDate.class)))
        .single();
  }

  /**
   * Takes the oldest that goes on and is due.
   *
   * @param until when it falls due again where nothing comes of it
   */
  Optional<DrillRow> claim(String partner, Instant now, Instant until) {
    return db.sql(
            """
            select * from drill where partner = :partner and due_at <= :now
             order by due_at, id limit 1
            """)
        .param("partner", partner)
        .param("now", column(now))
        .query(DrillRow::of)
        .optional()
        .filter(drill -> isClaimed(drill, until));
  }

  /**
   * Takes the oldest that goes on at a partner that is none of these, where nobody who knows it has
   * gone on with it since.
   *
   * @param until when it falls due again where nothing comes of it
   */
  Optional<DrillRow> claimElsewhere(Collection<String> partners, Instant since, Instant until) {
    return db.sql(
            """
            select * from drill
             where open_partner is not null and open_partner not in (:partners)
               and due_at <= :since
             order by due_at, id limit 1
            """)
        .param("partners", partners)
        .param("since", column(since))
        .query(DrillRow::of)
        .optional()
        .filter(drill -> isClaimed(drill, until));
  }

  /** Of several nodes one. */
  private boolean isClaimed(DrillRow drill, Instant until) {
    return db.sql("update drill set due_at = :until where id = :id and due_at = :due")
            .param("until", column(until))
            .param("id", drill.id())
            .param("due", column(drill.due().orElseThrow()))
            .update()
        == 1;
  }

  /** It goes on then, at that stage. */
  void goesOn(long id, DrillStage stage, Instant due, String note) {
    db.sql("update drill set stage = :stage, due_at = :due, note = :note where id = :id")
        .param("stage", stage.name())
        .param("due", column(due))
        .param("note", note)
        .param("id", id)
        .update();
  }

  /** From now on it cleans up; when that began is what it began with, however often it is asked. */
  void cleans(long id, Instant now) {
    db.sql(
            """
            update drill set stage = :stage, cleaning_at = coalesce(cleaning_at, :now),
                   due_at = :now, note = 'cleans up'
             where id = :id
            """)
        .param("stage", DrillStage.CLEANING.name())
        .param("now", column(now))
        .param("id", id)
        .update();
  }

  /**
   * It is over.
   *
   * @param due when what is left is looked after again; empty where nothing is left
   */
  void end(long id, DrillVerdict verdict, String note, Instant now, Optional<Instant> due) {
    db.sql(
            """
            update drill
               set stage = :stage, open_partner = null, ended_at = coalesce(ended_at, :now),
                   verdict = :verdict, note = :note, due_at = :due
             where id = :id
            """)
        .param("stage", DrillStage.OVER.name())
        .param("now", column(now))
        .param("verdict", verdict.name())
        .param("note", note)
        .param("due", due.map(Times::column).orElse(null))
        .param("id", id)
        .update();
  }

  /** Keeps a step that is new. */
  void add(DrillStep step) {
    db.sql(
            """
            insert into drill_step
                   (drill, step, record_id, outcome, note, target_seconds, cleared_note)
            values (:drill, :step, :record, :outcome, :note, :target, '')
            """)
        .param("drill", step.drill())
        .param("step", step.part().name())
        .param("record", step.recordId())
        .param("outcome", step.outcome().name())
        .param("note", step.note())
        .param("target", step.target().map(Duration::toSeconds).orElse(null))
        .update();
  }

  /** Keeps what has come of a step. */
  void keep(DrillStep step) {
    db.sql(
            """
            update drill_step
               set outcome = :outcome, note = :note, from_at = :from, there_at = :there,
                   form = :form, remote = :remote, marking = :marking, cleared = :cleared,
                   cleared_at = :clearedAt, cleared_note = :clearedNote
             where drill = :drill and step = :step
            """)
        .param("outcome", step.outcome().name())
        .param("note", step.note())
        .param("from", step.from().map(Times::column).orElse(null))
        .param("there", step.there().map(Times::column).orElse(null))
        .param("form", step.form().map(Enum::name).orElse(null))
        .param("remote", step.remote().orElse(null))
        .param("marking", step.marking().map(Enum::name).orElse(null))
        .param("cleared", step.cleared().map(Enum::name).orElse(null))
        .param("clearedAt", step.clearedAt().map(Times::column).orElse(null))
        .param("clearedNote", step.clearedNote())
        .param("drill", step.drill())
        .param("step", step.part().name())
        .update();
  }

  /** The steps of a drill, in their order. */
  public List<DrillStep> steps(long drill) {
    return db
        .sql("select * from drill_step where drill = :drill")
        .param("drill", drill)
        .query(DrillStep::of)
        .list()
        .stream()
        .sorted((one, other) -> one.part().compareTo(other.part()))
        .toList();
  }

  /** The one of that number. */
  public Optional<DrillRow> one(long id) {
    return db.sql("select * from drill where id = :id")
        .param("id", id)
        .query(DrillRow::of)
        .optional();
  }

  /** The one that goes on at that partner. */
  public Optional<DrillRow> underWay(String partner) {
    return db.sql("select * from drill where open_partner = :partner")
        .param("partner", partner)
        .query(DrillRow::of)
        .optional();
  }

  /** The newest that were begun, at most so many. */
  public List<DrillRow> newest(int most) {
    return db.sql(
            """
            select * from drill where verdict is not null or open_partner is not null
             order by id desc limit :most
            """)
        .param("most", most)
        .query(DrillRow::of)
        .list();
  }
}
