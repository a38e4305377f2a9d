package org.warmhandoff.store;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.warmhandoff.disclosure.AccountedDisclosure;
import org.warmhandoff.disclosure.AccountedDisclosure.AccountedWrite;
import org.warmhandoff.disclosure.AccountedDisclosure.Attempt;
import org.warmhandoff.disclosure.AccountedDisclosure.Declared;
import org.warmhandoff.disclosure.AccountedDisclosure.RestsOn;
import org.warmhandoff.disclosure.Basis;
import org.warmhandoff.disclosure.Receiver;
import org.warmhandoff.record.Consent.Purpose;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.record.Words;

/** A row of the table {@code disclosure}, which is one write, read back. */
final class DisclosureRow {

  private DisclosureRow() {}

  static AccountedDisclosure read(ResultSet row) throws SQLException {
    return new AccountedDisclosure(
        row.getString("participant_id"),
        RecordColumns.key(row),
        new Attempt(row.getLong("delivery_id"), row.getInt("attempt")),
        new Receiver(
            row.getString("partner"),
            row.getString("recipient"),
            Optional.ofNullable(row.getString("address"))),
        restsOn(row),
        withheld(row.getString("withheld")),
        List.of(
            new AccountedWrite(
                Times.instant(row, "at"), row.getString("did"), row.getString("digest"))));
  }

  private static RestsOn restsOn(ResultSet row) throws SQLException {
    return new RestsOn(
        Basis.valueOf(row.getString("basis")),
        split(row.getString("consents"), " ").toList(),
        split(row.getString("purposes"), " ")
            .map(word -> Words.constant(Purpose.class, word))
            .toList(),
        split(row.getString("members"), "\n").toList(),
        declared(row));
  }

  private static Optional<Declared> declared(ResultSet row) throws SQLException {
    var discloser = row.getString("discloser");
    return discloser == null
        ? Optional.empty()
        : Optional.of(
            new Declared(discloser, row.getString("nature"), Times.instant(row, "declared_at")));
  }

  static SentExtent extent(ResultSet row) throws SQLException {
    return new SentExtent(
        withheld(row.getString("withheld")),
        Optional.ofNullable(row.getString("contacts")).map(DisclosureRow::permissions));
  }

  /** Each line is the id of a contact and their permission. */
  static String contacts(NavigableMap<String, String> permissions) {
    return permissions.entrySet().stream()
        .map(one -> one.getKey() + " " + one.getValue())
        .collect(joining("\n"));
  }

  private static NavigableMap<String, String> permissions(String lines) {
    var permissions = new TreeMap<String, String>();
    split(lines, "\n")
        .map(line -> line.split(" ", 2))
        .forEach(words -> permissions.put(words[0], words[1]));
    return permissions;
  }

  /** Each line is {@code pointer sensitivity ground}; a pointer may hold spaces, a word none. */
  static Set<Sensitivity> withheld(String lines) {
    return split(lines, "\n")
        .map(line -> line.replaceFirst("^.* (\\S+) \\S+$", "$1"))
        .map(word -> Words.constant(Sensitivity.class, word))
        .collect(toSet());
  }

  private static Stream<String> split(String words, String by) {
    return Stream.of(words.split(by, -1)).filter(word -> !word.isEmpty());
  }
}
