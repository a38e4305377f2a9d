package org.warmhandoff.partner.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * How much there is in an answer, before anything is made of it: a few bytes of JSON become objects
 * of a hundred times their size.
 */
final class JsonElements {

  private static final int DEEPEST = 100;
  private static final int LONGEST_NUMBER = 100;

  /** Written out, such a number has millions of digits. */
  private static final Pattern HUGE = Pattern.compile(".*[eE][+-]?[0-9]{4,}");

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxStringLength(HttpTransport.LARGEST_ANSWER)
                  .build())
          .build();

  /** What becomes of a tag of a narrative takes more than what becomes of a value. */
  private static final int OF_A_TAG = 4;

  private JsonElements() {}

  /**
   * Objects, arrays and values in the JSON, as far as it is some; empty where it is deeper, or a
   * number in it longer, than anything of FHIR.
   */
  static OptionalInt count(byte[] json) {
    var elements = 0;
    try (var parser = JSON.createParser(json)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_NUMBER_FLOAT && HUGE.matcher(parser.getText()).matches()) {
          return OptionalInt.empty();
        }
        elements += token.isScalarValue() || token.isStructStart() ? 1 : 0;
        elements += token == JsonToken.VALUE_STRING ? tags(parser) : 0;
      }
      return OptionalInt.of(elements);
    } catch (StreamConstraintsException beyond) {
      return OptionalInt.empty();
    } catch (IOException noJson) {
      return OptionalInt.of(elements);
    }
  }

  private static int tags(JsonParser text) throws IOException {
    var characters = text.getTextCharacters();
    var end = text.getTextOffset() + text.getTextLength();
    var tags = 0;
    for (var at = text.getTextOffset(); at < end; at++) {
      tags += characters[at] == '<' ? 1 : 0;
    }
    return OF_A_TAG * tags;
  }
}
