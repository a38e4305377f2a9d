package org.warmhandoff.benchmarks.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;

/** Records a second of the adapter, beside the plain client and the bare route. */
record Rates(String where, Map<String, Sample> samples) {

  private static final String ADAPTER = "adapter";

  /** The rates themselves: medians of the rounds, and the least and greatest. */
  List<Row> rows() {
    var rows = new ArrayList<Row>();
    samples.forEach(
        (way, rates) ->
            rows.add(
                Row.plain(
                    where + ", " + way,
                    "%.1f records/s (%.1f to %.1f)",
                    rates.median(),
                    rates.least(),
                    rates.greatest())));
    return rows;
  }

  double ofAdapter() {
    return samples.get(ADAPTER).median();
  }

  /** The adapter's rate as a share of another's. */
  Row ratio(String other, String aim, DoublePredicate met) {
    var ratio = ofAdapter() / samples.get(other).median();
    return Row.plain(where + ", adapter / " + other, "%.2f", ratio).aim(aim, met.test(ratio));
  }
}
