package org.warmhandoff.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.warmhandoff.flow.holdings.Discrepancy;
import org.warmhandoff.record.PartnerChange.ChangeType;
import org.warmhandoff.record.PartnerChange.Difference;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.Words;
import org.warmhandoff.store.RecordColumns;
import org.warmhandoff.store.Times;

/**
 * Something that a reconciliation found otherwise than the store says, by ids and codes.
 *
 * @param number within its run, from 1
 * @param subject what it is told apart by from run to run
 * @param firstRun the reconciliation that told of it first, where it is the same since
 * @param repairedBy who had it written there once more, or by which rule that was
 * @param closed when it was well again, or found anew by a later run
 */
public record FindingRow(
    long run,
    int number,
    String partner,
    String participant,
    String subject,
    Discrepancy what,
    Instant found,
    long firstRun,
    Optional<String> repairedBy,
    Optional<Instant> closed,
    Optional<String> closedBy) {

  /** What the list of differences may take in its column. */
  private static final int LONGEST = 2000;

  static FindingRow of(ResultSet row, int n) throws SQLException {
    var delivery = row.getLong("delivery_id");
    var none = row.wasNull();
    return new FindingRow(
        row.getLong("run"),
        row.getInt("number"),
        row.getString("partner"),
        row.getString("participant_id"),
        row.getString("subject"),
        new Discrepancy(
            Discrepancy.Kind.valueOf(row.getString("finding")),
            record(row),
            none ? OptionalLong.empty() : OptionalLong.of(delivery),
            row.getString("type"),
            row.getString("identifier"),
            row.getString("remote_id"),
            Optional.ofNullable(row.getString("remote_version")),
            Optional.ofNullable(row.getString("stands_on")),
            differences(row.getString("differences")),
            Optional.ofNullable(row.getString("kept_digest"))),
        Times.instant(row, "found_at"),
        firstRun(row),
        Optional.ofNullable(row.getString("repaired_by")),
        Times.maybe(row, "closed_at"),
        Optional.ofNullable(row.getString("closed_by")));
  }

  private static long firstRun(ResultSet row) throws SQLException {
    var first = row.getLong("first_run");
    return row.wasNull() ? row.getLong("run") : first;
  }

  /** Whether an earlier reconciliation told of it, and it is the same since. */
  public boolean isKnown() {
    return firstRun != run;
  }

  private static Optional<RecordKey> record(ResultSet row) throws SQLException {
    return row.getString("kind") == null ? Optional.empty() : Optional.of(RecordColumns.key(row));
  }

  /** Each a line: where, what, and of a status from which code to which. */
  static String text(List<Difference> differences) {
    var text = new StringBuilder();
    for (var one : differences) {
      var line = one.place() + " " + Words.word(one.what()) + codes(one) + "\n";
      if (text.length() + line.length() > LONGEST) {
        break;
      }
      text.append(line);
    }
    return text.toString();
  }

  private static String codes(Difference one) {
    return one.from().isEmpty() && one.to().isEmpty()
        ? ""
        : " " + one.from().orElse("-") + " " + one.to().orElse("-");
  }

  private static List<Difference> differences(String text) {
    return Stream.of(text.split("\n", -1))
        .filter(line -> !line.isEmpty())
        .map(line -> line.split(" ", -1))
        .map(
            words ->
                new Difference(
                    words[0],
                    Words.constant(ChangeType.class, words[1]),
                    code(words, 2),
                    code(words, 3)))
        .toList();
  }

  private static Optional<String> code(String[] words, int at) {
    return words.length > at ? Optional.of(words[at]).filter(word -> !word.equals("-")) : none();
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}
