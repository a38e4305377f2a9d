package org.warmhandoff.cli.operator;

import static java.util.stream.Collectors.joining;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rows as CSV (RFC 4180), with a header. A cell that a spreadsheet would take for a formula begins
 * with an apostrophe, as OWASP has it.
 */
final class CsvTable {

  private static final String LINE_END = "\r\n";
  private static final Pattern QUOTED = Pattern.compile("[\",\r\n]");
  private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\t\r]");

  private final StringBuilder text = new StringBuilder();

  CsvTable(String... headings) {
    row((Object[]) headings);
  }

  void row(Object... cells) {
    text.append(Stream.of(cells).map(String::valueOf).map(CsvTable::cell).collect(joining(",")));
    text.append(LINE_END);
  }

  private static String cell(String value) {
    var harmless = FORMULA.matcher(value).find() ? "'" + value : value;
    return QUOTED.matcher(harmless).find()
        ? "\"" + harmless.replace("\"", "\"\"") + "\""
        : harmless;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
