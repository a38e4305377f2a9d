package org.warmhandoff.store;

import static org.warmhandoff.store.Times.column;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.record.ReferralStatus.Appointment;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.referral.ReferralLife.Verdict;
import org.warmhandoff.referral.ReferralTransitions.Who;

/** What either side said of each referral, in order. Only ever added to. */
public final class JdbcReferralTrail {

  private static final int LONGEST_REASON = 1000;
  private static final int LONGEST_LINE = 200;
  private static final int MOST_RESULTS = 9;

  /** By which way an answer came that staff recorded. */
  public enum Via {
    PHONE,
    FAX,
    PORTAL,
    IN_PERSON
  }

  /**
   * That staff of the program wrote an entry, where the partner's system says nothing.
   *
   * @param by who recorded it, as they signed on
   * @param saidBy who said so at the partner; empty where an entry is taken back
   * @param via empty where an entry is taken back
   * @param takesBack the number of the entry that is taken back; empty of an answer
   */
  public record Recorded(
      String by, Optional<String> saidBy, Optional<Via> via, OptionalLong takesBack) {}

  /**
   * What one side said.
   *
   * @param number of the entry; 0 before it is kept
   * @param verdict what became of it
   * @param note in our own words
   * @param recorded by whom; empty of what was read at the partner or in the program's records
   */
  public record TrailEntry(
      long number,
      Instant at,
      String partner,
      Who who,
      State state,
      Verdict verdict,
      String note,
      Said said,
      Optional<Recorded> recorded) {

    /** One that nobody recorded, before it is kept. */
    public TrailEntry(
        Instant at, String partner, Who who, State state, Verdict verdict, String note, Said said) {
      this(0, at, partner, who, state, verdict, note, said, Optional.empty());
    }

    /** The same, recorded so. */
    public TrailEntry recorded(Recorded how) {
      return new TrailEntry(number, at, partner, who, state, verdict, note, said, Optional.of(how));
    }

    /** Whether it is an answer that staff recorded. */
    public boolean isRecordedAnswer() {
      return recorded.filter(how -> how.takesBack().isEmpty()).isPresent();
    }
  }

