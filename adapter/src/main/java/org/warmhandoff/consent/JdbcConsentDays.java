package org.warmhandoff.consent;

import static org.slf4j.LoggerFactory.getLogger;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.message.Stored;
import org.warmhandoff.flow.port.ConsentDays;
import org.warmhandoff.store.JdbcRecords;

/**
 * Days of consents by the calendar of the program; which was looked at last outlasts a restart. So
 * do the rules of the configuration by which it was decided then: of partners of whom they say
 * something else now, everything is decided anew.
 */
public final class JdbcConsentDays implements ConsentDays {

  private static final Logger log = getLogger(JdbcConsentDays.class);

  private final JdbcClient db;
  private final JdbcRecords records;
  private final Clock clock;
  private final ZoneId zone;
  private final DecisionRules rules;
  private final AtomicBoolean compared = new AtomicBoolean();
  private final AtomicReference<LocalDate> looking = new AtomicReference<>();

  /** Days of the consents in this database, by the calendar of that zone and by these rules. */
  public JdbcConsentDays(
      JdbcClient db, JdbcRecords records, Clock clock, ZoneId zone, DecisionRules rules) {
    this.db = db;
    this.records = records;
    this.clock = clock;
    this.zone = zone;
    this.rules = rules;
  }

  @Override
  public List<String> changed() {
    var today = LocalDate.ofInstant(clock.instant(), zone);
    looking.set(today);
    var last = lookedAt().orElse(today.minusDays(1));
    var byTheDay =
        last.isBefore(today)
            ? last.datesUntil(today).flatMap(this::changedAfter)
            : Stream.<String>empty();
    return Stream.concat(byTheDay, byOtherRules()).distinct().toList();
  }

  /** Looked for once, when a process begins: other nodes may go by others for a while. */
  private Stream<String> byOtherRules() {
    if (compared.get()) {
      return Stream.empty();
    }
    var before =
        db.sql("select rules from consent_day where rules is not null")
            .query(String.class)
            .optional()
            .map(DecisionRules::read);
    return before.stream().flatMap(this::otherwise);
  }

  private Stream<String> otherwise(DecisionRules before) {
    var partners =
        db.sql("select distinct partner from delivery").query(String.class).list().stream()
            .filter(partner -> rules.decideOtherwise(partner, before))
            .toList();
    if (partners.isEmpty()) {
      return Stream.empty();
    }
    var participants =
        db.sql("select distinct participant_id from delivery where partner in (:partners)")
            .param("partners", partners)
            .query(String.class)
            .list();
    log.info(
        "configured otherwise since: what went to {} is decided anew, of {} participants",
        String.join(", ", partners),
        participants.size());
    return participants.stream();
  }

  /** What ended with that day, or began with the next; what happened on it; who is a year older. */
  private Stream<String> changedAfter(LocalDate day) {
    return db
        .sql(
            """
            select distinct participant_id from program_record
             where kind = 'participant'
                   and (body like :ended or body like :begun or body like :birthday)
                or kind in ('participant', 'crisis-event')
                   and (body like :happened or body like :happenedNext)
            """)
        .param(
            "birthday", "%\"birthDate\":\"____-" + day.plusDays(1).toString().substring(5) + "\"%")
        .param("happened", "%At\":\"" + day + "T%")
        .param("happenedNext", "%At\":\"" + day.plusDays(1) + "T%")
        .param("ended", "%\"to\":\"" + day + "\"%")
        .param("begun", "%\"from\":\"" + day.plusDays(1) + "\"%")
        .query(String.class)
        .list()
        .stream();
  }

  private Optional<LocalDate> lookedAt() {
    return db.sql("select looked_at from consent_day").query(LocalDate.class).optional();
  }

  @Override
  public Stored.Fresh again(String participantId) {
    return records.again(participantId);
  }

  @Override
  public void done() {
    var day = looking.get();
    if (lookedAt().isEmpty()) {
      db.sql("insert into consent_day (looked_at) values (:day)").param("day", day).update();
    }
    db.sql("update consent_day set looked_at = :day, rules = :rules")
        .param("day", day)
        .param("rules", rules.text())
        .update();
    compared.set(true);
  }
}
