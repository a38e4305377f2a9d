package org.warmhandoff.benchmarks.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.warmhandoff.benchmarks.bare.BareRoute;
import org.warmhandoff.benchmarks.people.SamplePerson;
import org.warmhandoff.benchmarks.people.SampleRecords;

/** A bare Camel route: the sender waits until the partner has it, then looks for it there. */
final class ThroughBareRoute implements DeliveryWay, AutoCloseable {

  private final Child process;
  private final String url;
  private final MeasuredPartner partner;
  private final SampleRecords records;
  private final Size size;

  private ThroughBareRoute(
      Child process, MeasuredPartner partner, SampleRecords records, Size size) {
    this.process = process;
    this.url = process.said(Pattern.compile("ready (\\S+)"));
    this.partner = partner;
    this.records = records;
    this.size = size;
  }

  /** Starts it and makes the participants known. */
  static ThroughBareRoute start(
      Path home, MeasuredPartner partner, SampleRecords records, Size size)
      throws IOException, InterruptedException {
    var process =
        Child.startOurs(
            home.resolve("bare.log"), BareRoute.class, partner.baseUrl(), RunningAdapter.NAMESPACE);
    var route = new ThroughBareRoute(process, partner, records, size);
    Load.run(
        size.parallel(),
        size.people(),
        number -> route.post(records.participant(new SamplePerson(number))));
    return route;
  }

  private void post(byte[] record) throws IOException, InterruptedException {
    Web.post(url, "", Web.JSON, record);
  }

  @Override
  public String name() {
    return "bare route";
  }

  @Override
  public Duration processor() {
    return process.processor();
  }

  @Override
  public double bring(String group, int count) throws Exception {
    var all =
        IntStream.range(0, count)
            .mapToObj(number -> records.plan(group, number, size.person(number)))
            .toList();
    var before = System.nanoTime();
    Load.run(size.parallel(), count, number -> bring(all.get(number), group, number));
    return (System.nanoTime() - before) / 1e9;
  }

  private void bring(byte[] record, String group, int number)
      throws IOException, InterruptedException {
    post(record);
    partner.search(SampleRecords.planId(group, number));
  }

  @Override
  public void close() {
    process.close();
  }
}
