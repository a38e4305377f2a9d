package org.warmhandoff.followup.changes;

import static org.warmhandoff.store.Times.column;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.followup.changes.ChangeSearchRow.ChangeSearchState;
import org.warmhandoff.followup.changes.ChangeSearchRow.Expected;
import org.warmhandoff.followup.changes.SearchCursor.PagedAnswer;
import org.warmhandoff.store.Times;

/** Searches for what has changed at partners: how far they have come, and whether they show it. */
public final class JdbcChangeSearches {

  private static final int LONGEST_NOTE = 300;

  private final JdbcClient db;

  /** The searches in this database. */
  public JdbcChangeSearches(JdbcClient db) {
    this.db = db;
  }

  /** There is to be one, from now on. */
  public void ensure(String partner, String type, Instant now) {
    db.sql(
            """
            insert into change_search (partner, type, state, due_at, note)
            values (:partner, :type, 'NONE', :now, 'not searched yet')
                on conflict do nothing
            """)
        .param("partner", partner)
        .param("type", type)
        .param("now", column(now))
        .update();
  }

  /** Those at that partner, by type. */
  public List<ChangeSearchRow> of(String partner) {
    return db.sql("select * from change_search where partner = :partner order by type")
        .param("partner", partner)
        .query(ChangeSearchRow::of)
        .list();
  }

  /** That one. */
  public Optional<ChangeSearchRow> find(String partner, String type) {
    return of(partner).stream().filter(row -> row.type().equals(type)).findFirst();
  }

  /** Of several nodes one takes it. */
  public boolean isClaimed(ChangeSearchRow row, Instant until) {
    return db.sql(
                """
                update change_search set due_at = :until
                 where partner = :partner and type = :type and due_at = :due
                """)
            .param("until", column(until))
            .param("partner", row.partner())
            .param("type", row.type())
            .param("due", column(row.due()))
            .update()
        == 1;
  }

  /**
   * Keeps how it is now, and what came of it. What was expected of it meanwhile stays expected.
   * Part of a transaction, and its last statement: whoever holds a life may wait for this row.
   *
   * @param met whether it has shown what was expected of it
   */
  public void keep(ChangeSearchRow row, boolean met, String note) {
    var cursor = row.cursor();
    db.sql(
            """
            update change_search
               set state = :state, since_stamp = :since, greatest_stamp = :greatest,
                   settled_stamp = :settled, paged_sha256 = :sha256, paged_at = :paged,
                   due_at = :due, note = :note, failures = :failures, failing_since = :failing,
                   expected = case when :met then null else coalesce(expected, :expected) end,
                   expected_at = case when :met then null else coalesce(expected_at, :at) end
             where partner = :partner and type = :type
            """)
        .param("state", row.state().name())
        .param("since", maybe(cursor.since()))
        .param("greatest", maybe(cursor.greatest()))
        .param("settled", maybe(cursor.settled()))
        .param("sha256", cursor.paged().map(PagedAnswer::sha256).orElse(null))
        .param("paged", maybe(cursor.paged().map(PagedAnswer::at)))
        .param("due", column(row.due()))
        .param("note", note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE))
        .param("failures", row.failures().inRow())
        .param("failing", maybe(row.failures().since()))
        .param("met", met)
        .param("expected", row.expected().map(one -> one.versions().toString()).orElse(null))
        .param("at", maybe(row.expected().map(Expected::at)))
        .param("partner", row.partner())
        .param("type", row.type())
        .update();
  }

  private static OffsetDateTime maybe(Optional<Instant> instant) {
    return instant.map(Times::column).orElse(null);
  }

  /** Where it is gone by, it is searched by then: one after another, as others hold them. */
  public void noLaterThan(String partner, Instant then) {
    of(partner).stream()
        .filter(row -> row.due().isAfter(then))
        .filter(row -> row.state() != ChangeSearchState.NOT_OFFERED)
        .forEach(row -> noLaterThan(row, then));
  }

  private void noLaterThan(ChangeSearchRow row, Instant then) {
    db.sql(
            """
            update change_search set due_at = :until
             where partner = :partner and type = :type and due_at > :until
               and state <> 'NOT_OFFERED'
            """)
        .param("partner", row.partner())
        .param("type", row.type())
        .param("until", column(then))
        .update();
  }

  /** Whether what changes of all these types is shown by searches, so that it need not be read. */
  public boolean areReliedOn(String partner, Set<String> types) {
    var shown = new HashSet<String>();
    of(partner).stream().filter(ChangeSearchRow::isReliedOn).forEach(row -> shown.add(row.type()));
    return !types.isEmpty() && shown.containsAll(types);
  }

  /**
   * That was found to have changed without it: it must show so, else it is not gone by any more.
   *
   * @param changed the version of each, such as {@code 3} of {@code Task/88}
   */
  public void expect(String partner, Map<String, String> changed, Instant now) {
    hold(partner);
    changed.forEach(
        (address, version) ->
            db.sql(
                    """
                    update change_search set expected = :expected, expected_at = :now
                     where partner = :partner and type = :type
                       and state in ('WORKING', 'FALTERING') and expected is null
                    """)
                .param("expected", address + "@" + version)
                .param("now", column(now))
                .param("partner", partner)
                .param("type", address.split("/", 2)[0])
                .update());
  }

  /**
   * All of them, in the order in which they are changed together: two nodes would wait crosswise.
   */
  private void hold(String partner) {
    var unused =
        db.sql("select type from change_search where partner = :partner order by type for update")
            .param("partner", partner)
            .query(String.class)
            .list();
  }
}
