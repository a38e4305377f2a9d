package org.warmhandoff.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.warmhandoff.record.Reading.Problem;

/** Says where a text stops being JSON, and nothing of what stands there. */
final class NotJson {

  private NotJson() {}

  static Problem problem(JsonProcessingException notJson) {
    return new Problem("", "must be JSON in UTF-8 with every name once, see " + place(notJson));
  }

  static String place(JsonProcessingException notJson) {
    var location = notJson.getLocation();
    return location == null
        ? "line 1, column 1"
        : "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
