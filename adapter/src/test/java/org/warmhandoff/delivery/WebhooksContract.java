package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.warmhandoff.api.events.WebhookHealth;
import org.warmhandoff.attention.JdbcAttention.OpenItem;
import org.warmhandoff.config.EventsConfig;
import org.warmhandoff.config.EventsConfig.Webhook;
import org.warmhandoff.config.EventsConfig.WebhookSecret;
import org.warmhandoff.events.EventFeed;
import org.warmhandoff.events.EventKeeping;
import org.warmhandoff.events.EventNumbers;
import org.warmhandoff.events.ListeningProgram;
import org.warmhandoff.events.ListeningProgram.Told;
import org.warmhandoff.events.ListeningProgram.Way;
import org.warmhandoff.events.Webhooks;
import org.warmhandoff.events.log.EventLog;
import org.warmhandoff.events.log.EventType;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.store.Durability;

/** Webhooks: whatever receivers do, each event is taken, in order for each participant. */
interface WebhooksContract extends StoreAtHand {

  String OLD = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
  String NEW = "whsec_YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjAx";

  private Webhooks webhooks(URI url, String... types) {
    return webhooks(url, List.of(OLD), types);
  }

  private Webhooks webhooks(URI url, List<String> secrets, String... types) {
    return webhooks(url, secrets, Duration.ofSeconds(5), types);
  }

  private Webhooks webhooks(URI url, List<String> secrets, Duration timeout, String... types) {
    var feed =
        new EventFeed(
            store().db(),
            new EventNumbers(
                store().db(), store().transaction(), Durability.byEachCommit(), "0a1b2c"),
            "https://program.example");
    return new Webhooks(
        new EventsConfig(
            "https://program.example",
            Duration.ofDays(90),
            Duration.ofHours(1),
            Optional.empty(),
            List.of(
                new Webhook(
                    "program",
                    url,
                    secrets.stream().map(WebhookSecret::new).toList(),
                    Set.of(types),
                    timeout))),
        store().db(),
        feed,
        bridge().attention(),
        store().transaction(),
        () -> 1.0,
        clock());
  }

  private void happens(String... participants) {
    var log = new EventLog(store().db(), clock());
    for (var participant : participants) {
      log.ofMatch(EventType.MATCH_DECIDED, "psychiatry", participant);
    }
  }

  /** Tells until nothing is due now. */
  private static void tell(Webhooks webhooks) {
    var receiver = webhooks.all().get(0);
    for (var due = receiver.due(); !due.isEmpty(); due = receiver.due()) {
      due.forEach(turn -> receiver.settle(receiver.tell(turn)));
    }
  }

  private void later(Webhooks webhooks, Duration time) {
    clock().pass(time);
    tell(webhooks);
  }

  private static JsonNode json(Told told) {
    try {
      return new ObjectMapper().readTree(told.body());
    } catch (IOException no) {
      throw new UncheckedIOException(no);
    }
  }

  private static List<String> participants(List<Told> told) {
    return told.stream().map(one -> json(one).at("/data/participant").asText()).toList();
  }

  private static List<String> numbers(List<Told> told) {
    return told.stream().map(one -> json(one).at("/sequence").asText().substring(18)).toList();
  }

  private List<OpenItem> open() {
    return bridge().attention().open(10);
  }

  @Test
  default void anEventIsToldSignedAndOnce() {
    try (var program = ListeningProgram.start()) {
      var webhooks = webhooks(program.url());
      happens("P-1");
      tell(webhooks);
      later(webhooks, Duration.ofHours(1));

      assertThat(program.asked()).hasSize(1);
      var told = program.taken().get(0);
      assertThat(json(told).path("id").asText()).isEqualTo(told.id());
      assertThat(json(told).path("specversion").asText()).isEqualTo("1.0");
      assertThat(json(told).path("type").asText()).isEqualTo("org.warmhandoff.match.decided");
      assertThat(told.isSignedBy(OLD)).isTrue();
      assertThat(told.isSignedBy(NEW)).isFalse();
    }
  }

  @Test
  default void whileTwoSecretsAreInForceItIsSignedByBoth() {
    try (var program = ListeningProgram.start()) {
      var webhooks = webhooks(program.url(), List.of(NEW, OLD));
      happens("P-1");
      tell(webhooks);

      assertThat(program.taken())
          .singleElement()
          .satisfies(
              told -> {
                assertThat(told.isSignedBy(OLD)).isTrue();
                assertThat(told.isSignedBy(NEW)).isTrue();
              });
    }
  }

  @Test
  default void anEventThatIsNotTakenHoldsBackThoseOfItsParticipantAlone() {
    try (var program = ListeningProgram.start()) {
      var webhooks = webhooks(program.url());
      happens("P-1", "P-1", "P-2", "P-2");
      program.next(Way.BREAKS);
      tell(webhooks);
      assertThat(numbers(program.taken())).containsExactly("3", "4");

      later(webhooks, Duration.ofSeconds(6));

      assertThat(numbers(program.taken())).containsExactly("3", "4", "1", "2");
      assertThat(participants(program.taken())).containsExactly("P-2", "P-2", "P-1", "P-1");
    }
  }

