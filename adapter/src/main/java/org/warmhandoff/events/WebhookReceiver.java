package org.warmhandoff.events;

import static org.slf4j.LoggerFactory.getLogger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.springframework.transaction.support.TransactionTemplate;
import org.warmhandoff.attention.Concern;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.config.EventsConfig.Webhook;
import org.warmhandoff.events.EventTurns.ReceiverRow;
import org.warmhandoff.events.WebhookClient.Sent;
import org.warmhandoff.events.log.EventType;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.port.EventReceiver;
import org.warmhandoff.flow.port.EventReceiver.EventAnswer.Said;
import org.warmhandoff.record.Priority;

/**
 * An address of the program's that is told of events, by <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 * Webhooks</a>. An event waits in a row until it was taken; of one participant none goes before an
 * earlier one was taken. So nothing is lost, and what was taken and not heard of is told again,
 * with the same id.
 */
public final class WebhookReceiver implements EventReceiver {

  private static final Logger log = getLogger(WebhookReceiver.class);

  /** So many are told at a time. */
  private static final int HANDS = 8;

  /** So many wait in rows; those that come later wait where they are. */
  private static final int MOST_WAITING = 1000;

  private static final int TAKEN_UP_AT_ONCE = 200;

  /** After so many failures in a row it is not this event: one is tried now and then. */
  private static final int IT_IS_DOWN = 5;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final Duration BESIDE_THE_ANSWER = Duration.ofSeconds(30);
  private static final int DOUBLED_AT_MOST = 12;

  private static final int GONE = 410;

  private final Webhook webhook;
  private final EventTurns turns;
  private final EventFeed feed;
  private final JdbcAttention attention;
  private final TransactionTemplate transaction;
  private final WebhookClient client;
  private final WebhookSignature signature;
  private final ObjectMapper json = new ObjectMapper();
  private final DoubleSupplier random;
  private final Clock clock;

  WebhookReceiver(
      Webhook webhook,
      EventTurns turns,
      EventFeed feed,
      JdbcAttention attention,
      TransactionTemplate transaction,
      DoubleSupplier random,
      Clock clock) {
    this.webhook = webhook;
    this.turns = turns;
    this.feed = feed;
    this.attention = attention;
    this.transaction = transaction;
    this.random = random;
    this.clock = clock;
    this.client = new WebhookClient(webhook.timeout(), clock);
    this.signature = new WebhookSignature(webhook.secrets());
  }

  @Override
  public String name() {
    return webhook.name();
  }

  @Override
  public List<EventTurn> due() {
    takeUp();
    var now = clock.instant();
    var stands = turns.receiver(name());
    if (stands.off().isPresent() || stands.pauseUntil().isAfter(now)) {
      return List.of();
    }
    return turns.claim(
        name(),
        stands.failures() < IT_IS_DOWN ? HANDS : 1,
        now,
        now.plus(webhook.timeout()).plus(BESIDE_THE_ANSWER));
  }

  /** Each event that it wants becomes a row of its own, and how far that went is kept with them. */
  private void takeUp() {
    var highest = feed.highest();
    if (turns.receiver(name()).takenUp() >= highest) {
      return;
    }
    transaction.executeWithoutResult(
        tx -> {
          var stands = turns.hold(name());
          if (stands.takenUp() < feed.deleted()) {
            missed();
          }
          var room = MOST_WAITING - turns.waiting(name());
          var most = (int) Math.max(0, Math.min(room, TAKEN_UP_AT_ONCE));
          var events = feed.between(stands.takenUp(), highest, most);
          events.stream()
              .filter(this::isWanted)
              .forEach(event -> turns.add(name(), event, clock.instant()));
          turns.keep(
              takenUp(
                  stands,
                  events.size() < most
                      ? Math.max(stands.takenUp(), highest)
                      : events.stream()
                          .mapToLong(CloudEvent::number)
                          .max()
                          .orElse(stands.takenUp())));
        });
  }

  private static ReceiverRow takenUp(ReceiverRow row, long number) {
    return new ReceiverRow(row.name(), number, row.off(), row.failures(), row.pauseUntil());
  }

  private boolean isWanted(CloudEvent event) {
    var word = event.type().substring(EventType.PREFIX.length());
    return webhook.types().isEmpty() || webhook.types().contains(word);
  }

  /** What was deleted meanwhile, for it was old, nobody can be told any more. */
  @Override
  public EventAnswer tell(EventTurn turn) {
    return feed.one(turn.number())
        .map(event -> answer(turn, send(event)))
        .orElseGet(() -> new EventAnswer(turn, Said.MISSED, "it was deleted", Optional.empty()));
  }

  private Sent send(CloudEvent event) {
    var body = bytes(event);
    var timestamp = clock.instant().getEpochSecond();
    return client.post(
        webhook.url(),
        Map.of(
            "Content-Type",
            "application/cloudevents+json; charset=utf-8",
            "User-Agent",
            "warm-handoff",
            "webhook-id",
            event.id(),
            "webhook-timestamp",
            Long.toString(timestamp),
            "webhook-signature",
            signature.of(event.id(), timestamp, body)),
        body,
        webhook.timeout());
  }

  private byte[] bytes(CloudEvent event) {
    try {
      return json.writeValueAsBytes(event);
    } catch (JsonProcessingException cannot) {
      throw new IllegalStateException("ids and words can be written", cannot);
    }
  }

  private static EventAnswer answer(EventTurn turn, Sent sent) {
    return new EventAnswer(
        turn,
        said(sent.status()),
        sent.status() == 0 ? sent.failure() : "it answers " + sent.status(),
        sent.retryAfter());
  }

