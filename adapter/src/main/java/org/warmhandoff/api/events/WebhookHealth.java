package org.warmhandoff.api.events;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.warmhandoff.events.WebhookStanding;
import org.warmhandoff.events.Webhooks;

/**
 * Whether webhooks take their events. One that does not is no reason to start the adapter again:
 * its events wait, so the status has a name of its own that does not make the whole DOWN.
 */
public final class WebhookHealth implements HealthIndicator {

  /** Some webhook takes nothing, or has not for too long. */
  static final Status DEGRADED = new Status("DEGRADED");

  private final Webhooks webhooks;

  /** The health of these webhooks. */
  public WebhookHealth(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  /** Asks the store alone, and no webhook. */
  @Override
  public Health health() {
    try {
      var behind = webhooks.behind();
      var health = behind.isEmpty() ? Health.up() : Health.status(DEGRADED);
      behind.forEach(one -> health.withDetail(one.name(), how(one)));
      return health.build();
    } catch (DataAccessException away) {
      return Health.unknown().withDetail("said", "not asked: the store is away").build();
    }
  }

  private static String how(WebhookStanding one) {
    return one.off()
        .map(since -> "answered 410 and is told nothing since " + since)
        .orElseGet(
            () ->
                "takes no events, or not all: %d waiting%s"
                    .formatted(
                        one.waiting(), one.since().map(since -> ", since " + since).orElse("")));
  }
}
