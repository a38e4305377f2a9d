package org.warmhandoff.record.reading;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import org.warmhandoff.record.reading.Reading.RecordProblem;

/** Says why a text is no JSON document and where, and nothing of what stands there. */
final class NotJson {

  /** How the parser begins to say it; it has no exception of its own for that. */
  private static final String TWICE = "Duplicate field";

  private NotJson() {}

  /** A text of which we saw ourselves what is wrong. */
  static JsonProcessingException because(String reason, JsonLocation place) {
    return new Seen(reason, place);
  }

  static RecordProblem problem(JsonProcessingException notJson) {
    return new RecordProblem(pointer(notJson), reason(notJson) + ", see " + place(notJson));
  }

  static String place(JsonProcessingException notJson) {
    var location = notJson.getLocation();
    return location == null
        ? "line 1, column 1"
        : "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String reason(JsonProcessingException notJson) {
    if (notJson instanceof Seen seen) {
      return seen.getOriginalMessage();
    }
    if (isTwice(notJson)) {
      return "must be there once only";
    }
    if (notJson instanceof JsonEOFException) {
      return "must be JSON, and ends in the middle";
    }
    if (notJson instanceof StreamConstraintsException) {
      return "must be JSON that is not nested so deeply, nor has such long names and numbers";
    }
    return notJson instanceof MismatchedInputException
        ? "must be one JSON document with nothing after it"
        : "must be JSON";
  }

  private static String pointer(JsonProcessingException notJson) {
    return isTwice(notJson) && notJson.getProcessor() instanceof JsonParser parser
        ? pointer(parser.getParsingContext().pathAsPointer())
        : "";
  }

  private static String pointer(JsonPointer place) {
    var pointer = "";
    for (var step = place; !step.matches(); step = step.tail()) {
      pointer =
          step.getMatchingIndex() < 0
              ? Pointers.toUnknown(pointer, step.getMatchingProperty())
              : pointer + "/" + step.getMatchingIndex();
    }
    return pointer;
  }

  private static boolean isTwice(JsonProcessingException notJson) {
    return notJson instanceof JsonParseException && notJson.getOriginalMessage().startsWith(TWICE);
  }

  /** Its message is ours, so that it may be told. */
  private static final class Seen extends JsonProcessingException {

    private static final long serialVersionUID = 1L;

    private Seen(String reason, JsonLocation place) {
      super(reason, place);
    }
  }
}
