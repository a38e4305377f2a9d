package org.warmhandoff.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the demo prints: how far it is, the table, and where the time went. */
final class Console {

  private static final int BAR = 30;

  private final PrintWriter out;
  private final boolean live;
  private final Map<String, Duration> times = new LinkedHashMap<>();
  private long mark = System.nanoTime();

  /**
   * Prints here.
   *
   * @param live whether a line can be written over, as on a terminal
   */
  Console(PrintWriter out, boolean live) {
    this.out = out;
    this.live = live;
  }

  void print(String line) {
    out.println(line);
    out.flush();
  }

  /** Ends a phase that began with the one before. */
  void done(String phase) {
    var now = System.nanoTime();
    times.put(phase, Duration.ofNanos(now - mark));
    mark = now;
  }

  /** A bar; without a terminal one line at the end. */
  void progress(String what, int done, int all) {
    if (live) {
      var filled = all == 0 ? BAR : BAR * done / all;
      out.print(
          "\r%-28s [%s%s] %d/%d"
              .formatted(what, "#".repeat(filled), "-".repeat(BAR - filled), done, all));
      if (done >= all) {
        out.println();
      }
      out.flush();
    } else if (done >= all) {
      print("%-28s %d/%d".formatted(what, done, all));
    }
  }

  void table(List<Finding> findings) {
    var row = "%-24s %-14s %-28s %-30s %-24s %-4s %8s  %-32s %s";
    print("");
    print(
        row.formatted(
            "record",
            "partner",
            "form",
            "patient (matched by)",
            "remote id",
            "ver",
            "time",
            "disclosed",
            ""));
    findings.forEach(
        finding ->
            print(
                row.formatted(
                    finding.expected().key(),
                    finding.expected().partner(),
                    finding.form(),
                    finding.patient(),
                    finding.remote().orElse("-"),
                    finding.remoteVersion().orElse("-"),
                    finding.took().map(Console::seconds).orElse("-"),
                    finding.disclosed(),
                    finding.differences().isEmpty() ? "" : "<-- DIFFERS")));
  }

  /** What became of each referral. */
  void loops(List<ReferralEnd> loops) {
    var row = "%-10s %-26s %-15s %-13s %-46s %s";
    print("");
    print(row.formatted("referral", "target", "partner", "told by", "states", "result"));
    loops.forEach(
        loop ->
            print(
                row.formatted(
                    loop.referral(),
                    loop.target(),
                    loop.partner(),
                    loop.told(),
                    String.join(" > ", loop.trail()),
                    loop.result())));
  }

  void times() {
    print("");
    print("Where the time went:");
    times.forEach((phase, took) -> print("  %-44s %8s".formatted(phase, seconds(took))));
    var all = times.values().stream().reduce(Duration.ZERO, Duration::plus);
    print("  %-44s %8s".formatted("in all", seconds(all)));
  }

  private static String seconds(Duration took) {
    return "%.2f s".formatted(took.toMillis() / 1000.0);
  }
}