  /**
   * The partner's own words, which are nobody's to log.
   *
   * @param since when it became so, as the partner says
   * @param results what came of it
   */
  public record Said(
      Optional<Instant> since,
      Optional<String> reason,
      Optional<Appointment> appointment,
      List<String> results) {

    public Said {
      reason = reason.map(text -> JdbcReferralTrail.cut(text, LONGEST_REASON));
      appointment = appointment.map(Said::bounded);
      results = results.stream().limit(MOST_RESULTS).map(Said::line).toList();
    }

    private static Appointment bounded(Appointment one) {
      var where = one.where().map(text -> JdbcReferralTrail.cut(text, LONGEST_LINE));
      return new Appointment(one.at(), Optional.empty(), one.day(), where);
    }

    private static String line(String text) {
      return JdbcReferralTrail.cut(text.replaceAll("\\R", " "), LONGEST_LINE);
    }

    /** Whether it says no more and no less than that, whenever it became so. */
    public boolean isLike(Said other) {
      return reason.equals(other.reason)
          && when().equals(other.when())
          && results.equals(other.results);
    }

    private Optional<String> when() {
      return appointment.map(one -> one.at() + " " + one.day() + " " + one.where());
    }

    /** Nothing but the state. */
    public static Said nothing() {
      return new Said(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }
  }

  private final JdbcClient db;

  /** The trails in this database. */
  public JdbcReferralTrail(JdbcClient db) {
    this.db = db;
  }

  /** Adds what was said of that referral. */
  public void add(String id, TrailEntry entry) {
    var said = entry.said();
    var appointment = said.appointment();
    var recorded = entry.recorded();
    db.sql(
            """
            insert into referral_event
                   (at, partner, record_id, who, state, verdict, note, since, reason,
                    appointment_at, appointment_on, appointment_where, results,
                    said_by, via, recorded_by, takes_back)
            values (:at, :partner, :id, :who, :state, :verdict, :note, :since, :reason,
                    :appointmentAt, :appointmentOn, :appointmentWhere, :results,
                    :saidBy, :via, :recordedBy, :takesBack)
            """)
        .param("at", column(entry.at()))
        .param("partner", entry.partner())
        .param("id", id)
        .param("who", entry.who().name())
        .param("state", entry.state().name())
        .param("verdict", entry.verdict().name())
        .param("note", entry.note())
        .param("since", said.since().map(Times::column).orElse(null))
        .param("reason", said.reason().orElse(null))
        .param(
            "appointmentAt", appointment.flatMap(Appointment::at).map(Times::column).orElse(null))
        .param("appointmentOn", appointment.flatMap(Appointment::day).orElse(null))
        .param("appointmentWhere", appointment.flatMap(Appointment::where).orElse(null))
        .param("results", String.join("\n", said.results()))
        .param("saidBy", recorded.flatMap(Recorded::saidBy).orElse(null))
        .param("via", recorded.flatMap(Recorded::via).map(Via::name).orElse(null))
        .param("recordedBy", recorded.map(Recorded::by).orElse(null))
        .param("takesBack", recorded.flatMap(JdbcReferralTrail::takesBack).orElse(null))
        .update();
  }

  private static Optional<Long> takesBack(Recorded how) {
    return how.takesBack().isPresent()
        ? Optional.of(how.takesBack().getAsLong())
        : Optional.empty();
  }

  /** A partner may write as much as it likes; PostgreSQL takes no text with a zero in it. */
  private static String cut(String text, int longest) {
    var whole = text.replace("\u0000", "");
    return whole.length() <= longest ? whole : whole.substring(0, longest - 3) + "...";
  }

  /** All that was said of a referral, in order. */
  public List<TrailEntry> of(String id) {
    return db.sql("select * from referral_event where record_id = :id order by seq")
        .param("id", id)
        .query(JdbcReferralTrail::entry)
        .list();
  }

  /** What was said of it at that partner, in order. */
  public List<TrailEntry> at(String partner, String id) {
    return of(id).stream().filter(one -> one.partner().equals(partner)).toList();
  }

  private static TrailEntry entry(ResultSet row, int n) throws SQLException {
    return new TrailEntry(
        row.getLong("seq"),
        Times.instant(row, "at"),
        row.getString("partner"),
        Who.valueOf(row.getString("who")),
        State.valueOf(row.getString("state")),
        Verdict.valueOf(row.getString("verdict")),
        row.getString("note"),
        new Said(
            Times.maybe(row, "since"),
            Optional.ofNullable(row.getString("reason")),
            appointment(row),
            Stream.ofNullable(row.getString("results"))
                .flatMap(String::lines)
                .filter(line -> !line.isEmpty())
                .toList()),
        recorded(row));
  }

  private static Optional<Recorded> recorded(ResultSet row) throws SQLException {
    var by = row.getString("recorded_by");
    var takesBack = row.getLong("takes_back");
    return by == null
        ? Optional.empty()
        : Optional.of(
            new Recorded(
                by,
                Optional.ofNullable(row.getString("said_by")),
                Optional.ofNullable(row.getString("via")).map(Via::valueOf),
                takesBack == 0 ? OptionalLong.empty() : OptionalLong.of(takesBack)));
  }

  private static Optional<Appointment> appointment(ResultSet row) throws SQLException {
    var at = Times.maybe(row, "appointment_at");
    var day = Optional.ofNullable(row.getObject("appointment_on", LocalDate.class));
    var where = Optional.ofNullable(row.getString("appointment_where"));
    return at.isPresent() || day.isPresent() || where.isPresent()
        ? Optional.of(new Appointment(at, Optional.empty(), day, where))
        : Optional.empty();
  }
}
