package org.warmhandoff.it.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Phi;
import org.warmhandoff.it.Served;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.SharedPartners;
import org.warmhandoff.testing.Rights;

/** What was disclosed is accounted for, to those who may ask, and to nobody else. */
class AccountingIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ACCOUNT = "/api/v1/participants/P-1001/disclosures";

  @TempDir private static Path home;

  private static WireMockServer psychiatry;
  private static Adapter adapter;
  private static Path config;

  @BeforeAll
  static void aPlanArrives() throws IOException, InterruptedException {
    var partners = SharedPartners.shared();
    psychiatry =
        new WireMockServer(WireMockConfiguration.options().dynamicPort().gzipDisabled(true));
    psychiatry.start();
    var real = "http://" + partners.baseUrl(SharedPartners.PSYCHIATRY).getAuthority();
    psychiatry.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(real)));
    var setting =
        Setting.with(partners, home)
            .behindProxy(SharedPartners.PSYCHIATRY, URI.create(psychiatry.baseUrl() + "/fhir"));
    config = Served.written(setting);
    adapter = Adapter.start(setting.config());
    var program = Caller.program(adapter.port());
    for (var file : List.of("participants/P-1001.v1.json", "plans/CP-2001.v1.json")) {
      assertThat(program.submit(Fixtures.bytes(file)).statusCode()).isEqualTo(202);
    }
    await("the plan arrives")
        .atMost(PATIENCE)
        .until(
            () -> program.state("crisis-plan", "CP-2001").path("state").asText().equals("settled"));
  }

  @AfterAll
  static void stop() {
    adapter.close();
    psychiatry.stop();
  }

  private static Caller with(String token) {
    return Caller.with(adapter.port(), token);
  }

  private static JsonNode account(String query) throws IOException, InterruptedException {
    var answer = with(Setting.AUDITOR).get(ACCOUNT + query);
    assertThat(answer.statusCode()).isEqualTo(200);
    return Fixtures.json(answer.body());
  }

  private static JsonNode toPsychiatry() throws IOException, InterruptedException {
    return account("?recipient=psychiatry").at("/disclosures/0");
  }

  private static String digest() throws IOException, InterruptedException {
    return toPsychiatry().at("/writes/0/digest").asText();
  }

  private static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static CommandRun run(String... arguments) {
    return CommandRun.of(config, adapter.port(), arguments);
  }

  @Test
  void aDisclosureNamesWhoGotWhatWhenWhatForAndOnWhatGround()
      throws IOException, InterruptedException {
    var one = toPsychiatry();

    assertThat(one.at("/recipient/name").asText()).isEqualTo("The psychiatry of Bridgewater");
    assertThat(one.at("/recipient/address").asText()).isEqualTo(Setting.ADDRESS);
    assertThat(one.at("/disclosed/description").asText()).startsWith("crisis plan CP-2001 v1");
    assertThat(one.at("/ground/basis").asText()).isEqualTo("consent");
    assertThat(one.at("/ground/consents")).isNotEmpty();
    assertThat(one.path("purposes")).isNotEmpty();
    assertThat(one.path("at").asText()).isEqualTo(one.at("/writes/0/at").asText());
    assertThat(one.path("delivery").asLong()).isPositive();
  }

  @Test
  void aDisclosureInAnEmergencyNamesWhoDeclaredWhatAndWhen()
      throws IOException, InterruptedException {
    var program = Caller.program(adapter.port());
    assertThat(program.submit(Fixtures.bytes(withoutConsents())).statusCode()).isEqualTo(202);
    assertThat(program.submit(Fixtures.bytes(emergency())).statusCode()).isEqualTo(202);

    var one =
        await("it is disclosed")
            .atMost(PATIENCE)
            .until(
                () ->
                    Fixtures.json(
                            with(Setting.DESK)
                                .get("/api/v1/participants/P-7001/disclosures")
                                .body())
                        .at("/disclosures/0"),
                JsonNode::isObject);

    assertThat(one.at("/recipient/partner").asText()).isEqualTo("crisis-center");
    assertThat(one.path("purposes").get(0).asText()).isEqualTo("emergency-treatment");
    var ground = one.path("ground");
    assertThat(ground.path("basis").asText()).isEqualTo("medical-emergency");
    assertThat(ground.has("consents")).isFalse();
    assertThat(ground.path("discloser").asText()).isEqualTo("Adaeze Okafor, on-call clinician");
    assertThat(ground.path("nature").asText()).startsWith("Found unresponsive");
    assertThat(ground.path("declaredAt").asText()).isEqualTo("2026-10-04T01:14:00Z");
    assertThat(run("disclosures", "P-7001").out())
        .contains("medical-emergency, declared by Adaeze Okafor");
  }

  @Test
  void aPageThatSomebodyTakesIsAccountedForAsWell() throws IOException, InterruptedException {
    var program = Caller.program(adapter.port());
    var participant = Fixtures.tree("participants/P-1001.v1.json").put("id", "P-7002");
    var plan = Fixtures.tree("plans/CP-2001.v1.json").put("id", "CP-7002");
    plan.put("participantId", "P-7002");
    assertThat(program.submit(Fixtures.bytes(participant)).statusCode()).isEqualTo(202);
    assertThat(program.submit(Fixtures.bytes(plan)).statusCode()).isEqualTo(202);
    var deliveries = program.state("crisis-plan", "CP-7002").path("deliveries");
    var delivery =
        each(deliveries)
            .filter(one -> one.path("partner").asText().equals("primary-care"))
            .mapToLong(one -> one.path("delivery").asLong())
            .findFirst()
            .orElseThrow();

    var page = with(Setting.DESK).get("/api/v1/deliveries/" + delivery + "/page");

    assertThat(page.statusCode()).isEqualTo(200);
    var taken =
        each(Fixtures.json(
                    with(Setting.AUDITOR)
                        .get("/api/v1/participants/P-7002/disclosures?recipient=primary-care")
                        .body())
                .path("disclosures"))
            .filter(one -> one.path("attempt").asInt() == 0)
            .toList();
    assertThat(taken)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.at("/ground/basis").asText()).isEqualTo("consent");
              assertThat(one.at("/writes/0/did").asText()).isEqualTo("page taken by desk");
            });
    var kept =
        with(Setting.REVIEWER)
            .get(
                "/api/v1/disclosures/" + taken.get(0).at("/writes/0/digest").asText() + "/content");
    assertThat(Fixtures.json(kept.body()).path("resourceType").asText())
        .isEqualTo("DocumentReference");
  }

  private static JsonNode withoutConsents() {
    var participant = Fixtures.tree("participants/P-1001.v1.json").put("id", "P-7001");
    participant.remove("consents");
    return participant;
  }

  private static JsonNode emergency() {
    var event = Fixtures.tree("events/CE-3001.v2.json").put("id", "CE-7001");
    event.put("version", 1).put("participantId", "P-7001").remove("planId");
    var claim = event.putObject("emergencyDisclosure");
    claim
        .put("declaredAt", "2026-10-03T21:14:00-04:00")
        .put("nature", "Found unresponsive, breathing slowly.")
        .put("whyNoConsent", "unconscious-or-incapacitated");
    claim
        .putObject("declaredBy")
        .put("id", "S-12")
        .put("name", "Adaeze Okafor")
        .put("role", "on-call clinician");
    return event;
  }

  @Test
  void everyPartnerThatGotItIsThereAndNothingOfThePlan() throws IOException, InterruptedException {
    var all = account("");

    assertThat(each(all.path("disclosures")).map(one -> one.at("/recipient/partner").asText()))
        .containsOnlyOnceElementsOf(SharedPartners.NAMES);
    assertThat(Phi.in(all.toString())).isEmpty();
  }

  @Test
  void whatWasSentIsKeptByteForByte() throws IOException, InterruptedException {
    var kept = new ArrayList<String>();
    for (var write : toPsychiatry().path("writes")) {
      var path = "/api/v1/disclosures/" + write.path("digest").asText() + "/content";
      var answer = with(Setting.REVIEWER).get(path);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/fhir+json");
      kept.add(answer.body());
    }

    assertThat(kept).isNotEmpty();
    assertThat(written()).isEqualTo(Set.copyOf(kept));
  }

  /** The bodies of all requests there that were no question. */
  private static Set<String> written() {
    return psychiatry.getAllServeEvents().stream()
        .map(event -> event.getRequest())
        .filter(request -> !request.getMethod().getName().equals("GET"))
        .filter(request -> !request.getUrl().contains("/_search"))
        .filter(request -> !request.getUrl().contains("/$"))
        .map(request -> new String(request.getBody(), UTF_8))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource({
    "token-of-the-program-1234567890, 403, 403",
    "token-of-the-monitoring-1234567, 403, 403",
    "token-of-the-desk-1234567890abc, 200, 403",
    "token-of-the-auditor-1234567890, 200, 403",
    "token-of-the-reviewer-123456789, 403, 200",
    "token-of-nobody-at-all-12345678, 401, 401"
  })
  void eachRoleReadsWhatItIsForAndNoMore(String token, int account, int content)
      throws IOException, InterruptedException {
    var path = "/api/v1/disclosures/" + digest() + "/content";

    assertThat(with(token).get(ACCOUNT).statusCode()).isEqualTo(account);
    assertThat(with(token).get(path).statusCode()).isEqualTo(content);
    assertThat(with(token).call("HEAD", path).statusCode()).isEqualTo(content);
  }

  @Test
  void withoutATokenNothingIsTold() throws IOException, InterruptedException {
    var stranger = Caller.stranger(adapter.port());

    assertThat(stranger.get(ACCOUNT).statusCode()).isEqualTo(401);
    assertThat(stranger.get("/api/v1/disclosures/" + digest() + "/content").statusCode())
        .isEqualTo(401);
  }

  @Test
  void whoReadWhatWasSentIsKept() throws IOException, InterruptedException {
    with(Setting.REVIEWER).get("/api/v1/disclosures/" + digest() + "/content");

    assertThat(each(Caller.program(adapter.port()).state("crisis-plan", "CP-2001").path("history")))
        .anySatisfy(
            line -> {
              assertThat(line.path("station").asText()).isEqualTo("audit");
              assertThat(line.path("partner").asText()).isEqualTo("psychiatry");
              assertThat(line.path("what").asText())
                  .isEqualTo("what was sent was read by reviewer");
            });
  }

  @Test
  void anAccountingBeginsWhenItIsAskedTo() throws IOException, InterruptedException {
    var last = account("").path("disclosures");
    var at = last.get(last.size() - 1).path("at").asText();

    assertThat(account("?since=2026-01-31").path("disclosures")).hasSameSizeAs(last);
    assertThat(account("?since=" + at).path("disclosures")).isNotEmpty();
    assertThat(account("?since=9998-01-01").path("disclosures")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?since=soon", "?since=", "?to=psychiatry", "?since=2026-13-01"})
  void whatCannotBeWorkedWithIsRefused(String query) throws IOException, InterruptedException {
    assertThat(with(Setting.AUDITOR).get(ACCOUNT + query).statusCode()).isEqualTo(400);
  }

  @Test
  void whatIsNotThereIsNotFound() throws IOException, InterruptedException {
    var auditor = with(Setting.AUDITOR);

    assertThat(auditor.get("/api/v1/participants/P-9999/disclosures").statusCode()).isEqualTo(404);
    assertThat(auditor.get(ACCOUNT + "?recipient=nobody").statusCode()).isEqualTo(404);
    assertThat(with(Setting.REVIEWER).get("/api/v1/disclosures/abc/content").statusCode())
        .isEqualTo(404);
  }

  @Test
  void theCommandListsThemInEveryForm() {
    var text = run("disclosures", "P-1001", "--to", "psychiatry");
    var csv = run("disclosures", "P-1001", "--since", "2026-01-31", "--format", "csv");
    var json = run("disclosures", "P-1001", "--format", "json");
    var fhir = run("disclosures", "P-1001", "--format", "fhir");

    assertThat(text.err()).isEmpty();
    assertThat(text.out().lines()).hasSize(2);
    assertThat(text.out())
        .contains("The psychiatry of Bridgewater, " + Setting.ADDRESS, "crisis plan CP-2001 v1");
    assertThat(csv.out().split("\r\n", -1)).hasSize(2 + SharedPartners.NAMES.size());
    assertThat(Fixtures.json(json.out()).path("disclosures")).hasSize(SharedPartners.NAMES.size());
    var bundle = Fixtures.json(fhir.out());
    assertThat(bundle.path("type").asText()).isEqualTo("collection");
    assertThat(each(bundle.path("entry")).map(one -> one.at("/resource/resourceType").asText()))
        .hasSize(SharedPartners.NAMES.size())
        .containsOnly("AuditEvent");
  }

  @Test
  void theCommandShowsWhatWasSentAndWritesItToAFileOfTheReadersOwn()
      throws IOException, InterruptedException {
    var digest = digest();
    var sent = with(Setting.REVIEWER).get("/api/v1/disclosures/" + digest + "/content").body();
    var file = home.resolve("sent.json");

    assertThat(run("disclosures", "P-1001", "--content", digest).out()).isEqualTo(sent);
    assertThat(run("disclosures", "--content", digest, "--out", file.toString()).exit()).isZero();
    assertThat(Files.readString(file)).isEqualTo(sent);
    assertThat(Rights.of(file)).isEqualTo("rw-------");
  }

  @Test
  void theCommandSaysWhatItNeeds() {
    assertThat(run("disclosures").exit()).isEqualTo(2);
    assertThat(run("disclosures").err()).contains("name a PARTICIPANT");
    assertThat(run("disclosures", "P-1001", "--format", "xls").err())
        .contains("must be one of text, json, csv, fhir");
    assertThat(run("disclosures", "P-9999").exit()).isEqualTo(1);
    assertThat(run("disclosures", "P-9999").err()).contains("No participant of that id");
  }
}
