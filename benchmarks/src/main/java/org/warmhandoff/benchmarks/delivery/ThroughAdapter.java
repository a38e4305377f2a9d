package org.warmhandoff.benchmarks.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.warmhandoff.benchmarks.people.SamplePerson;
import org.warmhandoff.benchmarks.people.SampleRecords;

/** The adapter: accepted when stored, delivered when read back. */
final class ThroughAdapter implements DeliveryWay {

  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final RunningAdapter adapter;
  private final MeasuredPartner partner;
  private final SampleRecords records;
  private final Size size;
  private final List<Double> toAccept = new ArrayList<>();

  ThroughAdapter(
      RunningAdapter adapter, MeasuredPartner partner, SampleRecords records, Size size) {
    this.adapter = adapter;
    this.partner = partner;
    this.records = records;
    this.size = size;
  }

  @Override
  public String name() {
    return "adapter";
  }

  @Override
  public Duration processor() {
    return adapter.processor();
  }

  /** Makes the participants known. */
  void participants() throws Exception {
    adapter.submitAll(size.people(), number -> records.participant(new SamplePerson(number)));
  }

  @Override
  public double bring(String group, int count) throws Exception {
    var bodies =
        IntStream.range(0, count)
            .mapToObj(number -> records.plan(group, number, size.person(number)))
            .toList();
    var before = System.nanoTime();
    var took = Load.run(size.parallel(), count, number -> adapter.submit(bodies.get(number)));
    partner.awaitReadBack(adapter, group, count);
    var seconds = (System.nanoTime() - before) / 1e9;
    toAccept.addAll(took);
    adapter.awaitSettled(LONGEST);
    return seconds;
  }

  /** Milliseconds from POST to 202 since the last time, of each record. */
  Sample toAccept() {
    var sample = new Sample(toAccept);
    toAccept.clear();
    return sample;
  }
}
