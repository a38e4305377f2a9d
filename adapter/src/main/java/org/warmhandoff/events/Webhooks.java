package org.warmhandoff.events;

import static java.util.stream.Collectors.joining;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.config.EventsConfig;
import org.warmhandoff.config.EventsConfig.Webhook;

/** The webhooks that are configured, and what operators do about them. */
public final class Webhooks {

  private final List<WebhookReceiver> receivers;
  private final Duration patience;

  /**
   * Those of that configuration. One that is new is told what happens from now on.
   *
   * @param random from 0 to 1, so that not all are tried again at once
   */
  public Webhooks(
      EventsConfig config,
      JdbcClient db,
      EventFeed feed,
      JdbcAttention attention,
      TransactionTemplate transaction,
      DoubleSupplier random,
      Clock clock) {
    this.patience = config.attentionAfter();
    var turns = new EventTurns(db);
    this.receivers =
        config.webhooks().stream()
            .map(webhook -> receiver(webhook, turns, feed, attention, transaction, random, clock))
            .toList();
  }

  private static WebhookReceiver receiver(
      Webhook webhook,
      EventTurns turns,
      EventFeed feed,
      JdbcAttention attention,
      TransactionTemplate transaction,
      DoubleSupplier random,
      Clock clock) {
    turns.begin(webhook.name(), feed.highest(), clock.instant());
    return new WebhookReceiver(webhook, turns, feed, attention, transaction, random, clock);
  }

  /** Each of them. */
  public List<WebhookReceiver> all() {
    return receivers;
  }

  /** Their names, for whoever mistypes one. */
  public String names() {
    return receivers.stream().map(WebhookReceiver::name).collect(joining(", "));
  }

  /** How each stands. */
  public List<WebhookStanding> standings() {
    return receivers.stream().map(WebhookReceiver::standing).toList();
  }

  /** How those stand that have taken nothing for too long, or want no more. */
  public List<WebhookStanding> behind() {
    return receivers.stream()
        .filter(one -> one.isBehind(patience))
        .map(WebhookReceiver::standing)
        .toList();
  }

  /** Tells a person of those that take nothing for too long. */
  public void review() {
    receivers.forEach(one -> one.review(patience));
  }

  /**
   * Tells that one everything once more that happened from that time on.
   *
   * @return how many events that are at most; empty where there is none of that name
   */
  public OptionalLong replay(String name, Instant since) {
    return find(name).map(one -> OptionalLong.of(one.replay(since))).orElse(OptionalLong.empty());
  }

  /**
   * Tells that one again, from where it was.
   *
   * @return false where there is none of that name
   */
  public boolean resume(String name) {
    find(name).ifPresent(WebhookReceiver::resume);
    return find(name).isPresent();
  }

  /**
   * That one is not told of an event.
   *
   * @param number of an event that waits for it
   * @param by who says so
   * @return whether the event waited for it; empty where there is none of that name
   */
  public Optional<Boolean> skip(String name, long number, String by) {
    return find(name).map(one -> one.skip(number, by));
  }

  private Optional<WebhookReceiver> find(String name) {
    return receivers.stream().filter(one -> one.name().equals(name)).findFirst();
  }
}
