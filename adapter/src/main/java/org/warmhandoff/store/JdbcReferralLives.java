package org.warmhandoff.store;

import static org.warmhandoff.store.Times.column;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.ReferralStatus.State;

/** Where each referral is in its life, at each partner that has it. */
public final class JdbcReferralLives {

  private static final int MOST_AT_ONCE = 10;

  /** Nobody answers before they have seen it. */
  private static final Duration BEFORE_FIRST_LOOK = Duration.ofSeconds(30);

  /** As the partner reads it. */
  private static final String REPLACED = "Somebody else is asked instead.";

  private final JdbcClient db;

  /** The lives in this database. */
  public JdbcReferralLives(JdbcClient db) {
    this.db = db;
  }

  /**
   * A partner has that version from now on. The life of one that it had before goes on, and what
   * the partner could answer in it still has, however this version came there. Of other records
   * nothing is kept. Part of a transaction.
   *
   * @param asks whether the partner holds anything that it could answer in
   */
  public void begin(
      String partner,
      RecordKey key,
      String participantId,
      Priority priority,
      boolean asks,
      Instant now) {
    if (key.kind() == RecordKind.REFERRAL
        && !goesOn(partner, key, priority, asks, now)
        && find(partner, key.id()).isEmpty()) {
      insert(partner, key, participantId, priority, asks, now);
    }
  }

  private boolean goesOn(
      String partner, RecordKey key, Priority priority, boolean asks, Instant now) {
    return db.sql(
                """
                update referral_life
                   set begun_at = case when version < :version then :now else begun_at end,
                       reply_told = case when version < :version then false else reply_told end,
                       version = :version, priority = :priority, asks = asks or :asks, due_at = :look
                 where partner = :partner and record_id = :id and version <= :version
                """)
            .param("now", column(now))
            .param("version", key.version())
            .param("priority", priority.rank())
            .param("asks", asks)
            .param("look", column(now.plus(BEFORE_FIRST_LOOK)))
            .param("partner", partner)
            .param("id", key.id())
            .update()
        == 1;
  }

  private void insert(
      String partner,
      RecordKey key,
      String participantId,
      Priority priority,
      boolean asks,
      Instant now) {
    db.sql(
            """
            insert into referral_life
                   (partner, record_id, version, participant_id, priority, asks, state, seen, note,
                    begun_at, changed_at, seen_at, due_at, reply_told, noted_version)
            values (:partner, :id, :version, :participant, :priority, :asks, :state, '',
                    'not asked yet', :now, :now, :now, :now, false, 0)
                on conflict do nothing
            """)
        .param("partner", partner)
        .param("id", key.id())
        .param("version", key.version())
        .param("participant", participantId)
        .param("priority", priority.rank())
        .param("asks", asks)
        .param("state", State.REQUESTED.name())
        .param("now", column(now))
        .update();
  }

  /** Nothing of it stands at the partner any more: it is not looked at. Part of a transaction. */
  public void end(String partner, RecordKey key) {
    db.sql(
            """
            update referral_life
               set due_at = null, note = :note
             where partner = :partner and record_id = :id
            """)
        .param("note", LifeRow.TAKEN_BACK)
        .param("partner", partner)
        .param("id", key.id())
        .update();
  }

  /**
   * That a referral was sent on.
   *
   * @param from who had it
   * @param to who is asked instead
   */
  public record SentOn(String from, String to) {}

  /** Keeps that it is sent on. Part of a transaction. */
  public void sendOn(String id, SentOn on, String by, Instant now) {
    db.sql(
            """
            insert into referral_sent_on (record_id, from_partner, to_partner, at, sent_by)
            values (:id, :from, :to, :now, :by)
            """)
        .param("id", id)
        .param("from", on.from())
        .param("to", on.to())
        .param("now", column(now))
        .param("by", by)
        .update();
  }

  /** To whom a referral was sent on, in order. */
  public List<SentOn> sentOn(String id) {
    return db.sql(
            """
            select from_partner, to_partner from referral_sent_on
             where record_id = :id order by at, from_partner
            """)
        .param("id", id)
        .query((row, n) -> new SentOn(row.getString(1), row.getString(2)))
        .list();
  }

  /** The record as that partner is to know it: whoever was replaced is asked no more. */
  public ProgramRecord asToldTo(String partner, ProgramRecord record) {
    return record instanceof Referral referral
            && referral.current()
            && sentOn(referral.id()).stream().anyMatch(one -> one.from().equals(partner))
        ? referral.recalled(REPLACED)
        : record;
  }

  /**
   * Takes those whose turn it is, the most urgent first.
   *
   * @param until when they fall due again where nothing comes of it
   */
  public List<LifeRow> claim(String partner, Instant now, Instant until) {
    return due(partner, now).stream().filter(one -> isClaimed(one, until)).toList();
  }

  private List<LifeRow> due(String partner, Instant now) {
    return db.sql(
            """
            select * from referral_life where partner = :partner and due_at <= :now
             order by priority, due_at, record_id limit :most
            """)
        .param("partner", partner)
        .param("now", column(now))
        .param("most", MOST_AT_ONCE)
        .query(LifeRow::of)
        .list();
  }

