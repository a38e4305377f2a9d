package org.warmhandoff.app;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.api.events.EventGauges;
import org.warmhandoff.api.events.EventStream;
import org.warmhandoff.api.events.EventsController;
import org.warmhandoff.api.events.WebhookHealth;
import org.warmhandoff.api.events.WebhooksController;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.config.Config;
import org.warmhandoff.events.EventFeed;
import org.warmhandoff.events.EventFiles;
import org.warmhandoff.events.EventKeeping;
import org.warmhandoff.events.EventNumbers;
import org.warmhandoff.events.Webhooks;
import org.warmhandoff.flow.TellRoute;
import org.warmhandoff.store.Durability;

/** How the program is told. */
@Configuration(proxyBeanMethods = false)
class EventsWiring {

  @Bean
  EventNumbers eventNumbers(JdbcClient db, TransactionTemplate transaction, Durability durability) {
    return new EventNumbers(
        db, transaction, durability, Long.toHexString(new SecureRandom().nextLong()));
  }

  @Bean
  EventFeed eventFeed(JdbcClient db, EventNumbers numbers, Config config) {
    return new EventFeed(db, numbers, config.events().source());
  }

  @Bean
  Webhooks webhooks(
      Config config,
      JdbcClient db,
      EventFeed feed,
      JdbcAttention attention,
      TransactionTemplate transaction,
      Clock clock) {
    return new Webhooks(config.events(), db, feed, attention, transaction, Math::random, clock);
  }

  @Bean
  WebhooksController webhooksController(Webhooks webhooks) {
    return new WebhooksController(webhooks);
  }

  @Bean
  EventStream eventStream(EventFeed feed, Clock clock) {
    return new EventStream(feed, clock);
  }

  /** Before the server waits for its requests to end. */
  @Bean
  ApplicationListener<ContextClosedEvent> endOfStreams(EventStream stream) {
    return closed -> stream.close();
  }

  @Bean
  EventsController eventsController(EventFeed feed, EventStream stream) {
    return new EventsController(feed, stream);
  }

  @Bean
  TellRoute tellRoute(
      Config config,
      Webhooks webhooks,
      JdbcClient db,
      EventFeed feed,
      TransactionTemplate transaction,
      Clock clock) {
    var keeping = new EventKeeping(db, transaction, config.events().keep(), clock);
    var files =
        config
            .events()
            .file()
            .map(file -> new EventFiles(file, node(config), db, feed, transaction, clock));
    return new TellRoute(
        List.copyOf(webhooks.all()),
        () -> {
          keeping.look();
          files.ifPresent(EventFiles::write);
        },
        config.delivery().poll());
  }

  /** With H2 there is one, whatever the machine is called. */
  private static String node(Config config) {
    return config.store().postgresql().isPresent() ? OutboxWiring.node(config) : "only";
  }

  @Bean
  MeterBinder eventGauges(Webhooks webhooks, Clock clock) {
    return new EventGauges(webhooks, clock);
  }

  @Bean
  WebhookHealth webhooksHealthIndicator(Webhooks webhooks) {
    return new WebhookHealth(webhooks);
  }
}
