package org.warmhandoff.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.message.Stored;
import org.warmhandoff.flow.message.Stored.Conflicting;
import org.warmhandoff.flow.message.Stored.Fresh;
import org.warmhandoff.flow.message.Stored.Refused;
import org.warmhandoff.flow.message.Stored.Repeated;
import org.warmhandoff.flow.port.Records;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.reading.Reading;
import org.warmhandoff.record.reading.Reading.Fault;
import org.warmhandoff.record.reading.Reading.Invalid;
import org.warmhandoff.record.reading.Reading.RecordProblem;
import org.warmhandoff.record.reading.Reading.Valid;
import org.warmhandoff.record.reading.RecentRecords;
import org.warmhandoff.record.reading.RecordReader;

/** Every version of every record, in one table. */
public final class JdbcRecords implements Records {

  private static final RecordProblem OTHER_PARTICIPANT =
      new RecordProblem(
          "/participantId", "must be the participant of the versions that were accepted before");

  private static final RecordProblem FOR_TESTS_OR_NOT =
      new RecordProblem("/test", "is of a participant for good: use another id");

  /** More than any clock is wrong by, and any two time zones are apart. */
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

  private static final RecordProblem IN_THE_FUTURE =
      new RecordProblem(
          "/recordedAt", "must not be more than a day in the future by the clock of the adapter");

  /** More plans in force than anybody has side by side. */
  private static final int MOST_PLANS = 20;

  /** The participant's plans of which the last version is in force. */
  private static final String IN_FORCE =
      """
      select 1 from program_record r
       where r.participant_id = :participant and r.kind = :plan and r.in_force
         and not exists (select 1 from program_record n
                          where n.kind = r.kind and n.id = r.id and n.version > r.version)
      """;

  private final JdbcClient db;
  private final RecordReader reader;
  private final RecentRecords recent = new RecentRecords();
  private final JdbcLedger ledger;
  private final Clock clock;

