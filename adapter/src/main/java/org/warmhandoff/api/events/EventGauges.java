package org.warmhandoff.api.events;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import org.warmhandoff.events.WebhookReceiver;
import org.warmhandoff.events.Webhooks;

/** How much each webhook has not taken, and for how long: counted when the metrics are read. */
public final class EventGauges implements MeterBinder {

  private final Webhooks webhooks;
  private final Clock clock;

  /** Gauges for these webhooks. */
  public EventGauges(Webhooks webhooks, Clock clock) {
    this.webhooks = webhooks;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (var webhook : webhooks.all()) {
      Gauge.builder("warmhandoff.events.waiting", webhook, one -> one.standing().waiting())
          .description("Events that a webhook has not taken")
          .tag("webhook", webhook.name())
          .register(registry);
      Gauge.builder("warmhandoff.events.oldest", webhook, this::age)
          .description("For how long the first of them has waited")
          .baseUnit("seconds")
          .tag("webhook", webhook.name())
          .register(registry);
    }
  }

  private double age(WebhookReceiver webhook) {
    return webhook
        .standing()
        .since()
        .map(since -> Duration.between(since, clock.instant()).toSeconds())
        .orElse(0L);
  }
}
