package org.warmhandoff.cli.tools;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.warmhandoff.record.reading.Reading.RecordProblem;

/** In which line of its file a place of a record is. */
final class LinePlaces {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern SEE_LINE = Pattern.compile("(?<=, see line )\\d+(?=, column)");

  private final Piece piece;
  private final Map<String, Integer> lines = new HashMap<>();

  LinePlaces(Piece piece) {
    this.piece = piece;
    try (var parser = JSON.createParser(piece.body())) {
      while (parser.nextToken() != null) {
        var pointer = parser.getParsingContext().pathAsPointer().toString();
        lines.putIfAbsent(pointer, line(parser.currentTokenLocation().getLineNr()));
      }
    } catch (IOException endsHere) {
      // what comes after that is in no line that could be told
    }
  }

  /** {@code file:line: pointer: reason}. */
  String say(RecordProblem problem) {
    var seen = SEE_LINE.matcher(problem.reason()).results().map(MatchResult::group).findFirst();
    var line =
        seen.map(records -> line(Integer.parseInt(records))).orElseGet(() -> of(problem.pointer()));
    var reason = SEE_LINE.matcher(problem.reason()).replaceFirst(String.valueOf(line));
    var pointer = problem.pointer().isEmpty() ? "" : problem.pointer() + ": ";
    return piece.file() + ":" + line + ": " + pointer + reason;
  }

  /** What is missing is missing where it should stand. */
  private int of(String pointer) {
    var place = pointer;
    while (!place.isEmpty() && !lines.containsKey(place)) {
      place = place.substring(0, Math.max(0, place.lastIndexOf('/')));
    }
    return lines.getOrDefault(place, piece.line());
  }

  private int line(int withinPiece) {
    return piece.line() + withinPiece - 1;
  }
}
