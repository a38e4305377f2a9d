package org.warmhandoff.it.consent;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;

/**
 * Takes the rows that are about days through the line in a process of its own, and writes down by
 * which zone that process goes and how each row ended.
 */
final class RowsElsewhere {

  private static final String ENDS = "ends.txt";

  private RowsElsewhere() {}

  /** The rows that go by the calendar. */
  static List<ConsentRow> rows() {
    return ConsentRow.all().stream().filter(row -> row.rule().matches("row (8|9|25): .*")).toList();
  }

  /** What it wrote down there. */
  static List<String> ends(Path home) throws IOException {
    return Files.readAllLines(home.resolve(ENDS));
  }

  /** Where its files go, and where the partners are. */
  public static void main(String... arguments) throws IOException {
    var home = Path.of(arguments[0]);
    var ends = new ArrayList<>(List.of(TimeZone.getDefault().getID()));
    try (var line = new ConsentLine(home, URI.create(arguments[1]))) {
      line.take(
          rows(),
          together -> together.forEach(row -> ends.add(row.number() + " " + line.end(row))));
    }
    Files.write(home.resolve(ENDS), ends);
  }
}
