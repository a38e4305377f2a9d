package org.warmhandoff.store;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.disclosure.Basis;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.flow.message.Receipt;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Sensitivity;

/** What partners hold of earlier versions, as their receipts in the outbox say. */
public final class JdbcReceipts {

  /**
   * The last version that a partner has.
   *
   * @param edition how often it was told with that, from 1
   * @param known what the partner might know then; empty where that was not kept
   */
  public record Last(
      int version, int edition, Optional<Set<Sensitivity>> known, Basis basis, Receipt receipt) {}

  /**
   * A version that was written without an answer.
   *
   * @param edition how often it was told with that, from 1
   * @param known what the partner might know then; empty where that was not kept
   * @param until when it may still be carried out
   */
  public record Lost(
      int version,
      int edition,
      Optional<Set<Sensitivity>> known,
      Basis basis,
      Form form,
      Instant until) {}

  /** While an attempt goes on, or if it died, what it set out to write counts as well. */
  private static final String UNTIL =
      """
      case when unheard_until is null or writing_until > unheard_until
           then writing_until else unheard_until end as until
      """;

  private static final String UNHEARD = "select " + UNTIL + " from delivery ";

  private final JdbcClient db;

  /** The receipts in this database. */
  public JdbcReceipts(JdbcClient db) {
    this.db = db;
  }

  /**
   * The last version before this one, or edition of this one before that, which the partner has, if
   * it has any, or had when it was last looked at. What was taken back there it does not have.
   */
  public Optional<Last> latest(String partner, RecordKey key, int edition) {
    return db.sql(
            """
            select version, receipt_edition, receipt_known as known, receipt_basis as basis, form, patient, matched_by, remote,
                   remote_version, left_out
              from delivery
             where partner = :partner and kind = :kind and record_id = :id
               and (version < :version or version = :version and receipt_edition < :edition)
               and remote is not null and taken_back = false
             order by version desc limit 1
            """)
        .param("partner", partner)
        .param("kind", key.kind().word())
        .param("id", key.id())
        .param("version", key.version())
        .param("edition", edition)
        .query(
            (row, n) ->
                new Last(
                    row.getInt("version"),
                    row.getInt("receipt_edition"),
                    known(row),
                    BasisColumn.read(row),
                    receipt(row)))
        .optional();
  }

