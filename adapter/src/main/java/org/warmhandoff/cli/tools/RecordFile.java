package org.warmhandoff.cli.tools;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Parts a file into its records. It is one JSON document, a JSON array of them, or NDJSON, whatever
 * its name: only {@code .ndjson} and {@code .jsonl} are taken at their word.
 */
final class RecordFile {

  private static final JsonFactory JSON = new JsonFactory();

  private final String name;
  private final byte[] bytes;

  RecordFile(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  List<Piece> pieces() {
    var ending = name.toLowerCase(Locale.ROOT);
    if (ending.endsWith(".ndjson") || ending.endsWith(".jsonl")) {
      return lines();
    }
    var whole = whole();
    if (whole.isPresent()) {
      return whole.get();
    }
    var lines = lines();
    return looksLikeRecords(lines) ? lines : List.of(new Piece(name, 1, bytes));
  }

  /** One document or one array of them; empty where it is neither. */
  private Optional<List<Piece>> whole() {
    if (beginsWithByteOrderMark()) {
      return Optional.of(List.of(new Piece(name, 1, bytes)));
    }
    try (var parser = JSON.createParser(bytes)) {
      var pieces = new ArrayList<Piece>();
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          var start = parser.currentTokenLocation();
          parser.skipChildren();
          var end = parser.currentLocation().getByteOffset();
          var body = Arrays.copyOfRange(bytes, (int) start.getByteOffset(), (int) end);
          pieces.add(new Piece(name, start.getLineNr(), body));
        }
      } else {
        parser.skipChildren();
        pieces.add(new Piece(name, 1, bytes));
      }
      return parser.nextToken() == null ? Optional.of(pieces) : Optional.empty();
    } catch (IOException | IllegalArgumentException notWhole) {
      return Optional.empty();
    }
  }

  /** Which the parser here passes over and the adapter refuses. */
  private boolean beginsWithByteOrderMark() {
    return bytes.length > 2
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  /** A document over many lines has its braces at the beginning of the first line only. */
  private static boolean looksLikeRecords(List<Piece> lines) {
    return !lines.isEmpty()
        && lines.get(0).body()[0] != '['
        && lines.stream().skip(1).anyMatch(line -> line.body()[0] == '{');
  }

  private List<Piece> lines() {
    var pieces = new ArrayList<Piece>();
    var number = 1;
    for (var start = 0; start < bytes.length; number++) {
      var end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      var line = Arrays.copyOfRange(bytes, start, end);
      if (!isBlank(line)) {
        pieces.add(new Piece(name, number, line));
      }
      start = end + 1;
    }
    return pieces;
  }

  private static boolean isBlank(byte[] line) {
    for (var one : line) {
      if (one != ' ' && one != '\t' && one != '\r') {
        return false;
      }
    }
    return true;
  }
}
