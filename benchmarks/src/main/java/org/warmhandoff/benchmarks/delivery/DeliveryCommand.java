package org.warmhandoff.benchmarks.delivery;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Measures delivery with everything around it and prints a table. */
public final class DeliveryCommand {

  private final DeliveryOptions options;
  private final Amounts amounts;

  /** As the command line says. */
  public DeliveryCommand(DeliveryOptions options) {
    this.options = options;
    this.amounts = options.quick() ? Amounts.quick() : Amounts.full();
  }

  /** Measures, and prints the table where told to. */
  public void run(PrintStream out) throws Exception {
    var home = Files.createTempDirectory("warm-handoff-benchmarks");
    var rows = measure(home, amounts, options);
    remove(home);
    out.println();
    out.print(Rows.table(rows));
    if (options.quick()) {
      out.println("A quick run shows that everything runs; its numbers are not worth keeping.");
    }
  }

  static List<Row> measure(Path home, Amounts amounts, DeliveryOptions options) throws Exception {
    var rows = new ArrayList<Row>();
    if (options.any("a", "c", "d")) {
      rows.addAll(new PartsAtOnce(amounts).measure(home, options.java()));
    }
    if (options.any("b")) {
      rows.addAll(new PartAtRealServer(amounts.real()).measure(home, options.java()));
    }
    if (options.any("e")) {
      rows.addAll(new PartBacklog(amounts.backlog()).measure(home, options.java()));
    }
    if (options.any("f")) {
      rows.addAll(new PartClaims(amounts.waiting()).measure());
    }
    return rows;
  }

  private static void remove(Path directory) throws IOException {
    try (var all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder()).forEach(DeliveryCommand::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }
}
