package org.warmhandoff.partner.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.Optional;
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

  /** What HAPI's parser takes for JSON, and nothing else. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
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
   * What was counted.
   *
   * @param elements objects, arrays and values
   * @param whole whether it could be read to its end; what could not, nothing is to be made of
   */
  record Counted(int elements, boolean whole) {}

  /**
   * Counts what is in the text that the body is, read as it is read afterwards; empty where it is
   * deeper, or a number in it longer, than anything of FHIR.
   */
  static Optional<Counted> count(byte[] body) {
    var elements = 0;
    try (var parser = JSON.createParser(text(body))) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_NUMBER_FLOAT && HUGE.matcher(parser.getText()).matches()) {
          return Optional.empty();
        }
        elements += token.isScalarValue() || token.isStructStart() ? 1 : 0;
        elements += token == JsonToken.VALUE_STRING ? tags(parser) : 0;
      }
      return Optional.of(new Counted(elements, true));
    } catch (StreamConstraintsException beyond) {
      return Optional.empty();
    } catch (IOException noJson) {
      return Optional.of(new Counted(elements, false));
    }
  }

  /** From where HAPI begins to read: after all that Java takes for a space. */
  private static Reader text(byte[] body) throws IOException {
    var text = new PushbackReader(new InputStreamReader(new ByteArrayInputStream(body), UTF_8));
    var first = text.read();
    while (first >= 0 && Character.isWhitespace(first)) {
      first = text.read();
    }
    if (first >= 0) {
      text.unread(first);
    }
    return text;
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