  private static Said said(int status) {
    if (status >= 200 && status < 300) {
      return Said.TAKEN;
    }
    return switch (status) {
      case GONE -> Said.NO_MORE;
      case 429, 503 -> Said.BUSY;
      default -> Said.NOT_TAKEN;
    };
  }

  @Override
  public void settle(EventAnswer answer) {
    var turn = answer.turn();
    transaction.executeWithoutResult(
        tx -> {
          var stands = turns.hold(name());
          switch (answer.said()) {
            case TAKEN -> {
              turns.taken(turn);
              if (stands.failures() > 0) {
                turns.keep(stands(stands, stands.off(), 0, clock.instant()));
              }
            }
            case NO_MORE -> {
              turns.again(turn, clock.instant());
              turns.keep(stands(stands, Optional.of(clock.instant()), 0, clock.instant()));
              open("the webhook %s answers 410 and is told nothing any more".formatted(name()));
            }
            case MISSED -> {
              turns.taken(turn);
              missed();
            }
            case BUSY, NOT_TAKEN -> notTaken(stands, answer);
          }
        });
  }

  private void notTaken(ReceiverRow stands, EventAnswer answer) {
    var now = clock.instant();
    var failures = stands.failures() + 1;
    var asked = answer.retryAfter().map(now::plus);
    turns.again(answer.turn(), asked.orElse(now.plus(pause(answer.turn().attempts()))));
    var pause =
        answer.said() == Said.BUSY && asked.isPresent()
            ? asked.get()
            : failures < IT_IS_DOWN ? now : now.plus(pause(failures - IT_IS_DOWN));
    turns.keep(stands(stands, stands.off(), failures, later(pause, stands.pauseUntil())));
    log.info(
        "event {} to {}, attempt {}: {}",
        answer.turn().number(),
        name(),
        answer.turn().attempts() + 1,
        answer.note());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static ReceiverRow stands(
      ReceiverRow row, Optional<Instant> off, int failures, Instant pauseUntil) {
    return new ReceiverRow(row.name(), row.takenUp(), off, failures, pauseUntil);
  }

  /** Doubled each time, and a part of it by chance, so that not all come at once. */
  private Duration pause(int attempts) {
    var longest = FIRST_PAUSE.toMillis() << Math.min(attempts, DOUBLED_AT_MOST);
    var pause = Math.min(longest, LONGEST_PAUSE.toMillis());
    return Duration.ofMillis(pause / 2 + Math.round(pause / 2.0 * random.getAsDouble()));
  }

  /** Tells a person where it has taken nothing for that long, or wants no more. */
  void review(Duration patience) {
    if (turns.receiver(name()).off().isPresent()) {
      return;
    }
    if (isStuck(patience)) {
      open("the webhook %s takes no events, or not all of them".formatted(name()));
    } else {
      attention.close(subject(), "it takes events again");
    }
  }

  /** Whether it has not taken something for that long, or wants no more. */
  boolean isBehind(Duration patience) {
    return turns.receiver(name()).off().isPresent() || isStuck(patience);
  }

  private boolean isStuck(Duration patience) {
    return turns
        .waitingSince(name())
        .filter(since -> since.plus(patience).isBefore(clock.instant()))
        .isPresent();
  }

  /** Whoever is away for longer than events are kept has to read how the records stand. */
  private void missed() {
    attention.open(
        Concern.of(
            subject() + "/missed",
            AttentionReason.EVENTS_NOT_TAKEN,
            "events were deleted before the webhook %s took them (events.keep)".formatted(name()),
            Priority.URGENT));
  }

  private void open(String note) {
    if (!attention.isOpen(subject(), AttentionReason.EVENTS_NOT_TAKEN)) {
      attention.open(
          Concern.of(subject(), AttentionReason.EVENTS_NOT_TAKEN, note, Priority.URGENT));
    }
  }

  private String subject() {
    return "webhook/" + name();
  }

  /**
   * Tells it everything once more that happened from that time on, in order, with the same ids.
   *
   * @return how many events were kept from then on, wanted or not
   */
  long replay(Instant since) {
    var from = feed.before(since);
    var highest = feed.highest();
    return Optional.ofNullable(
            transaction.execute(
                tx -> {
                  var stands = turns.hold(name());
                  if (from < stands.takenUp()) {
                    turns.forgetAfter(name(), from);
                    turns.keep(takenUp(stands, from));
                  }
                  return highest - from;
                }))
        .orElse(0L);
  }

  /** It is told again, from where it was, at once. */
  void resume() {
    transaction.executeWithoutResult(
        tx -> {
          var stands = turns.hold(name());
          var now = clock.instant();
          turns.keep(stands(stands, Optional.empty(), 0, now));
          turns.now(name(), now);
        });
    attention.close(subject(), "an operator");
  }

  /**
   * It is not told of that event, so that what comes after it of the same participant goes on.
   *
   * @param number of an event that waits for it
   * @param by who says so
   * @return false where no such event waits for it
   */
  boolean skip(long number, String by) {
    var skipped =
        Boolean.TRUE.equals(
            transaction.execute(
                tx -> {
                  var stands = turns.hold(name());
                  var waited = turns.skip(name(), number, clock.instant());
                  if (waited) { // what failed was this one: the next need not wait for that
                    turns.keep(stands(stands, stands.off(), 0, clock.instant()));
                  }
                  return waited;
                }));
    if (skipped) {
      log.warn("event {} is not told to {}: skipped by {}", number, name(), by);
    }
    return skipped;
  }

  /** How it stands. */
  public WebhookStanding standing() {
    var stands = turns.receiver(name());
    return new WebhookStanding(
        name(),
        webhook.url().getHost(),
        feed.highest() - stands.takenUp() + turns.waiting(name()),
        turns.waitingSince(name()),
        turns.first(name()),
        stands.off(),
        stands.failures());
  }
}
