package org.warmhandoff.benchmarks.delivery;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.warmhandoff.benchmarks.partner.InstantPartner;

/** The partner that answers at once. */
final class AtOnce extends MeasuredPartner {

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Pattern READY = Pattern.compile("ready (\\S+)");

  private final Child process;
  private final String baseUrl;

  private AtOnce(Child process) {
    this.process = process;
    this.baseUrl = process.said(READY);
  }

  /**
   * Starts it.
   *
   * @param port 0 for a free one
   * @param people how many patients it has on file
   * @param keep how many bodies of transactions it keeps
   */
  static AtOnce start(Path home, int port, int people, int keep) throws IOException {
    return new AtOnce(
        Child.startOurs(
            home.resolve("partner.log"),
            InstantPartner.class,
            String.valueOf(port),
            String.valueOf(people),
            String.valueOf(keep)));
  }

  @Override
  String baseUrl() {
    return baseUrl;
  }

  @Override
  void awaitReadBack(RunningAdapter adapter, String group, int count) {
    Wait.until(
        "everything is read back at the partner",
        LONGEST,
        () -> Integer.parseInt(control("read-back", group)) >= count);
  }

  /** The transactions that came first. */
  List<String> bodies() throws IOException, InterruptedException {
    return control("bodies", "").lines().toList();
  }

  /** When each record of the group could be seen here, in microseconds of the epoch. */
  Map<String, Long> visible(String group) throws IOException, InterruptedException {
    return control("visible", group)
        .lines()
        .map(line -> line.split("\t", -1))
        .collect(toMap(line -> line[0], line -> Long.valueOf(line[1])));
  }

  private String control(String question, String group) throws IOException, InterruptedException {
    return Web.get(baseUrl.replaceFirst("/fhir$", "/control/") + question + "?" + group, "");
  }

  @Override
  public void close() {
    process.close();
  }
}