  @Test
  default void anEventThatAnOperatorSkipsIsNotToldAndThoseBehindItGoOnUntilAReplay() {
    try (var program = ListeningProgram.start()) {
      var webhooks = webhooks(program.url());
      happens("P-1", "P-1");
      program.next(Way.BREAKS);
      tell(webhooks);
      var stuck = webhooks.standings().get(0).first().getAsLong();

      assertThat(webhooks.skip("program", stuck, "desk")).contains(true);
      assertThat(webhooks.skip("program", stuck, "desk")).contains(false);
      assertThat(webhooks.skip("nobody", stuck, "desk")).isEmpty();
      tell(webhooks);

      assertThat(numbers(program.taken())).containsExactly("2");
      webhooks.replay("program", clock().instant().minusSeconds(60));
      tell(webhooks);
      assertThat(numbers(program.taken())).containsExactly("2", "1", "2");
    }
  }

  @Test
  default void anEventThatIsSkippedWhileItIsToldIsNotToldAgainAndTheNextDoesNotOvertakeIt() {
    try (var program = ListeningProgram.start()) {
      var telling = webhooks(program.url()).all().get(0);
      var webhooks = webhooks(program.url());
      happens("P-1", "P-1", "P-2");
      var due = telling.due();
      assertThat(due).hasSize(2);

      assertThat(webhooks.skip("program", due.get(0).number(), "desk")).contains(true);
      tell(webhooks);
      assertThat(numbers(program.taken())).isEmpty();
      program.next(Way.BREAKS);
      due.forEach(turn -> telling.settle(telling.tell(turn)));
      assertThat(numbers(program.taken())).containsExactly("3");
      later(webhooks, Duration.ofMinutes(1));

      assertThat(numbers(program.taken())).containsExactly("3", "2");
    }
  }

  @Test
  default void aReceiverThatIsSlowIsNotWaitedForAndToldAgain() {
    try (var program = ListeningProgram.start()) {
      var webhooks = webhooks(program.url(), List.of(OLD), Duration.ofMillis(300));
      happens("P-1", "P-1", "P-2");
      program.next(Way.IS_SLOW);
      tell(webhooks);
      assertThat(numbers(program.taken())).containsExactly("3");

      later(webhooks, Duration.ofSeconds(6));

      assertThat(numbers(program.taken())).containsExactly("3", "1", "2");
    }
  }

  @Test
  default void thatEventsWaitForTooLongIsSeenInHealthAndMakesNothingDown() throws IOException {
    var program = ListeningProgram.start();
    var url = program.url();
    program.close();
    var webhooks = webhooks(url);
    var health = new WebhookHealth(webhooks);
    happens("P-1");
    tell(webhooks);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);

    later(webhooks, Duration.ofMinutes(61));

