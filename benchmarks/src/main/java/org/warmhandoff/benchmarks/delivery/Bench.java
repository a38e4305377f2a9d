package org.warmhandoff.benchmarks.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.warmhandoff.benchmarks.people.SampleRecords;

/** The partner that answers at once and an adapter in front of it that is warm. */
final class Bench implements AutoCloseable {

  private final Path home;
  private final Size size;
  private final SampleRecords records = new SampleRecords();
  private final AtOnce partner;
  private final RunningAdapter adapter;
  private final ThroughAdapter throughAdapter;

  private Bench(Path home, Size size, List<String> java) throws IOException {
    this.home = home;
    this.size = size;
    this.partner = AtOnce.start(home, 0, size.people(), size.people());
    this.adapter = RunningAdapter.start(home, partner.baseUrl(), size.parallel(), java);
    this.throughAdapter = new ThroughAdapter(adapter, partner, records, size);
  }

  /**
   * Starts both in a directory of their own under that one.
   *
   * @param java options of the adapter's JVM
   */
  static Bench start(Path parent, Size size, List<String> java) throws Exception {
    var bench = new Bench(Files.createTempDirectory(parent, "at-once"), size, java);
    bench.throughAdapter.participants();
    bench.throughAdapter.bring("w", Math.max(size.people(), size.warmUp()));
    bench.throughAdapter.toAccept();
    return bench;
  }

  /** Warm, as the adapter is. */
  ThroughPlainClient plainClient() throws Exception {
    var plain = new ThroughPlainClient(partner, bodies(), size);
    plain.bring("v", size.warmUp());
    return plain;
  }

  /** Warm, as the adapter is. */
  ThroughBareRoute bareRoute() throws Exception {
    var bare = ThroughBareRoute.start(home, partner, records, size);
    bare.bring("u", Math.max(size.people(), size.warmUp()));
    return bare;
  }

  /** What the adapter sent first: a plan of each participant. */
  Bodies bodies() throws IOException, InterruptedException {
    return new Bodies(partner.bodies());
  }

  SampleRecords records() {
    return records;
  }

  AtOnce partner() {
    return partner;
  }

  RunningAdapter adapter() {
    return adapter;
  }

  ThroughAdapter throughAdapter() {
    return throughAdapter;
  }

  @Override
  public void close() {
    adapter.close();
    partner.close();
  }
}
