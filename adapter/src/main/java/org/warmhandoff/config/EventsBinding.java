package org.warmhandoff.config;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.warmhandoff.config.JsonValues.duration;
import static org.warmhandoff.config.JsonValues.each;
import static org.warmhandoff.config.JsonValues.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.warmhandoff.config.EventsConfig.EventsFile;
import org.warmhandoff.config.EventsConfig.Webhook;
import org.warmhandoff.config.EventsConfig.WebhookSecret;

/** The settings of {@code events}, and their defaults. */
final class EventsBinding {

  private static final Duration KEEP = Duration.ofDays(90);
  private static final Duration ATTENTION_AFTER = Duration.ofHours(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private static final long LARGEST_FILE = 64L * 1024 * 1024;
  private static final int KEPT_FILES = 14;

  /** In bytes, by Standard Webhooks. */
  private static final int SHORTEST_SECRET = 24;

  private static final int LONGEST_SECRET = 64;

  private EventsBinding() {}

  static EventsConfig bind(JsonNode events, String namespace, Path home) {
    return new EventsConfig(
        text(events.path("source")).orElse(namespace),
        duration(events.path("keep"), KEEP),
        duration(events.path("attention-after"), ATTENTION_AFTER),
        Optional.of(events.path("file")).filter(JsonNode::isObject).map(file -> file(file, home)),
        each(events.path("webhooks"), EventsBinding::webhook));
  }

  private static EventsFile file(JsonNode file, Path home) {
    return new EventsFile(
        home.resolve(file.path("directory").asText()).normalize(),
        file.path("largest").asLong(LARGEST_FILE),
        file.path("kept").asInt(KEPT_FILES));
  }

  private static Webhook webhook(JsonNode webhook) {
    return new Webhook(
        webhook.path("name").asText(),
        URI.create(webhook.path("url").asText()),
        each(webhook.path("secrets"), secret -> new WebhookSecret(secret.asText())),
        each(webhook.path("types"), JsonNode::asText).stream().collect(toUnmodifiableSet()),
        duration(webhook.path("timeout"), TIMEOUT));
  }

  /** What a schema cannot say, one line each, the setting first. */
  static List<String> problems(JsonNode events) {
    var problems = new ArrayList<String>();
    var number = 0;
    for (var webhook : events.path("webhooks")) {
      var path = "events.webhooks[" + number++ + "].secrets[";
      for (var i = 0; i < webhook.path("secrets").size(); i++) {
        if (!isSecret(webhook.path("secrets").path(i).asText())) {
          problems.add(path + i + "]: must be whsec_ and 24 to 64 bytes in Base64");
        }
      }
    }
    return problems;
  }

  private static boolean isSecret(String text) {
    if (!text.startsWith(WebhookSecret.PREFIX)) {
      return false;
    }
    try {
      var key = Base64.getDecoder().decode(new WebhookSecret(text).base64());
      return key.length >= SHORTEST_SECRET && key.length <= LONGEST_SECRET;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
