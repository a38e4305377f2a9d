package org.warmhandoff.it.api;

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
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.SharedPartners;
import org.warmhandoff.testing.SettableClock;

/** What only a search shows of a referral, at a real partner. */
class SearchedReferralIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String REFERRAL = "RF-4003";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path home;

  private final SharedPartners partners = SharedPartners.shared();
  private final SettableClock clock = new SettableClock(Instant.now().toString());
  private Setting setting;
  private Adapter adapter;
  private Caller program;

  @BeforeEach
  void aReferralIsThereAndSearchesWork() throws IOException, InterruptedException {
    setting = Setting.with(partners, home);
    setting.polled(SharedPartners.PSYCHIATRY);
    adapter = Adapter.start(setting.config(), clock);
    program = Caller.program(adapter.port());
    program.submit(Fixtures.bytes("participants/P-1002.v2.json"));
    program.submit(Fixtures.bytes("referrals/" + REFERRAL + ".v1.json"));
    awaited(
        "the referral arrives",
        Duration.ofSeconds(1),
        () -> state().path("reached").asText().equals("everybody"));
    awaited("it was looked at", Duration.ofSeconds(10), () -> progress().hasNonNull("lookedAt"));
    awaited("the searches show what is there", Duration.ofMinutes(1), this::areReliedOn);
  }

  @AfterEach
  void stop() {
    if (adapter != null) {
      adapter.close();
    }
  }

  private boolean areReliedOn() {
    return adapter
        .part(JdbcChangeSearches.class)
        .areReliedOn(SharedPartners.PSYCHIATRY, Set.of("Task", "ServiceRequest"));
  }

  private boolean later(Duration time, Callable<Boolean> seen) throws Exception {
    clock.pass(time);
    return seen.call();
  }

  private void awaited(String what, Duration passing, Callable<Boolean> seen) {
    await(what).atMost(PATIENCE).until(() -> later(passing, seen));
  }

  private JsonNode state() throws IOException, InterruptedException {
    return program.state("referral", REFERRAL);
  }

  private JsonNode progress() throws IOException, InterruptedException {
    return state().path("referral").path(0);
  }

  private ObjectNode task() throws IOException, InterruptedException {
    var chart = partners.chart(SharedPartners.PSYCHIATRY);
    return (ObjectNode)
        chart.byIdentifier("Task", setting.namespace + "/referral-task", REFERRAL).get(0);
  }

  /** As the partner's own staff does. */
  private void send(String method, String path, ObjectNode task)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(partners.baseUrl(SharedPartners.PSYCHIATRY) + "/" + path))
            .header("Content-Type", "application/fhir+json")
            .method(method, BodyPublishers.ofString(task.toString()));
    assertThat(HTTP.send(request.build(), BodyHandlers.ofString()).statusCode())
        .isBetween(200, 201);
  }

  private List<String> attention() throws IOException, InterruptedException {
    var answer = Caller.with(adapter.port(), Setting.STAFF).get("/api/v1/attention");
    return StreamSupport.stream(Fixtures.json(answer.body()).path("items").spliterator(), false)
        .map(item -> item.path("reason").asText())
        .toList();
  }

  @Test
  void aSecondTaskForItIsTold() throws Exception {
    var second = task().put("status", "accepted");
    second.remove("id");
    send("POST", "Task", second);

    awaited("it is told", Duration.ofMinutes(1), () -> attention().contains("referral-unclear"));

    assertThat(areReliedOn()).isTrue();
  }

  @Test
  void whereNobodySaidWhereItIsItIsFoundWithWhatItIsAbout() throws Exception {
    var forgotten =
        adapter
            .part(JdbcClient.class)
            .sql("delete from remote_resource where type in ('Task', 'ServiceRequest')")
            .update();
    assertThat(forgotten).isPositive();
    var task = task().put("status", "accepted");
    send("PUT", "Task/" + task.path("id").asText(), task);

    awaited(
        "the answer is found",
        Duration.ofMinutes(1),
        () -> progress().path("state").asText().equals("accepted"));

    assertThat(attention()).isEmpty();
  }
}
