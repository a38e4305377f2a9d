package org.warmhandoff.record.reading;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;

/**
 * How many values there are in a body, before anything is made of it: each takes many times its
 * bytes in memory, and what a schema says of it as much again.
 */
final class RecordValues {

  /** Objects, lists and values. The largest record of the fixtures has 163. */
  static final int MOST = 10_000;

  /** Of more than these only the first problem is told. */
  static final int MANY = 1_000;

  private static final JsonFactory JSON = new JsonFactory();

  private RecordValues() {}

  /** At most one more than {@link #MOST}; of what is no JSON, those before it ends to be some. */
  static int count(byte[] body) {
    var values = 0;
    try (var parser = JSON.createParser(body)) {
      for (var token = parser.nextToken();
          token != null && values <= MOST;
          token = parser.nextToken()) {
        values += token.isScalarValue() || token.isStructStart() ? 1 : 0;
      }
    } catch (IOException noJson) {
      return values; // which whoever reads it tells
    }
    return values;
  }
}
