package org.warmhandoff.store;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The day up to which consents were looked at and the rules by which they were decided then, in one
 * row; and which participants a day or a partner concerns.
 */
public final class JdbcConsentDays {

  private final JdbcClient db;

  /** Days and records in this database. */
  public JdbcConsentDays(JdbcClient db) {
    this.db = db;
  }

  /** The day that was looked at last. */
  public Optional<LocalDate> lookedAt() {
    return db.sql("select looked_at from consent_day").query(LocalDate.class).optional();
  }

  /** The rules of that day, as they were kept. */
  public Optional<String> rules() {
    return db.sql("select rules from consent_day where rules is not null")
        .query(String.class)
        .optional();
  }

  /** Keeps that this day was looked at, by these rules. */
  public void keep(LocalDate day, String rules) {
    if (lookedAt().isEmpty()) {
      db.sql("insert into consent_day (looked_at) values (:day)").param("day", day).update();
    }
    db.sql("update consent_day set looked_at = :day, rules = :rules")
        .param("day", day)
        .param("rules", rules)
        .update();
  }

  /** The partners that anything was ever planned for. */
  public List<String> partners() {
    return db.sql("select distinct partner from delivery").query(String.class).list();
  }

  /** The participants of whom anything was ever planned for these partners. */
  public List<String> participants(Set<String> partners) {
    return db.sql("select distinct participant_id from delivery where partner in (:partners)")
        .param("partners", partners)
        .query(String.class)
        .list();
  }

  /**
   * The participants of whom something ended with that day or began with the next, happened on one
   * of them, or who are a year older on the next. Others may be among them.
   */
  public List<String> changedAfter(LocalDate day) {
    return db.sql(
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
        .list();
  }
}
