package org.warmhandoff.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;

/**
 * What must be found at a partner in the end, written down beside the fixtures and not computed by
 * the adapter.
 *
 * @param partner a partner's name, or {@code -} where nobody takes it
 * @param patient the partner's own patient id it must hang on, or {@code -}
 * @param matchedBy how the patient must have been found, or {@code -}
 */
public record Expectation(
    RecordKey key, String partner, ExpectedEnd what, String patient, String matchedBy) {

  /** The kinds of end. */
  public enum ExpectedEnd {
    /** The graph, exactly once, at this version. */
    GRAPH,
    /** A current document of this version, exactly one. */
    DOCUMENT,
    /** Nothing, for consent does not allow it. */
    WITHHELD,
    /** Nothing yet, for a person must say which patient it is. */
    WAITS,
    /** Nothing, or exactly this version: it says only that the record is over. */
    ONLY_IF_HELD,
    /** No partner takes it. */
    NO_PARTNER
  }

  /** The expectations in a file of tab-separated lines. */
  public static List<Expectation> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> of(line.split("\t", -1)))
        .toList();
  }

  private static Expectation of(String[] cells) {
    return new Expectation(
        new RecordKey(RecordKind.of(cells[0]).orElseThrow(), cells[1], Integer.parseInt(cells[2])),
        cells[3],
        ExpectedEnd.valueOf(cells[4].toUpperCase(Locale.ROOT).replace('-', '_')),
        cells[5],
        cells[6]);
  }
}
