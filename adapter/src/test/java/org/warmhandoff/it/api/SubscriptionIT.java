package org.warmhandoff.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.followup.changes.JdbcChangeSearches;
import org.warmhandoff.followup.subscription.JdbcSubscriptions;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.SharedPartners;
import org.warmhandoff.testing.SettableClock;

/** The way back at a real partner: by a subscription that it carries out, and by searching. */
class SubscriptionIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String REFERRAL = "RF-4003";
  private static final String TASK_TOPIC =
      "http://hl7.org/fhir/us/sdoh-clinicalcare/SubscriptionTopic/Task";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path home;

  private final SharedPartners partners = SharedPartners.shared();
  private final SettableClock clock = new SettableClock(Instant.now().toString());
  private final int port = free();
  private int hooks = port;
  private Setting setting;
  private Adapter adapter;
  private Caller program;

  private static int free() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  @BeforeEach
  void set() {
    setting = Setting.with(partners, home).port(port);
  }

  private void start() {
    adapter = Adapter.start(setting.config(), clock);
    program = Caller.program(adapter.port());
  }

  @AfterEach
  void stop() {
    if (adapter != null) {
      adapter.close();
    }
  }

  private boolean later(Duration time, Callable<Boolean> seen) throws Exception {
    clock.pass(time);
    return seen.call();
  }

  private void awaited(String what, Duration passing, Callable<Boolean> seen) {
    await(what).atMost(PATIENCE).until(() -> later(passing, seen));
  }

  private void aReferralArrives() throws IOException, InterruptedException {
    program.submit(Fixtures.bytes("participants/P-1002.v2.json"));
    program.submit(Fixtures.bytes("referrals/" + REFERRAL + ".v1.json"));
    awaited(
        "the referral arrives",
        Duration.ofSeconds(1),
        () -> state().path("reached").asText().equals("everybody"));
    awaited("it was looked at", Duration.ofSeconds(10), () -> progress().hasNonNull("lookedAt"));
  }

  private JsonNode state() throws IOException, InterruptedException {
    return program.state("referral", REFERRAL);
  }

  private JsonNode progress() throws IOException, InterruptedException {
    return state().path("referral").path(0);
  }

  /** Those of this test, as the partner's own staff sees them. */
  private List<JsonNode> subscriptions() throws IOException, InterruptedException {
    return partners.chart(SharedPartners.PSYCHIATRY).all("Subscription").stream()
        .filter(one -> one.at("/channel/endpoint").asText().contains(":" + hooks + "/"))
        .toList();
  }

  private boolean areActive() throws IOException, InterruptedException {
    var all = subscriptions();
    return all.size() == 2
        && all.stream().allMatch(one -> one.path("status").asText().equals("active"));
  }

  private void put(ObjectNode resource) throws IOException, InterruptedException {
    var place =
        partners.baseUrl(SharedPartners.PSYCHIATRY)
            + "/"
            + resource.path("resourceType").asText()
            + "/"
            + resource.path("id").asText();
    var request =
        HttpRequest.newBuilder(URI.create(place))
            .header("Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(resource.toString()));
    assertThat(HTTP.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  /** As the partner's own staff does. */
  private void answers(String status) throws IOException, InterruptedException {
    var chart = partners.chart(SharedPartners.PSYCHIATRY);
    var task =
        (ObjectNode)
            chart.byIdentifier("Task", setting.namespace + "/referral-task", REFERRAL).get(0);
    put(task.put("status", status));
  }

  private List<String> attention() throws IOException, InterruptedException {
    var answer = Caller.with(adapter.port(), Setting.STAFF).get("/api/v1/attention");
    return StreamSupport.stream(Fixtures.json(answer.body()).path("items").spliterator(), false)
        .map(item -> item.path("reason").asText())
        .toList();
  }

  @Test
  void anAnswerIsHeardWhenItIsGivenWithoutAsking() throws Exception {
    setting.server("public-url: http://127.0.0.1:" + port);
    start();
    awaited("both subscriptions are active", Duration.ofMillis(100), this::areActive);
    aReferralArrives();
    var before = clock.instant();

    answers("accepted");

    awaited(
        "the answer is heard",
        Duration.ofMillis(500),
        () -> progress().path("state").asText().equals("accepted"));
    assertThat(Duration.between(before, clock.instant()))
        .as("asked by itself after an hour")
        .isLessThan(Duration.ofMinutes(30));
    assertThat(subscriptions())
        .allSatisfy(
            one -> {
              assertThat(one.at("/channel/endpoint").asText()).endsWith("/hooks/psychiatry");
              assertThat(one.at("/channel/payload").isMissingNode()).isTrue();
            });

    isGoodForTheHooksOfItsPartnerAlone(
        subscriptions()
            .get(0)
            .at("/channel/header/0")
            .asText()
            .replace("Authorization: Bearer ", ""));
    adapter.close();
    setting.polled(SharedPartners.PSYCHIATRY);
    start();
    awaited(
        "they are taken away where it is switched off",
        Duration.ofHours(1),
        () -> subscriptions().isEmpty());
  }

  private void isGoodForTheHooksOfItsPartnerAlone(String secret)
      throws IOException, InterruptedException {
    var partner = Caller.with(adapter.port(), secret);
    for (var call :
        List.of(
            "POST /hooks/psychiatry",
            "PUT /hooks/psychiatry/Task/no-such",
            "POST /hooks/psychiatry/Patient/1",
            "DELETE /hooks/psychiatry/Task/88")) {
      var answer = partner.call(call.split(" ", 2)[0], call.split(" ", 2)[1]);
      assertThat(answer.statusCode()).as(call).isEqualTo(200);
      assertThat(answer.body()).as(call).isEmpty();
    }
    assertThat(aBundleIsAnsweredByABundle(secret)).contains("transaction-response");
    assertThat(partner.call("GET", "/hooks/psychiatry").statusCode()).isEqualTo(405);
    assertThat(partner.call("POST", "/hooks/crisis-center").statusCode()).isEqualTo(403);
    assertThat(partner.get("/api/v1/deliveries").statusCode()).isEqualTo(403);
    var other = secret.substring(0, secret.length() - 4) + "AAAA";
    assertThat(Caller.with(adapter.port(), other).call("POST", "/hooks/psychiatry").statusCode())
        .isEqualTo(401);
  }

  private String aBundleIsAnsweredByABundle(String secret)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/psychiatry"))
            .header("Authorization", "Bearer " + secret)
            .header("Content-Type", "application/fhir+json; charset=UTF-8")
            .timeout(Duration.ofSeconds(2)) // no partner waits longer
            .POST(BodyPublishers.ofString("{\"resourceType\": \"Bundle\", \"type\": \"history\"}"));
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/fhir+json");
    return answer.body();
  }

  @Test
  void oneThatThePartnerSetAsideIsPutRight() throws Exception {
    setting.server("public-url: http://127.0.0.1:" + port);
    start();
    awaited("both subscriptions are active", Duration.ofMillis(100), this::areActive);
    for (var one : subscriptions()) {
      put(((ObjectNode) one).put("status", "off"));
    }
    assertThat(areActive()).isFalse();

    awaited("they are active again", Duration.ofHours(1), this::areActive);
  }

  @Test
  void oneThatNeverFiresIsNoticedAndTheAnswerIsFoundByAsking() throws Exception {
    hooks = free(); // nobody listens there
    setting.server("public-url: http://127.0.0.1:" + hooks);
    start();
    awaited("both subscriptions are active", Duration.ofMillis(100), this::areActive);
    awaited("it is known", Duration.ofMinutes(1), () -> true);
    aReferralArrives();

    answers("accepted");

    awaited(
        "the answer is found",
        Duration.ofMinutes(5),
        () -> progress().path("state").asText().equals("accepted"));
    awaited(
        "it is told that nobody called",
        Duration.ofMinutes(1),
        () -> attention().contains("subscription-silent"));
  }

  @Test
  void aTopicIsSubscribedToAndTellsOfAnAnswerWhenItIsGiven() throws Exception {
    setting
        .server("public-url: http://127.0.0.1:" + port)
        .topic(
            SharedPartners.PSYCHIATRY,
            TASK_TOPIC,
            "Task?identifier=" + setting.namespace + "/referral-task|");
    start();
    awaited("both subscriptions are active", Duration.ofMillis(100), this::areActive);
    assertThat(subscriptions())
        .extracting(one -> one.path("criteria").asText())
        .filteredOn(TASK_TOPIC::equals)
        .hasSize(1);
    aReferralArrives();
    var told = events();
    var before = clock.instant();

    answers("accepted");

    awaited(
        "the answer is heard",
        Duration.ofMillis(500),
        () -> progress().path("state").asText().equals("accepted"));
    assertThat(Duration.between(before, clock.instant()))
        .as("asked by itself after an hour")
        .isLessThan(Duration.ofMinutes(30));
    awaited("its events are counted", Duration.ofSeconds(1), () -> events() > told);
    var subscriptions = adapter.part(JdbcSubscriptions.class);
    awaited(
        "it is relied on",
        Duration.ofSeconds(10),
        () -> subscriptions.isReliedOn(SharedPartners.PSYCHIATRY, Set.of("Task"), clock.instant()));
  }

  /** Of how many the subscription to Task has told, as it says. */
  private long events() {
    return adapter
        .part(JdbcClient.class)
        .sql("select coalesce(max(events), 0) from partner_subscription where type = 'Task'")
        .query(Long.class)
        .single();
  }

  @Test
  void whatHasChangedIsSearchedForWhereNobodyCalls() throws Exception {
    setting.polled(SharedPartners.PSYCHIATRY);
    start();
    aReferralArrives();
    var searches = adapter.part(JdbcChangeSearches.class);
    awaited(
        "the searches show what is there",
        Duration.ofMinutes(1),
        () -> searches.areReliedOn(SharedPartners.PSYCHIATRY, Set.of("Task", "ServiceRequest")));

    answers("accepted");

    awaited(
        "the answer is found",
        Duration.ofMinutes(1),
        () -> progress().path("state").asText().equals("accepted"));
    assertThat(searches.areReliedOn(SharedPartners.PSYCHIATRY, Set.of("Task", "ServiceRequest")))
        .isTrue();
  }
}
