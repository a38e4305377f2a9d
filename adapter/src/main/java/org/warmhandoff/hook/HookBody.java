package org.warmhandoff.hook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.warmhandoff.followup.subscription.HookCall.EventCount;

/**
 * What a hook brings, read as far as it names something: nothing of anybody is kept of it. Bundles
 * of any type, whole resources and nothing at all are taken.
 *
 * @param names of resources, such as {@code Task/88}; empty where it does not say
 * @param isNotice whether it is a subscription's own message, such as a heartbeat
 * @param count where the subscription says that it stands (R5 Backport)
 */
record HookBody(Set<String> names, boolean isNotice, Optional<EventCount> count) {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

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
      return new HookBody(Set.of(), false, Optional.empty());
    }
    try (var json = JSON.createParser(bytes)) {
      return new NamesInBody().all(json);
    } catch (IOException noJson) {
      return new HookBody(Set.of(), false, Optional.empty());
    }
  }

  /** An object that may be a parameter. */
  private static final class NamedValue {

    private String name = "";
    private String value = "";
  }

  /** One reading of a body. */
  private static final class NamesInBody {

    private final Set<String> names = new HashSet<>();
    private final Deque<NamedValue> open = new ArrayDeque<>();
    private String type = "";
    private boolean notice;
    private Optional<Long> sinceStart = Optional.empty();
    private int told;

    HookBody all(JsonParser json) throws IOException {
      var depth = 0;
      for (var token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          depth++;
          open.push(new NamedValue());
        } else if (token == JsonToken.END_OBJECT) {
          depth--;
          count(open.pop());
        }
        if (token.isScalarValue() && json.currentName() != null) {
          value(json.currentName(), json.getText(), depth);
        }
        if (names.size() >= MOST_NAMES) {
          return new HookBody(Set.of(), false, Optional.empty());
        }
      }
      return new HookBody(names, notice, sinceStart.map(so -> new EventCount(so, told)));
    }

    /** A parameter of Parameters, whose name may stand after its value. */
    private void count(NamedValue parameter) {
      if (parameter.name.equals("events-since-subscription-start")) {
        since(parameter.value);
      } else if (parameter.name.equals("event-number")) {
        told++;
      }
    }

    private void since(String text) {
      if (NUMBER.matcher(text).matches()) {
        sinceStart = Optional.of(Long.parseLong(text));
      }
    }

    private void value(String property, String text, int depth) {
      var parameter = open.peek();
      if (parameter != null && property.equals("name")) {
        parameter.name = text;
      } else if (parameter != null && property.startsWith("value")) {
        parameter.value = text;
      }
      if (property.equals("eventsSinceSubscriptionStart")) { // as R4B and R5 have it
        since(text);
      } else if (property.equals("eventNumber")) {
        told++;
      }
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
