package org.warmhandoff.benchmarks.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several ways take turns, so that what else the machine does hits all of them alike. */
final class Turns {

  private final Partner partner;
  private final Size size;

  Turns(Partner partner, Size size) {
    this.partner = partner;
    this.size = size;
  }

  /** Records a second, of each way and round. What is not at the partner in the end fails it. */
  Map<String, Sample> take(List<Way> ways) throws Exception {
    var rates = new LinkedHashMap<String, List<Double>>();
    for (var round = 1; round <= size.rounds(); round++) {
      for (var way : ways) {
        var group = group(way, round);
        var rate = size.records() / way.bring(group, size.records());
        partner.holds(group, size.records());
        Progress.say("round %d, %s: %.1f records/s", round, way.name(), rate);
        rates.computeIfAbsent(way.name(), first -> new ArrayList<>()).add(rate);
      }
    }
    var samples = new LinkedHashMap<String, Sample>();
    rates.forEach((way, figures) -> samples.put(way, new Sample(figures)));
    return samples;
  }

  private static String group(Way way, int round) {
    return way.name().substring(0, 1) + round;
  }
}
