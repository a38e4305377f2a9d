package org.warmhandoff.hook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a hook brings, read as far as it names something: nothing of anybody is kept of it. Bundles
 * of any type, whole resources and nothing at all are taken.
 *
 * @param names of resources, such as {@code Task/88}; empty where it does not say
 * @param isNotice whether it is a subscription's own message, such as a heartbeat
 */
record HookBody(Set<String> names, boolean isNotice) {

  /** In bytes. What is longer is not read, and what has changed is looked for. */
  private static final int LONGEST = 256 * 1024;

  private static final int MOST_NAMES = 200;
  private static final int DEEPEST = 40;
  private static final int LONGEST_TEXT = 64 * 1024;

  private static final Pattern NAMED =
      Pattern.compile(
          "(?:.{0,400}/)?([A-Z][A-Za-z]{1,40}/[A-Za-z0-9.-]{1,64})(?:/_history/.{1,64})?");

  private static final Set<String> NAMING = Set.of("reference", "fullUrl", "url");
  private static final Set<String> CHANGED = Set.of("Task", "ServiceRequest");
  private static final Set<String> NOTHING_NEW = Set.of("handshake", "heartbeat");

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_TEXT)
                  .maxDocumentLength(LONGEST)
                  .build())
          .build();

  HookBody {
    names = Set.copyOf(names);
  }

  /** Whether it says that there is nothing new. */
  boolean isAboutNothing() {
    return isNotice && names.isEmpty();
  }

  static HookBody of(InputStream body) throws IOException {
    var bytes = body.readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      return new HookBody(Set.of(), false);
    }
    try (var json = JSON.createParser(bytes)) {
      return new NamesInBody().all(json);
    } catch (IOException noJson) {
      return new HookBody(Set.of(), false);
    }
  }

  /** One reading of a body. */
  private static final class NamesInBody {

    private final Set<String> names = new HashSet<>();
    private String type = "";
    private boolean notice;

    HookBody all(JsonParser json) throws IOException {
      var depth = 0;
      for (var token = json.nextToken(); token != null; token = json.nextToken()) {
        depth += token == JsonToken.START_OBJECT ? 1 : token == JsonToken.END_OBJECT ? -1 : 0;
        if (token == JsonToken.VALUE_STRING && json.currentName() != null) {
          value(json.currentName(), json.getText(), depth);
        }
        if (names.size() >= MOST_NAMES) {
          return new HookBody(Set.of(), false);
        }
      }
      return new HookBody(names, notice);
    }

    private void value(String property, String text, int depth) {
      if (property.equals("resourceType")) {
        type = text;
      } else if (property.equals("id") && depth <= 3 && CHANGED.contains(type)) {
        name(type + "/" + text);
      } else if (NAMING.contains(property)) {
        name(text);
      } else if (property.startsWith("value") || property.equals("type")) {
        notice |= NOTHING_NEW.contains(text);
      }
    }

    private void name(String text) {
      var named = NAMED.matcher(text);
      if (named.matches() && CHANGED.contains(named.group(1).split("/", 2)[0])) {
        names.add(named.group(1));
      }
    }
  }
}