    assertThat(health.health().getStatus().getCode()).isEqualTo("DEGRADED");
    assertThat(health.health().getDetails().get("program").toString()).contains("1 waiting, since");
    try (var back = ListeningProgram.startAt(url)) {
      later(webhooks, Duration.ofMinutes(16));
      assertThat(back.taken()).hasSize(1);
      assertThat(health.health().getStatus()).isEqualTo(Status.UP);
      happens("P-1");
      back.always(Way.WANTS_NO_MORE);
      tell(webhooks);
      assertThat(health.health().getDetails().get("program").toString()).contains("410");
    }
  }

  @Test
  default void whatWasTakenAndNotHeardOfIsToldAgainWithTheSameIdBeforeTheNext() {
    try (var program = ListeningProgram.start()) {
      var webhooks = webhooks(program.url());
      happens("P-1", "P-1");
      program.next(Way.TAKES_AND_LOSES_THE_ANSWER);
      tell(webhooks);
      later(webhooks, Duration.ofSeconds(6));

      assertThat(numbers(program.taken())).containsExactly("1", "1", "2");
      assertThat(program.taken().get(0).id()).isEqualTo(program.taken().get(1).id());
    }
  }

  /** Whoever took an event up dies before or after telling it. */
  @Test
  default void whoDiesWhileTellingHasNothingSkipped() {
    try (var program = ListeningProgram.start()) {
      var dying = webhooks(program.url()).all().get(0);
      happens("P-1", "P-1");
      var due = dying.due();
      assertThat(due).hasSize(1);
      var unused = dying.tell(due.get(0)); // and never settled

      var another = webhooks(program.url());
      tell(another);
      assertThat(numbers(program.taken())).containsExactly("1");
      later(another, Duration.ofMinutes(1));

      assertThat(numbers(program.taken())).containsExactly("1", "1", "2");
    }
  }

  @Test
  default void aReceiverThatIsDownIsAskedSeldomAndAPersonIsToldAndThenAllIsToldInOrder()
      throws IOException {
    var program = ListeningProgram.start();
    var url = program.url();
    program.close();
    var webhooks = webhooks(url);
    happens("P-1", "P-2", "P-1", "P-3", "P-1", "P-4", "P-5", "P-6");
    tell(webhooks);
    assertThat(open()).isEmpty();

    for (var minute = 0; minute < 70; minute++) {
      later(webhooks, Duration.ofMinutes(1));
      webhooks.review();
    }

    assertThat(open())
        .extracting(OpenItem::reason)
        .containsExactly(AttentionReason.EVENTS_NOT_TAKEN);
    assertThat(webhooks.standings().get(0).failures()).isBetween(6, 30);

    try (var back = ListeningProgram.startAt(url)) {
      later(webhooks, Duration.ofMinutes(16));
      later(webhooks, Duration.ofMinutes(16));
      webhooks.review();

      assertThat(open()).isEmpty();
      var ofFirst =
          back.taken().stream()
              .filter(told -> json(told).at("/data/participant").asText().equals("P-1"))
              .toList();
      assertThat(numbers(ofFirst)).containsExactly("1", "3", "5");
      assertThat(numbers(back.taken())).contains("2", "4", "6", "7", "8");
    }
  }

  @Test
  default void aReceiverThatWantsNoMoreIsLeftAloneUntilAnOperatorSaysOtherwise() {
    try (var program = ListeningProgram.start()) {
      var webhooks = webhooks(program.url(), "match.decided");
      happens("P-1", "P-2");
      program.always(Way.WANTS_NO_MORE);
      tell(webhooks);
      var asked = program.asked().size();
      later(webhooks, Duration.ofHours(5));
      webhooks.review();

      assertThat(program.asked()).hasSize(asked);
      assertThat(open())
          .singleElement()
          .satisfies(item -> assertThat(item.note()).contains("program", "410"));

      program.always(Way.TAKES);
      assertThat(webhooks.resume("program")).isTrue();
      tell(webhooks);

      assertThat(numbers(program.taken())).containsExactly("1", "2");
      assertThat(open()).isEmpty();
    }
  }

  @Test
  default void aReceiverThatIsBusyIsLeftAloneForAsLongAsItAsks() {
    try (var program = ListeningProgram.start()) {
      var webhooks = webhooks(program.url());
      happens("P-1", "P-2");
      program.next(Way.IS_BUSY, Way.IS_BUSY);
      tell(webhooks);
      var asked = program.asked().size();
      later(webhooks, Duration.ofSeconds(590));
      assertThat(program.asked()).hasSize(asked);

      later(webhooks, Duration.ofSeconds(11));

      assertThat(numbers(program.taken())).containsExactly("1", "2");
    }
  }

  @Test
  default void aRedirectIsNotFollowedAndALongAnswerNotRead() {
    try (var program = ListeningProgram.start()) {
      var webhooks = webhooks(program.url());
      happens("P-1");
      program.next(Way.SENDS_ELSEWHERE, Way.TAKES_AND_SAYS_A_LOT);
      tell(webhooks);
      assertThat(program.asked()).hasSize(1);

      later(webhooks, Duration.ofSeconds(6));
      later(webhooks, Duration.ofSeconds(60));

      assertThat(numbers(program.taken())).containsExactly("1");
    }
  }

  @Test
  default void whatHappenedFromATimeOnIsToldOnceMoreInOrder() {
    try (var program = ListeningProgram.start()) {
      var webhooks = webhooks(program.url());
      happens("P-1");
      clock().pass(Duration.ofMinutes(10));
      var since = clock().instant();
      happens("P-1", "P-2");
      tell(webhooks);

      assertThat(webhooks.replay("program", since)).hasValue(2);
      assertThat(webhooks.replay("nobody", since)).isEmpty();
      tell(webhooks);

      assertThat(numbers(program.taken())).hasSize(5);
      assertThat(numbers(program.taken()).subList(3, 5)).containsExactly("2", "3");
    }
  }

  @Test
  default void aWebhookIsToldOfTheTypesThatItWantsAndOfWhatHappensSinceItIsThere() {
    try (var program = ListeningProgram.start()) {
      happens("P-1");
      var webhooks = webhooks(program.url(), "match.undone");
      happens("P-1");
      new EventLog(store().db(), clock()).ofMatch(EventType.MATCH_UNDONE, "psychiatry", "P-1");
      tell(webhooks);

      assertThat(numbers(program.taken())).containsExactly("3");
      assertThat(webhooks.standings().get(0).waiting()).isZero();
    }
  }

  @Test
  default void whatIsDeletedBeforeAReceiverThatWasDownHasTakenItIsSaid() throws IOException {
    var program = ListeningProgram.start();
    var url = program.url();
    program.close();
    var webhooks = webhooks(url);
    happens("P-1", "P-2", "P-3");
    tell(webhooks);
    clock().pass(Duration.ofDays(91));
    webhooks.review();
    new EventKeeping(store().db(), store().transaction(), Duration.ofDays(90), clock()).look();

    try (var back = ListeningProgram.startAt(url)) {
      later(webhooks, Duration.ofMinutes(16));
      later(webhooks, Duration.ofMinutes(16));
      webhooks.review();

      assertThat(numbers(back.taken())).doesNotContain("1", "2", "3");
      assertThat(open())
          .extracting(OpenItem::note)
          .containsExactly(
              "events were deleted before the webhook program took them (events.keep)");
    }
  }
}
