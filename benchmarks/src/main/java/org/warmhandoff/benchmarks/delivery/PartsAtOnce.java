package org.warmhandoff.benchmarks.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.warmhandoff.benchmarks.people.SampleRecords;

/** (a), (c) and (d): at the partner that answers at once. */
final class PartsAtOnce {

  private static final String WHERE = "(a) at once";
  private static final long MILLIS_BETWEEN_EMERGENCIES = 250;

  private final Amounts amounts;

  PartsAtOnce(Amounts amounts) {
    this.amounts = amounts;
  }

  List<Row> measure(Path home, List<String> java) throws Exception {
    var rows = new ArrayList<Row>();
    try (var bench = Bench.start(home, amounts.atOnce(), java)) {
      rows.addAll(rates(bench));
      rows.addAll(toAccept(bench.throughAdapter().toAccept()));
      rows.add(emergencies(bench));
    }
    return rows;
  }

  private List<Row> rates(Bench bench) throws Exception {
    try (var bare = bench.bareRoute()) {
      var ways = List.of(bench.throughAdapter(), bench.plainClient(), bare);
      var rates = new Rates(WHERE, new Turns(bench.partner(), amounts.atOnce()).take(ways));
      var rows = new ArrayList<>(rates.rows());
      var absolute = Row.plain(WHERE + ", adapter", "%.1f records/s", rates.ofAdapter());
      rows.add(absolute.aim("at least 120 on two cores", rates.ofAdapter() >= 120));
      rows.add(
          rates.ratioRow("plain client").aim("at least 0.5", rates.ratio("plain client") >= 0.5));
      rows.add(rates.ratioRow("bare route").aim("at least 1", rates.ratio("bare route") >= 1));
      return rows;
    }
  }

  private static List<Row> toAccept(Sample millis) {
    var p95 = millis.percentile(95);
    return List.of(
        Row.plain("(c) POST to 202, p50", "%.1f ms", millis.median()),
        Row.plain("(c) POST to 202, p95", "%.1f ms", p95).aim("under 60 ms", p95 < 60),
        Row.plain("(c) POST to 202, p99", "%.1f ms", millis.percentile(99)));
  }

  /** Emergencies at a steady pace, while plans come as in (a), as many as there is time for. */
  private Row emergencies(Bench bench) throws Exception {
    var posted = new ConcurrentHashMap<String, Long>();
    var clockwork = Executors.newSingleThreadScheduledExecutor();
    var sending =
        clockwork.scheduleAtFixedRate(
            () -> post(bench, posted),
            MILLIS_BETWEEN_EMERGENCIES,
            MILLIS_BETWEEN_EMERGENCIES,
            TimeUnit.MILLISECONDS);
    try {
      for (var round = 0; posted.size() < amounts.emergencies() && !sending.isDone(); round++) {
        bench.throughAdapter().bring("d" + round, amounts.atOnce().records());
      }
    } finally {
      clockwork.shutdown();
    }
    if (!clockwork.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("an emergency was not accepted within a minute");
    }
    bench.adapter().awaitSettled(Duration.ofMinutes(1));
    return emergencies(posted, bench);
  }

  private static Row emergencies(ConcurrentHashMap<String, Long> posted, Bench bench)
      throws Exception {
    var visible = bench.partner().visible("e");
    var millis = new ArrayList<Double>();
    posted.forEach((id, at) -> millis.add((visible.get(id + "-v1") - at) / 1e3));
    var sample = new Sample(millis);
    var p95 = sample.percentile(95);
    return Row.plain(
            "(d) emergency, POST to in the partner, p95 of " + millis.size(),
            "%.0f ms (p50 %.0f, greatest %.0f)",
            p95,
            sample.median(),
            sample.greatest())
        .aim("under 1000 ms", p95 < 1000);
  }

  private void post(Bench bench, ConcurrentHashMap<String, Long> posted) {
    var number = posted.size();
    var person = amounts.atOnce().person(number * 7);
    var record = bench.records().emergency("e", number, person);
    posted.put(
        SampleRecords.emergencyId("e", number),
        ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    try {
      bench.adapter().submit(record);
    } catch (IOException | InterruptedException notAccepted) {
      throw new IllegalStateException(notAccepted);
    }
  }
}
