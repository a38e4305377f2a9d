package org.warmhandoff.benchmarks;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What was measured, put beside HAPI's encoding of the same resources. */
final class ResultTable {

  /** Of what encoding costs, mapping may add this much. */
  private static final double AIM = 0.5;

  private static final List<String> HEAD =
      List.of(
          "kind",
          "records/s mapped and encoded",
          "records/s encoded alone",
          "what mapping adds, as a share of encoding",
          "aim: at most 50 %");
  private static final List<String> HEAD_BESIDE =
      List.of(
          "kind", "records/s mapped alone", "records/s read", "reading, as a share of encoding");

  private final Map<String, Result<?>> measured;

  private ResultTable(Collection<RunResult> results) {
    this.measured = results.stream().collect(toMap(ResultTable::name, ResultTable::rate));
  }

  static String of(Collection<RunResult> results) {
    var table = new ResultTable(results);
    var mapping =
        Stream.concat(
            Stream.of(Kind.values()).flatMap(kind -> table.mapping(kind, true).stream()),
            Stream.of(FormWithoutGraph.values())
                .flatMap(form -> table.mapping(form, false).stream()));
    var beside = Stream.of(Kind.values()).flatMap(kind -> table.beside(kind).stream());
    return lines(HEAD, mapping.toList()) + "\n" + lines(HEAD_BESIDE, beside.toList());
  }

  private Optional<List<String>> mapping(Enum<?> row, boolean aimed) {
    var both = measured.get("mapAndEncode " + row);
    var encoding = measured.get("encodeAlone " + row);
    if (both == null || encoding == null) {
      return Optional.empty();
    }
    var added = share(encoding, both) - 1;
    var met = added <= AIM ? "met" : "not met";
    return Optional.of(
        List.of(words(row), rate(both), rate(encoding), percent(added), aimed ? met : "none"));
  }

  private Optional<List<String>> beside(Enum<?> row) {
    var mapping = measured.get("map " + row);
    var reading = measured.get("read " + row);
    var encoding = measured.get("encodeAlone " + row);
    if (mapping == null || reading == null || encoding == null) {
      return Optional.empty();
    }
    return Optional.of(
        List.of(words(row), rate(mapping), rate(reading), percent(share(encoding, reading))));
  }

  /** The time of one record, in times of the other; the rates are its reciprocals. */
  private static double share(Result<?> encoding, Result<?> other) {
    return encoding.getScore() / other.getScore();
  }

  private static Result<?> rate(RunResult result) {
    return result.getSecondaryResults().get(CpuTime.LABEL);
  }

  private static String name(RunResult result) {
    var parameters = result.getParams();
    var method = parameters.getBenchmark().replaceFirst(".*\\.", "");
    var row = parameters.getParamsKeys().stream().map(parameters::getParam).collect(joining());
    return method + " " + row;
  }

  private static String words(Enum<?> row) {
    return row.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** With JMH's error, which a single iteration does not have. */
  private static String rate(Result<?> result) {
    var error = result.getScoreError() / result.getScore();
    var rate = String.format(Locale.ROOT, "%.0f", result.getScore());
    return Double.isNaN(error) ? rate : rate + " ± " + percent(error);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static String lines(List<String> head, List<List<String>> rows) {
    var rule = head.stream().map(column -> "-".repeat(column.length())).toList();
    return Stream.concat(Stream.of(head, rule), rows.stream())
        .map(cells -> line(head, cells))
        .collect(joining());
  }

  private static String line(List<String> head, List<String> cells) {
    var line = new StringBuilder("|");
    for (var column = 0; column < cells.size(); column++) {
      var width = Math.max(head.get(column).length(), 20);
      line.append(String.format(Locale.ROOT, " %-" + width + "s |", cells.get(column)));
    }
    return line.append('\n').toString();
  }
}