  private static Optional<Set<Sensitivity>> known(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getString("known")).map(SensitivitiesColumn::read);
  }

  /**
   * Whether the last that the partner has, or may have, of this version and those before it was
   * told under consent: what is to be taken back where consent ends.
   */
  public boolean isHeldUnderConsent(String partner, RecordKey key) {
    return db.sql(
            """
            select case when in_doubt = true then basis else receipt_basis end as basis
              from delivery
             where partner = :partner and kind = :kind and record_id = :id
               and version <= :version and taken_back = false
               and (remote is not null or in_doubt = true)
             order by version desc limit 1
            """)
        .param("partner", partner)
        .param("kind", key.kind().word())
        .param("id", key.id())
        .param("version", key.version())
        .query((row, n) -> BasisColumn.read(row))
        .optional()
        .filter(basis -> basis == Basis.CONSENT)
        .isPresent();
  }

  /** Nothing up to this version stands there any more. */
  public void takenBack(String partner, RecordKey key) {
    db.sql(
            """
            update delivery set taken_back = true, edition = edition + 1
             where partner = :partner and kind = :kind and record_id = :id
               and version <= :version and taken_back = false
            """)
        .param("partner", partner)
        .param("kind", key.kind().word())
        .param("id", key.id())
        .param("version", key.version())
        .update();
  }

  /** Whether the partner has, or may have, a version before this one. */
  public boolean mayHold(String partner, RecordKey key) {
    return holders(key).contains(partner);
  }

  /** Whether the partner has this very version, and it was not taken back. */
  public boolean holdsThis(String partner, RecordKey key) {
    return db.sql(
                """
                select count(*) from delivery
                 where partner = :partner and kind = :kind and record_id = :id
                   and version = :version and remote is not null and taken_back = false
                """)
            .param("partner", partner)
            .param("kind", key.kind().word())
            .param("id", key.id())
            .param("version", key.version())
            .query(Long.class)
            .single()
        > 0;
  }

  /**
   * The partners that have, or may have, a version of the record before this one, or parts of it:
   * not every form is written all or nothing.
   */
  public List<String> holders(RecordKey key) {
    return db.sql(
            """
            select distinct partner from delivery
             where kind = :kind and record_id = :id and version < :version and taken_back = false
               and (state in ('DELIVERED', 'HANDED_OVER') or remote is not null or in_doubt = true
                    or unheard_until is not null or writing_until is not null
                    or tried in ('SINGLE_WRITES', 'PARTS'))
             order by partner
            """)
        .param("kind", key.kind().word())
        .param("id", key.id())
        .param("version", key.version())
        .query(String.class)
        .list();
  }

  /**
   * Those of these plans that are disclosed to the partner, as far as is decided.
   *
   * <p>Each is asked for by itself: for a list of them H2 reads all plans of that partner.
   */
  public List<String> disclosedTo(String partner, List<String> plans) {
    return plans.stream().filter(plan -> isDisclosed(partner, plan)).toList();
  }

  private boolean isDisclosed(String partner, String plan) {
    return db.sql(
            """
            select state from delivery
             where partner = :partner and kind = :kind and record_id = :plan
             order by version desc limit 1
            """)
        .param("partner", partner)
        .param("kind", RecordKind.CRISIS_PLAN.word())
        .param("plan", plan)
        .query(String.class)
        .optional()
        .filter(state -> !state.equals(DeliveryState.WITHHELD.name()))
        .isPresent();
  }

  /**
   * The partners that have this version, or one before it, or may have some of it, or a page of it,
   * and nothing took it back.
   */
  public List<String> holdersNow(RecordKey key) {
    return db.sql(
            """
            select distinct partner from delivery
             where kind = :kind and record_id = :id and version <= :version
               and taken_back = false
               and (state in ('DELIVERED', 'HANDED_OVER', 'BY_HAND') or remote is not null
                    or in_doubt = true or unheard_until is not null or writing_until is not null
                    or tried in ('SINGLE_WRITES', 'PARTS'))
             order by partner
            """)
        .param("kind", key.kind().word())
        .param("id", key.id())
        .param("version", key.version())
        .query(String.class)
        .list();
  }

  /** The ids of the participant's consents of which we know the place at the partner. */
  public Set<String> consentsThere(String partner, String participantId) {
    return db
        .sql(
            """
            select identifier from remote_resource
             where partner = :partner and participant_id = :participant and type = 'Consent'
            """)
        .param("partner", partner)
        .param("participant", participantId)
        .query(String.class)
        .list()
        .stream()
        .map(token -> token.substring(token.indexOf('|') + 1))
        .collect(toUnmodifiableSet());
  }

  /**
   * The ids of the consents under which anything of that record was written at the partner. Of a
   * transaction only the place of the main resource is kept.
   */
  public Set<String> disclosedUnder(String partner, RecordKey key) {
    return db
        .sql(
            """
            select distinct consents from disclosure
             where partner = :partner and kind = :kind and record_id = :id and consents <> ''
               and attempt > 0
            """)
        .param("partner", partner)
        .param("kind", key.kind().word())
        .param("id", key.id())
        .query(String.class)
        .list()
        .stream()
        .flatMap(ids -> Stream.of(ids.split(" ", -1)))
        .collect(toUnmodifiableSet());
  }

  /** Whether a version after this one is planned for the partner or was delivered to it. */
  public boolean newerIsPlanned(String partner, RecordKey key) {
    return db.sql(
                """
                select count(*) from delivery
                 where partner = :partner and kind = :kind and record_id = :id
                   and version > :version
                """)
            .param("partner", partner)
            .param("kind", key.kind().word())
            .param("id", key.id())
            .param("version", key.version())
            .query(Long.class)
            .single()
        > 0;
  }

  /**
   * Until when a write of an earlier version, of which nothing was heard, may still be carried out.
   */
  public Optional<Instant> unheardUntil(String partner, RecordKey before) {
    return latest(
        db.sql(
                UNHEARD
                    + """
                     where partner = :partner and kind = :kind and record_id = :id
                       and version < :version
                    """)
            .param("partner", partner)
            .param("kind", before.kind().word())
            .param("id", before.id())
            .param("version", before.version()));
  }

  /** The same of any version of that record. */
  public Optional<Instant> unheardUntil(String partner, RecordKind kind, String id) {
    return latest(
        db.sql(UNHEARD + " where partner = :partner and kind = :kind and record_id = :id")
            .param("partner", partner)
            .param("kind", kind.word())
            .param("id", id));
  }

  private static Optional<Instant> latest(JdbcClient.StatementSpec unheard) {
    return unheard.query((row, n) -> Times.maybe(row, "until")).list().stream()
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
  }

  /** The versions after that and before this one that were written without an answer. */
  public List<Lost> lost(String partner, RecordKey key, int after) {
    return db.sql(
            """
            select version, known, basis, tried,
                   case when version = :version then edition - 1 else edition end as edition,
                   %s
              from delivery
             where partner = :partner and kind = :kind and record_id = :id
               and (version > :after and version < :version
                    or version = :version and edition > 1)
               and tried is not null
               and (unheard_until is not null or writing_until is not null)
             order by version
            """
                .formatted(UNTIL))
        .param("partner", partner)
        .param("kind", key.kind().word())
        .param("id", key.id())
        .param("after", after)
        .param("version", key.version())
        .query(
            (row, n) ->
                new Lost(
                    row.getInt("version"),
                    row.getInt("edition"),
                    known(row),
                    BasisColumn.read(row),
                    Form.valueOf(row.getString("tried")),
                    Times.instant(row, "until")))
        .list();
  }

  private static Receipt receipt(ResultSet row) throws SQLException {
    var remote = row.getString("remote");
    var slash = remote.indexOf('/');
    var main =
        new Written(
            remote.substring(0, slash),
            "",
            remote.substring(slash + 1),
            Optional.ofNullable(row.getString("remote_version")));
    return new Receipt(
        Form.valueOf(row.getString("form")),
        new Link(row.getString("patient"), Link.How.valueOf(row.getString("matched_by"))),
        main,
        List.of(main),
        LeftOutColumn.list(row.getString("left_out")),
        List.of());
  }
}
