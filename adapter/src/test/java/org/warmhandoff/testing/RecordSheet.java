package org.warmhandoff.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.reading.Reading.Valid;
import org.warmhandoff.record.reading.RecordReader;

/**
 * A record as the program writes it, in JSON. Starts as little as is valid and is changed where a
 * test needs it otherwise; a change leaves the sheet it was made on as it is.
 */
public final class RecordSheet {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RecordReader READER = new RecordReader();

  private final ObjectNode tree;

  private RecordSheet(ObjectNode tree) {
    this.tree = tree;
  }

  /** The sheet written in that JSON. */
  public static RecordSheet of(String json) {
    try {
      return new RecordSheet((ObjectNode) JSON.readTree(json));
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException(notJson);
    }
  }

  /**
   * With another value.
   *
   * @param path names of the setting and of what it stands in, with slashes between them
   * @param value a text, a number, a list of them, a sheet or a list of sheets
   */
  public RecordSheet with(String path, Object value) {
    var copy = tree.deepCopy();
    var names = path.split("/", -1);
    var place = copy;
    for (var i = 0; i < names.length - 1; i++) {
      place = place.withObjectProperty(names[i]);
    }
    place.set(names[names.length - 1], node(value));
    return new RecordSheet(copy);
  }

  private static JsonNode node(Object value) {
    if (value instanceof RecordSheet sheet) {
      return sheet.tree.deepCopy();
    }
    if (value instanceof Collection<?> many) {
      var array = JSON.createArrayNode();
      many.forEach(one -> array.add(node(one)));
      return array;
    }
    return JSON.valueToTree(value);
  }

  /** Without that setting. */
  public RecordSheet without(String name) {
    var copy = tree.deepCopy();
    copy.remove(name);
    return new RecordSheet(copy);
  }

  /** With another id. */
  public RecordSheet id(String id) {
    return with("id", id);
  }

  /** With another version. */
  public RecordSheet version(int version) {
    return with("version", version);
  }

  /** What the program sends. */
  public byte[] bytes() {
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }

  /** The record on it, read as the intake reads it. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // the test knows what it wrote
  public <R extends ProgramRecord> R record() {
    var reading = READER.read(bytes());
    if (reading instanceof Valid valid) {
      @SuppressWarnings("unchecked")
      var record = (R) valid.record();
      return record;
    }
    throw new AssertionError(reading + " in " + tree.toPrettyString());
  }

  @Override
  public String toString() {
    return tree.toPrettyString();
  }
}
