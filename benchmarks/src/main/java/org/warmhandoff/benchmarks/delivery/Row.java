package org.warmhandoff.benchmarks.delivery;

import java.util.Locale;

/**
 * A line of the table.
 *
 * @param verdict whether the aim is met; empty where there is none
 */
record Row(String what, String figure, String aim, String verdict) {

  static Row plain(String what, String format, Object... figures) {
    return new Row(what, String.format(Locale.ROOT, format, figures), "", "");
  }

  Row aim(String words, boolean met) {
    return new Row(what, figure, words, met ? "met" : "NOT MET");
  }
}
