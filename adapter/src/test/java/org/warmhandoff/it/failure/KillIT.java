package org.warmhandoff.it.failure;

import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.CompletableFuture.runAsync;
import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.it.Arrival;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Sentences;
import org.warmhandoff.it.Served;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.SharedPartners;
import org.warmhandoff.it.WrittenResource;

/**
 * The serving process dies without a word, in the middle of its work, and is started again. With
 * the records of half of the participants; of all, and with more deaths, by {@code
 * -Dkill.deaths=3}, as the profile {@code fuzz} sets it.
 */
class KillIT {

  private static final long SEED = 20261121;
  private static final int DEATHS = Integer.getInteger("kill.deaths", 1);
  private static final Set<String> PARTICIPANTS =
      Fixtures.inOrder().stream()
          .filter(file -> file.startsWith("participants/"))
          .map(Sentences::id)
          .filter(id -> DEATHS > 1 || id.hashCode() % 2 == 0)
          .collect(toUnmodifiableSet());
  private static final List<String> RECORDS = Fixtures.inOrder(PARTICIPANTS);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path home;

  private final SharedPartners partners = SharedPartners.shared();
  private Setting setting;

  @BeforeEach
  void leasesAreShort() {
    setting =
        Setting.with(partners, home)
            .delivery("lease: 16s", "doubt: 18s", "first-pause: 500ms", "longest-pause: 2s")
            .answerWithin("8s");
  }

  @Test
  void everythingArrivesOnceThoughTheProcessIsKilledInTheMiddleOfTheLoad()
      throws IOException, InterruptedException {
    var random = new Random(SEED);
    var since = Instant.now();
    var left = new ArrayDeque<>(RECORDS);
    for (var death = 0; death < DEATHS; death++) {
      try (var served = Served.start(setting)) {
        submit(left, served, left.size() - 20);
        submitUntilKilled(left, served, random.nextInt(700));
      }
    }

    try (var served = Served.start(setting)) {
      submit(left, served, 0);
      var arrival = new Arrival(partners, setting.namespace, Fixtures.expectations(PARTICIPANTS));
      arrival.await(served.port(), PATIENCE);
      assertThat(arrival.differences(served.port())).isEmpty();
      everyAcceptedRecordIsThere(served);
      someDeliveriesTookMoreThanOneAttempt(served);
    }
    nothingIsThereTwice(since);
  }

  /** Submits until so many are left. What was not answered is left. */
  private static void submit(Queue<String> left, Served served, int until)
      throws IOException, InterruptedException {
    var program = Caller.program(served.port());
    while (left.size() > until) {
      assertThat(program.submit(Fixtures.bytes(left.element())).statusCode()).isEqualTo(202);
      left.remove();
    }
  }

  private static void submitUntilKilled(Queue<String> left, Served served, long millis)
      throws InterruptedException {
    var killed = runAsync(served::kill, delayedExecutor(millis, TimeUnit.MILLISECONDS));
    try {
      submit(left, served, 0);
    } catch (IOException unanswered) {
      assertThat(killed).succeedsWithin(Duration.ofSeconds(10));
    }
    killed.join();
  }

  private static void everyAcceptedRecordIsThere(Served served)
      throws IOException, InterruptedException {
    var program = Caller.program(served.port());
    for (var file : RECORDS) {
      var state = program.state(Sentences.kind(file).word(), Sentences.id(file));
      assertThat(state.path("versions").findValuesAsText("version"))
          .contains(Fixtures.tree(file).path("version").asText());
    }
  }

  /** Else no delivery was under way at any death, and nothing was shown. */
  private static void someDeliveriesTookMoreThanOneAttempt(Served served)
      throws IOException, InterruptedException {
    var program = Caller.program(served.port());
    var attempts = new ArrayList<Integer>();
    for (var file : RECORDS) {
      program
          .state(Sentences.kind(file).word(), Sentences.id(file))
          .path("deliveries")
          .forEach(delivery -> attempts.add(delivery.path("attempts").asInt()));
    }
    assertThat(attempts).anyMatch(number -> number > 1);
  }

  private void nothingIsThereTwice(Instant since) throws IOException, InterruptedException {
    for (var partner : SharedPartners.NAMES) {
      var references = new ArrayList<String>();
      var records = new ArrayList<List<String>>();
      for (var written : WrittenResource.at(partners, partner, setting.namespace, since)) {
        if (!references.contains(written.reference())) {
          references.add(written.reference());
          var who = new ArrayList<>(List.of(written.type()));
          who.addAll(written.names());
          records.add(who);
        }
      }
      assertThat(records).as(partner).isNotEmpty().doesNotHaveDuplicates();
    }
  }

