package org.warmhandoff.benchmarks.delivery;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.warmhandoff.benchmarks.people.SampleRecords;

/** (b): the same three ways at the HAPI FHIR JPA server. */
final class PartAtRealServer {

  private static final String WHERE = "(b) HAPI server";

  private final Size size;

  PartAtRealServer(Size size) {
    this.size = size;
  }

  List<Row> measure(Path parent, List<String> java) throws Exception {
    var bodies = captured(parent, java);
    var home = Files.createTempDirectory(parent, "real");
    try (var partner = RealServer.start(home, size.people());
        var adapter = RunningAdapter.start(home, partner.baseUrl(), size.parallel(), java);
        var bare = ThroughBareRoute.start(home, partner, new SampleRecords(), size)) {
      var through = new ThroughAdapter(adapter, partner, new SampleRecords(), size);
      through.participants();
      var ways = List.of(through, new ThroughPlainClient(partner, bodies, size), bare);
      for (var way : ways) {
        way.bring("w" + way.name().charAt(0), Math.max(size.people(), size.warmUp()));
      }
      var rates = new Rates(WHERE, new Turns(partner, size).take(ways));
      var rows = new ArrayList<>(rates.rows());
      rows.add(
          rates.ratioRow("plain client").aim("at least 0.9", rates.ratio("plain client") >= 0.9));
      rows.add(rates.ratioRow("bare route"));
      return rows;
    }
  }

  private Bodies captured(Path parent, List<String> java) throws Exception {
    try (var bench = Bench.start(parent, size, java)) {
      return bench.bodies();
    }
  }
}
