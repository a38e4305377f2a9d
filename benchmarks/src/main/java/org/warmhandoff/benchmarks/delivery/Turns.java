package org.warmhandoff.benchmarks.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.warmhandoff.benchmarks.delivery.Taken.Round;

/** Several ways take turns, so that what else the machine does hits all of them alike. */
final class Turns {

  private final MeasuredPartner partner;
  private final Size size;

  Turns(MeasuredPartner partner, Size size) {
    this.partner = partner;
    this.size = size;
  }

  /** All rounds of each way. What is not at the partner in the end fails it. */
  Map<String, Taken> take(List<DeliveryWay> ways) throws Exception {
    var rounds = new LinkedHashMap<String, List<Round>>();
    for (var number = 1; number <= size.rounds(); number++) {
      for (var way : ways) {
        var round = round(way, group(way, number));
        RunProgress.say("round %d, %s: %.1f records/s", number, way.name(), round.rate());
        rounds.computeIfAbsent(way.name(), first -> new ArrayList<>()).add(round);
      }
    }
    var taken = new LinkedHashMap<String, Taken>();
    rounds.forEach((way, all) -> taken.put(way, new Taken(all)));
    return taken;
  }

  private Round round(DeliveryWay way, String group) throws Exception {
    var count = size.records();
    var before = way.processor();
    var seconds = way.bring(group, count);
    var used = way.processor().minus(before);
    partner.holds(group, count);
    return new Round(count / seconds, (double) used.toMillis() / count);
  }

  private static String group(DeliveryWay way, int round) {
    return way.name().substring(0, 1) + round;
  }
}
