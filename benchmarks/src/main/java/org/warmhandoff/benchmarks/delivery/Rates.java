package org.warmhandoff.benchmarks.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records a second of the adapter, beside the plain client and the bare route. */
record Rates(String where, Map<String, Taken> taken) {

  private static final String ADAPTER = "adapter";

  /** The rates themselves: medians of the rounds, and the least and greatest. */
  List<Row> rows() {
    var rows = new ArrayList<Row>();
    taken.forEach(
        (way, all) ->
            rows.add(
                Row.plain(
                    where + ", " + way,
                    "%.1f records/s (%.1f to %.1f), %.1f ms of processor each",
                    all.rates().median(),
                    all.rates().least(),
                    all.rates().greatest(),
                    all.processor().median())));
    return rows;
  }

  double ofAdapter() {
    return taken.get(ADAPTER).rates().median();
  }

  /** The adapter's rate as a share of another's. */
  double ratio(String other) {
    return ofAdapter() / taken.get(other).rates().median();
  }

  /** The same as a row, without an aim. */
  Row ratioRow(String other) {
    return Row.plain(where + ", adapter / " + other, "%.2f", ratio(other));
  }
}
