package org.warmhandoff.benchmarks.delivery;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** The table at the end, plain text. */
final class Rows {

  private static final Row HEAD = new Row("what", "measured", "aim", "");

  private Rows() {}

  static String table(List<Row> rows) {
    var what = width(rows, Row::what);
    var figure = width(rows, Row::figure);
    var aim = width(rows, Row::aim);
    return Stream.concat(Stream.of(HEAD), rows.stream())
        .map(
            row ->
                String.format(
                    Locale.ROOT,
                    "%-" + what + "s  %-" + figure + "s  %-" + aim + "s  %s",
                    row.what(),
                    row.figure(),
                    row.aim(),
                    row.verdict()))
        .map(String::stripTrailing)
        .collect(joining("\n", "", "\n"));
  }

  private static int width(List<Row> rows, Function<Row, String> column) {
    return Stream.concat(Stream.of(HEAD), rows.stream())
        .map(column)
        .mapToInt(String::length)
        .max()
        .orElseThrow();
  }
}