  /** The records in this database. */
  public JdbcRecords(JdbcClient db, RecordReader reader, JdbcLedger ledger, Clock clock) {
    this.db = db;
    this.reader = reader;
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  public Stored store(Reading reading) {
    return reading instanceof Valid valid ? store(valid) : refused((Invalid) reading);
  }

  /**
   * A participant's record as if it came once more, in the participant's turn. Part of a
   * transaction.
   */
  public Fresh again(String participantId) {
    takeTurn(participantId);
    return new Fresh(participant(participantId).orElseThrow());
  }

  private static Stored refused(Invalid invalid) {
    return new Refused(invalid.fault(), invalid.problems());
  }

  private Stored store(Valid valid) {
    var record = valid.record();
    takeTurn(record.participantId());
    if (isSomebodyElses(record)) {
      return refused(new Invalid(Fault.INVALID, List.of(OTHER_PARTICIPANT)));
    }
    if (changesWhetherForTests(record)) {
      return refused(new Invalid(Fault.INVALID, List.of(FOR_TESTS_OR_NOT)));
    }
    if (record.recordedAt().isAfter(clock.instant().plus(CLOCKS_DIFFER))) {
      return refused(new Invalid(Fault.INVALID, List.of(IN_THE_FUTURE)));
    }
    var body = new String(valid.body(), UTF_8);
    if (insert(valid, body)) {
      recent.keep(body, record);
      ledger.write("intake", record.key(), "accepted");
      return new Fresh(record);
    }
    var same = digest(record.key()).equals(valid.digest());
    return same ? new Repeated(record.key()) : new Conflicting(record.key());
  }

  /** One record is about one participant for ever: another would be another person's chart. */
  private boolean isSomebodyElses(ProgramRecord record) {
    return db.sql(
                """
                select count(*) from program_record
                 where kind = :kind and id = :id and participant_id <> :participant
                """)
            .param("kind", record.kind().word())
            .param("id", record.id())
            .param("participant", record.participantId())
            .query(Long.class)
            .single()
        > 0;
  }

  /** What partners have of the participant would not be marked as a test, or unmarked, again. */
  private boolean changesWhetherForTests(ProgramRecord record) {
    return record instanceof Participant now
        && participant(now.id()).filter(last -> last.forTests() != now.forTests()).isPresent()
        && one(now.key()).isEmpty();
  }

  /** Until the commit, nobody else takes in anything of this participant. */
  private void takeTurn(String participantId) {
    if (!hasTurn(participantId)) {
      db.sql("insert into participant_turn (participant_id) values (:id) on conflict do nothing")
          .param("id", participantId)
          .update();
      if (!hasTurn(participantId)) {
        throw new IllegalStateException("no turn of " + participantId);
      }
    }
  }

  /** Whether there is one, which is ours then. */
  private boolean hasTurn(String participantId) {
    return db.sql(
            "select participant_id from participant_turn where participant_id = :id for update")
        .param("id", participantId)
        .query(String.class)
        .optional()
        .isPresent();
  }

  private boolean insert(Valid valid, String body) {
    var record = valid.record();
    return db.sql(
                """
                insert into program_record
                       (kind, id, version, participant_id, digest, body, accepted_at,
                        recorded_at, in_force, replaces)
                values (:kind, :id, :version, :participant, :digest, :body, :now,
                        :recordedAt, :inForce, :replaces)
                    on conflict do nothing
                """)
            .param("kind", record.kind().word())
            .param("id", record.id())
            .param("version", record.version())
            .param("participant", record.participantId())
            .param("digest", valid.digest())
            .param("body", body)
            .param("now", column(clock.instant()))
            .param("recordedAt", column(record.recordedAt()))
            .param("inForce", record instanceof CrisisPlan && record.current())
            .param(
                "replaces",
                record instanceof CrisisPlan plan ? plan.making().replaces().orElse(null) : null)
            .update()
        == 1;
  }

  private String digest(RecordKey key) {
    return db.sql(
            """
            select digest from program_record
             where kind = :kind and id = :id and version = :version
            """)
        .param("kind", key.kind().word())
        .param("id", key.id())
        .param("version", key.version())
        .query(String.class)
        .single();
  }

  /** The participant's last version, if any has arrived. */
  public Optional<Participant> participant(String id) {
    return latest(RecordKind.PARTICIPANT, id).map(Participant.class::cast);
  }

  /** The last version of that participant, if there is a newer one; nothing else is read. */
  public Optional<Participant> newer(Participant known) {
    return db.sql(
            """
            select body from program_record
             where kind = 'participant' and id = :id and version > :version
             order by version desc limit 1
            """)
        .param("id", known.id())
        .param("version", known.version())
        .query(String.class)
        .optional()
        .map(this::read)
        .map(Participant.class::cast);
  }

  /** The last version of a record. */
  public Optional<ProgramRecord> latest(RecordKind kind, String id) {
    return db.sql(
            """
            select body from program_record
             where kind = :kind and id = :id
             order by version desc limit 1
            """)
        .param("kind", kind.word())
        .param("id", id)
        .query(String.class)
        .optional()
        .map(this::read);
  }

  /** The last version of each clinical record of the participant, in the order they first came. */
  public List<ProgramRecord> latestOf(String participantId) {
    return db
        .sql(
            """
            select r.body from program_record r
             where r.participant_id = :participant and r.kind <> 'participant'
               and not exists (select 1 from program_record n
                                where n.kind = r.kind and n.id = r.id and n.version > r.version)
             order by r.seq
            """)
        .param("participant", participantId)
        .query(String.class)
        .list()
        .stream()
        .map(this::read)
        .toList();
  }

  /**
   * Of a plan, those of its participant that are in force side by side, so that nobody knows which
   * one to follow: the newest first and at most twenty, one or none where all is well; empty of any
   * other record.
   */
  public List<String> plansInForce(ProgramRecord record) {
    return record instanceof CrisisPlan ? plansInForce(record.participantId()) : List.of();
  }

  private List<String> plansInForce(String participantId) {
    return db.sql(
            """
            select p.id from program_record p
             where p.participant_id = :participant and p.kind = :plan and p.in_force
               and not exists (select 1 from program_record n
                                where n.kind = p.kind and n.id = p.id and n.version > p.version)
               and not exists (%s and r.replaces = p.id)
             order by p.recorded_at desc, p.seq desc limit :most
            """
                .formatted(IN_FORCE))
        .param("participant", participantId)
        .param("plan", RecordKind.CRISIS_PLAN.word())
        .param("most", MOST_PLANS)
        .query(String.class)
        .list();
  }

  /** Whether another plan that is in force has taken the place of this one. */
  public boolean isReplaced(ProgramRecord record) {
    return record instanceof CrisisPlan
        && db.sql("select count(*) from (%s and r.replaces = :id) one".formatted(IN_FORCE))
                .param("participant", record.participantId())
                .param("plan", RecordKind.CRISIS_PLAN.word())
                .param("id", record.id())
                .query(Long.class)
                .single()
            > 0;
  }

  /** That version of a record. */
  public Optional<ProgramRecord> one(RecordKey key) {
    return db.sql(
            """
            select body from program_record
             where kind = :kind and id = :id and version = :version
            """)
        .param("kind", key.kind().word())
        .param("id", key.id())
        .param("version", key.version())
        .query(String.class)
        .optional()
        .map(this::read);
  }

  ProgramRecord read(String body) {
    return recent.of(body, text -> reader.stored(text.getBytes(UTF_8)));
  }
}