  /** Of several nodes one. */
  private boolean isClaimed(LifeRow one, Instant until) {
    return db.sql(
                """
                update referral_life set due_at = :until
                 where partner = :partner and record_id = :id and due_at = :due
                """)
            .param("until", column(until))
            .param("partner", one.partner())
            .param("id", one.key().id())
            .param("due", column(one.looks().due().orElseThrow()))
            .update()
        == 1;
  }

  /**
   * Looks at once at those that are looked at later anyway and of which that holds. One that is
   * being looked at is looked at once more: what it saw may be from before.
   */
  public void hint(String partner, Predicate<LifeRow> concerned, Instant now) {
    hint(partner, concerned, LifeRow.CALLED, now);
  }

  /** The same because somebody called who did not say about what. */
  public void hintUnnamed(String partner, Predicate<LifeRow> concerned, Instant now) {
    hint(partner, concerned, LifeRow.CALLED_UNNAMED, now);
  }

  /** Looks at that one now, for a search there shows that it changed. Part of a transaction. */
  public void shown(LifeRow life, Instant now) {
    lookBy(life, LifeRow.SEARCHED, now);
  }

  /** The same, for it shows more of it than was seen. Part of a transaction. */
  public void severalShown(LifeRow life, Instant now) {
    lookBy(life, LifeRow.SEVERAL, now);
  }

  /** Looks at that one by then, for no search there shows what changes. Part of a transaction. */
  public void unsearched(LifeRow life, Instant then) {
    lookBy(life, LifeRow.UNSEARCHED, then);
  }

  private void hint(String partner, Predicate<LifeRow> concerned, String note, Instant now) {
    later(partner, now).stream().filter(concerned).forEach(life -> lookBy(life, note, now));
  }

  /**
   * Those that are looked at later, in the order in which whoever changes several of them in one
   * transaction does so, each once: else two would wait for each other.
   */
  public List<LifeRow> later(String partner, Instant now) {
    return db.sql(
            """
            select * from referral_life where partner = :partner and due_at > :now
             order by record_id
            """)
        .param("partner", partner)
        .param("now", column(now))
        .query(LifeRow::of)
        .list();
  }

  private void lookBy(LifeRow life, String note, Instant then) {
    db.sql(
            """
            update referral_life set due_at = :look, note = :note
             where partner = :partner and record_id = :id and due_at > :look
            """)
        .param("note", note)
        .param("look", column(then))
        .param("partner", life.partner())
        .param("id", life.key().id())
        .update();
  }

  /** Those of which that partner is asked, now or later. */
  public List<LifeRow> asked(String partner) {
    return db.sql(
            """
            select * from referral_life
             where partner = :partner and asks and due_at is not null order by record_id
            """)
        .param("partner", partner)
        .query(LifeRow::of)
        .list();
  }

  /** That life, which nobody else changes until the transaction ends. */
  public Optional<LifeRow> hold(String partner, String id) {
    return db.sql(
            """
            select * from referral_life where partner = :partner and record_id = :id for update
            """)
        .param("partner", partner)
        .param("id", id)
        .query(LifeRow::of)
        .optional();
  }

  /** Whether something of the participant is on its way there: what is read may be half of it. */
  public boolean isBeingWritten(LifeRow life, Instant now) {
    return db.sql(
                """
                select count(*) from lane
                 where partner = :partner and participant_id = :participant
                   and leased_until > :now
                """)
            .param("partner", life.partner())
            .param("participant", life.participantId())
            .param("now", column(now))
            .query(Integer.class)
            .single()
        > 0;
  }

  /** The life of a referral at that partner; empty where it never got there. */
  public Optional<LifeRow> find(String partner, String id) {
    return of(id).stream().filter(one -> one.partner().equals(partner)).findFirst();
  }

  /** The lives of a referral, by partner. */
  public List<LifeRow> of(String id) {
    return db.sql("select * from referral_life where record_id = :id order by partner")
        .param("id", id)
        .query(LifeRow::of)
        .list();
  }

  /** Keeps how it is now. Part of the transaction that holds it. */
  public void keep(LifeRow life) {
    db.sql(
            """
            update referral_life
               set state = :state, seen = :seen, note = :note, changed_at = :changed, seen_at = :seenAt,
                   looked_at = :looked, due_at = :due, reply_told = :told, noted_version = :noted
             where partner = :partner and record_id = :id
            """)
        .param("state", life.state().name())
        .param("seen", life.seen().toString())
        .param("note", life.looks().note())
        .param("changed", column(life.looks().changed()))
        .param("seenAt", column(life.looks().seen()))
        .param("looked", life.looks().last().map(Times::column).orElse(null))
        .param("due", life.looks().due().map(Times::column).orElse(null))
        .param("told", life.told().noReply())
        .param("noted", life.told().version())
        .param("partner", life.partner())
        .param("id", life.key().id())
        .update();
  }
}
