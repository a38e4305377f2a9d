package org.warmhandoff.benchmarks.delivery;

import java.time.Duration;
import java.util.stream.IntStream;
import org.warmhandoff.benchmarks.people.SampleRecords;

/** A plain HTTP client that posts what the adapter would post, and reads it back. */
final class ThroughPlainClient implements DeliveryWay {

  private final MeasuredPartner partner;
  private final Bodies bodies;
  private final Size size;

  ThroughPlainClient(MeasuredPartner partner, Bodies bodies, Size size) {
    this.partner = partner;
    this.bodies = bodies;
    this.size = size;
  }

  @Override
  public String name() {
    return "plain client";
  }

  @Override
  public Duration processor() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  @Override
  public double bring(String group, int count) throws Exception {
    var all = IntStream.range(0, count).mapToObj(number -> bodies.plan(group, number)).toList();
    var before = System.nanoTime();
    Load.run(
        size.parallel(),
        count,
        number -> partner.deliver(all.get(number), SampleRecords.planId(group, number) + "-v1"));
    return (System.nanoTime() - before) / 1e9;
  }
}