  @Test
  void whatWasAcceptedInABurstIsThereAfterADeath() throws IOException, InterruptedException {
    var accepted = new ArrayList<String>();
    try (var served = Served.start(setting)) {
      var program = Caller.program(served.port());
      for (var number = 0; number < 40; number++) {
        var participant = participant(number);
        assertThat(program.submit(Fixtures.bytes(participant)).statusCode()).isEqualTo(202);
        accepted.add(participant.path("id").asText());
      }
      served.kill();
    }

    try (var served = Served.start(setting)) {
      var program = Caller.program(served.port());
      for (var id : accepted) {
        assertThat(program.state("participant", id).path("version").asInt()).isEqualTo(1);
      }
    }
  }

  /**
   * The first look is half a minute after a referral has arrived, and each is looked at by then.
   */
  @Test
  void whatPartnersAnswerIsToldOnceThoughTheProcessIsKilledWhileItHearsIt()
      throws IOException, InterruptedException {
    setting.delivery("ask-every: {emergency: 1s, urgent: 1s, routine: 1s}");
    var ids = List.of("RF-9001", "RF-9002", "RF-9003", "RF-9004", "RF-9005", "RF-9006");
    var random = new Random(SEED);
    try (var served = Served.start(setting)) {
      var program = Caller.program(served.port());
      program.submit(Fixtures.bytes("participants/P-1002.v2.json"));
      for (var id : ids) {
        var referral = Fixtures.tree("referrals/RF-4003.v1.json").put("id", id);
        assertThat(program.submit(Fixtures.bytes(referral)).statusCode()).isEqualTo(202);
      }
      waitFor(served, ids, state -> state.path("reached").asText().equals("everybody"));
      answer(ids, "accepted", "");
      dies(served, ids, "accepted", random);
    }
    for (var status : List.of("in-progress", "on-hold")) {
      try (var served = Served.start(setting)) {
        answer(ids, status, "");
        dies(served, ids, status, random);
      }
    }
    answer(
        ids,
        "completed",
        "\"output\": [{\"type\": {\"text\": \"Result\"}, \"valueString\": \"Seen\"}]");

    try (var served = Served.start(setting)) {
      waitFor(served, ids, state -> states(state).contains("completed"));
      for (var id : ids) {
        var told = states(Caller.program(served.port()).state("referral", id));
        assertThat(told).as(id).doesNotHaveDuplicates().last().isEqualTo("completed");
        assertThat(toldTheProgram(served, id))
            .as(id)
            .doesNotHaveDuplicates()
            .last()
            .isEqualTo("org.warmhandoff.referral.completed");
      }
    }
  }

  /** While it hears of them: of one it has heard. */
  private static void dies(Served served, List<String> ids, String heard, Random random) {
    waitFor(served, ids.subList(0, 1), state -> states(state).contains(heard));
    runAsync(served::kill, delayedExecutor(random.nextInt(700), TimeUnit.MILLISECONDS)).join();
  }

  /** What the program was told of that referral, in order. */
  private static List<String> toldTheProgram(Served served, String id)
      throws IOException, InterruptedException {
    var events = Caller.program(served.port()).get("/api/v1/events?limit=1000").body();
    return StreamSupport.stream(Fixtures.json(events).spliterator(), false)
        .filter(event -> event.path("subject").asText().equals("referral/" + id))
        .map(event -> event.path("type").asText())
        .filter(type -> type.startsWith("org.warmhandoff.referral."))
        .toList();
  }

  private static List<String> states(JsonNode state) {
    return state.at("/referral/0/trail").findValuesAsText("state");
  }

  private static void waitFor(Served served, List<String> ids, Predicate<JsonNode> so) {
    var program = Caller.program(served.port());
    await()
        .atMost(PATIENCE.multipliedBy(2))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              for (var id : ids) {
                if (!so.test(program.state("referral", id))) {
                  return false;
                }
              }
              return true;
            });
  }

  /** As the partner's own staff does. */
  private void answer(List<String> ids, String status, String elements)
      throws IOException, InterruptedException {
    var chart = partners.chart(SharedPartners.PSYCHIATRY);
    for (var id : ids) {
      var task =
          (ObjectNode) chart.byIdentifier("Task", setting.namespace + "/referral-task", id).get(0);
      task.put("status", status);
      task.setAll((ObjectNode) Fixtures.json("{" + elements + "}"));
      var place = partners.baseUrl(SharedPartners.PSYCHIATRY) + "/Task/" + task.path("id").asText();
      var request =
          HttpRequest.newBuilder(URI.create(place))
              .header("Content-Type", "application/fhir+json")
              .PUT(BodyPublishers.ofString(task.toString()));
      assertThat(HTTP.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  private static ObjectNode participant(int number) {
    return Fixtures.tree("participants/P-1001.v1.json").put("id", "P-9" + (100 + number));
  }
}
