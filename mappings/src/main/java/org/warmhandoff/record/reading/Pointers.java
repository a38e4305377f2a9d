package org.warmhandoff.record.reading;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.warmhandoff.record.reading.Reading.RecordProblem;

/** RFC 6901 JSON pointers to places in a record. */
final class Pointers {

  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,40}");

  private Pointers() {}

  /** Pointer to a property of our own. */
  static String to(String parent, String property) {
    return parent + "/" + property.replace("~", "~0").replace("/", "~1");
  }

  /**
   * Pointer to a property we do not know. Somebody may have put a value where a name belongs, so a
   * name that does not look like one is left out and the parent is named.
   */
  static String toUnknown(String parent, String property) {
    return HARMLESS.matcher(property).matches() ? to(parent, property) : parent;
  }

  /** What the schema let pass and the record did not, such as a leap second. */
  static RecordProblem problem(JsonMappingException unbound) {
    var pointer = unbound.getPath().stream().map(Pointers::step).collect(Collectors.joining());
    return new RecordProblem(pointer, "is not what is expected here");
  }

  private static String step(JsonMappingException.Reference step) {
    return step.getFieldName() == null ? "/" + step.getIndex() : toUnknown("", step.getFieldName());
  }
}
