package org.warmhandoff.api.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.api.Problems;
import org.warmhandoff.api.Since;
import org.warmhandoff.events.WebhookStanding;
import org.warmhandoff.events.Webhooks;

/** Webhooks: how they stand, told once more, told again. */
@RestController
public final class WebhooksController {

  private final Webhooks webhooks;

  /** Over these. */
  public WebhooksController(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  /** All that are configured. */
  record WebhookList(List<WebhookState> webhooks) {}

  /** How one stands; what is not so is left out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record WebhookState(
      String name,
      String host,
      String state,
      long waiting,
      Instant waitingSince,
      Long waitingFirst,
      Instant offSince,
      int failures) {

    static WebhookState of(WebhookStanding one) {
      return new WebhookState(
          one.name(),
          one.host(),
          one.off().isPresent() ? "off" : "on",
          one.waiting(),
          one.since().orElse(null),
          one.first().isPresent() ? one.first().getAsLong() : null,
          one.off().orElse(null),
          one.failures());
    }
  }

  /** From when on: a time with its offset, or a day, which begins in UTC. */
  record ReplayFrom(String since) {}

  /** Which event is not told. */
  record Skipped(Long sequence) {}

  /** How many events are told once more at most. */
  record Replayed(long events) {}

  /** How they stand. */
  @GetMapping("/api/v1/webhooks")
  WebhookList all() {
    return new WebhookList(webhooks.standings().stream().map(WebhookState::of).toList());
  }

  /** Everything from a time on is told once more. */
  @PostMapping("/api/v1/webhooks/{name}/replay")
  ResponseEntity<Object> replay(@PathVariable String name, @RequestBody ReplayFrom from) {
    var since = Optional.ofNullable(from.since()).flatMap(said -> Since.of(said, ZoneOffset.UTC));
    if (since.isEmpty()) {
      return Problems.invalid(
          "since: expected a time such as 2026-01-31T14:00:00-05:00, or a day such as 2026-01-31");
    }
    var events = webhooks.replay(name, since.get());
    return events.isPresent()
        ? ResponseEntity.ok(new Replayed(events.getAsLong()))
        : noSuchWebhook();
  }

  /** One that answered 410 is told again, from where it was. */
  @PostMapping("/api/v1/webhooks/{name}/resume")
  ResponseEntity<Object> resume(@PathVariable String name) {
    return webhooks.resume(name) ? ResponseEntity.noContent().build() : noSuchWebhook();
  }

  /** One event is not told, so that what waits behind it goes on. */
  @PostMapping("/api/v1/webhooks/{name}/skip")
  ResponseEntity<Object> skip(
      @PathVariable String name, @RequestBody Skipped skipped, Authentication operator) {
    if (skipped.sequence() == null) {
      return Problems.invalid("sequence: expected the number of an event that waits");
    }
    var waited = webhooks.skip(name, skipped.sequence(), operator.getName());
    if (waited.isEmpty()) {
      return noSuchWebhook();
    }
    return waited.get()
        ? ResponseEntity.noContent().build()
        : Problems.notFound("No event of that number waits for " + name + ".");
  }

  private ResponseEntity<Object> noSuchWebhook() {
    return Problems.notFound(
        "No webhook of that name is configured. There are: " + webhooks.names());
  }
}
