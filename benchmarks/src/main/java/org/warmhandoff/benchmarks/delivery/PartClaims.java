package org.warmhandoff.benchmarks.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.warmhandoff.benchmarks.people.SampleRecords;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Receipt;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.flow.port.Outbox;

/** (f): what a claim costs, by how many rows are waiting, on PostgreSQL. */
final class PartClaims {

  private static final int HANDS = 4;
  private static final int WARM_UP = 10;
  private static final int CLAIMS = 60;
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Written MAIN = new Written("CarePlan", "", "1", Optional.empty());
  private static final Receipt RECEIPT =
      new Receipt(
          Form.GRAPH,
          new Link("Patient/1", Link.How.IDENTIFIER),
          MAIN,
          List.of(MAIN),
          List.of(),
          List.of());

  /** Milliseconds of each claim, and of each delivery claimed. */
  private record Cost(Sample claims, Sample deliveries) {}

  private final List<Integer> waiting;

  PartClaims(List<Integer> waiting) {
    this.waiting = List.copyOf(waiting);
  }

  List<Row> measure() throws IOException {
    var rows = new ArrayList<Row>();
    var least = Optional.<Cost>empty();
    for (var count : waiting) {
      var cost = cost(count);
      rows.addAll(rows(count, cost, least.orElse(cost)));
      least = least.or(() -> Optional.of(cost));
      RunProgress.say("claims among %d: %.2f ms", count, cost.claims().median());
    }
    return rows;
  }

  private static Cost cost(int count) throws IOException {
    try (var store = WaitingRows.fill(count)) {
      var outbox = store.outbox(HANDS);
      var times = Math.min(CLAIMS, Math.max(1, count / (3 * HANDS)));
      claim(outbox, Math.min(WARM_UP, times));
      return claim(outbox, times);
    }
  }

  private static Cost claim(Outbox outbox, int times) {
    var claims = new ArrayList<Double>();
    var deliveries = new ArrayList<Double>();
    var end = System.nanoTime() + LONGEST.toNanos();
    while (claims.size() < times && (claims.isEmpty() || System.nanoTime() < end)) {
      var before = System.nanoTime();
      var claimed = outbox.claimDue(SampleRecords.PARTNER);
      var took = (System.nanoTime() - before) / 1e6;
      if (claimed.isEmpty()) {
        throw new IllegalStateException("nothing was claimed though much is waiting");
      }
      claims.add(took);
      deliveries.add(took / claimed.size());
      claimed.forEach(one -> outbox.settle(new AttemptResult(one, new Delivered(RECEIPT))));
    }
    return new Cost(new Sample(claims), new Sample(deliveries));
  }

  private static List<Row> rows(int count, Cost cost, Cost least) {
    var among = String.format(Locale.ROOT, "(f) claim among %,d waiting", count);
    var ratio = cost.deliveries().median() / least.deliveries().median();
    return List.of(
        Row.plain(
            among, "%.2f ms (p95 %.2f)", cost.claims().median(), cost.claims().percentile(95)),
        Row.plain(
                among + ", each delivery",
                "%.2f ms (p95 %.2f), %.2f times the first",
                cost.deliveries().median(),
                cost.deliveries().percentile(95),
                ratio)
            .aim("does not grow: at most 2 times", ratio <= 2));
  }
}
