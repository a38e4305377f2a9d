package org.warmhandoff.store;

import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The day up to which consents were looked at and the rules by which they were decided then, in one
 * row; and which participants a day or a partner concerns.
 */
public final class JdbcConsentDays {

  private static final LocalDate LEAP_DAY = LocalDate.of(2000, Month.FEBRUARY, 29);

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
   * of them, or who are a year older on the next. Others may be among them: a moment is written by
   * whatever zone, and its day may be the one before or after. Who has not come yet is not among
   * them: nothing of theirs is planned.
   */
  public List<String> changedAfter(LocalDate day) {
    var next = day.plusDays(1);
    return db.sql(
            """
            select distinct participant_id from program_record about
             where (kind = 'participant'
                    and (body like :ended or body like :begun or body like :birthday
                         or body like :leapDay)
                    or kind in ('participant', 'crisis-event')
                       and (body like :happenedBefore or body like :happened
                            or body like :happenedNext))
               and exists (select 1 from program_record who
                            where who.kind = 'participant' and who.id = about.participant_id)
            """)
        .param("birthday", bornOn(next))
        .param("leapDay", bornOn(isEveOfNoLeapDay(next) ? LEAP_DAY : next))
        .param("happenedBefore", "%At\":\"" + day.minusDays(1) + "T%")
        .param("happened", "%At\":\"" + day + "T%")
        .param("happenedNext", "%At\":\"" + next + "T%")
        .param("ended", "%\"to\":\"" + day + "\"%")
        .param("begun", "%\"from\":\"" + next + "\"%")
        .query(String.class)
        .list();
  }

  private static String bornOn(LocalDate day) {
    return "%\"birthDate\":\"____-" + day.toString().substring(5) + "\"%";
  }

  /** Who was born on a leap day is a year older on the day before in years that have none. */
  private static boolean isEveOfNoLeapDay(LocalDate day) {
    return day.plusDays(1).getDayOfMonth() == 1
        && day.getMonth() == Month.FEBRUARY
        && !day.isLeapYear();
  }
}
