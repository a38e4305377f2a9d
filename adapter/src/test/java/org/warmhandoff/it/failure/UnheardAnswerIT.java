package org.warmhandoff.it.failure;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Served;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.SharedPartners;
import org.warmhandoff.it.WrittenResource;

/** The process dies when the partner has stored what it sent, and before it hears so. */
class UnheardAnswerIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path home;

  private final SharedPartners partners = SharedPartners.shared();
  private final AtomicReference<Served> victim = new AtomicReference<>();
  private final CountDownLatch dead = new CountDownLatch(1);
  private final WireMockServer between =
      new WireMockServer(
          WireMockConfiguration.options().dynamicPort().extensions(new DeathBeforeTheAnswer()));

  private String writing = "";

  @AfterEach
  void stop() {
    between.stop();
  }

  @ParameterizedTest
  @CsvSource({
    "psychiatry, CarePlan, /fhir",
    "primary-care, DocumentReference, /fhir/DocumentReference"
  })
  void thePartnerIsAskedFirstAndNothingIsWrittenAgain(String partner, String type, String path)
      throws IOException, InterruptedException {
    var since = Instant.now();
    var requests = partners.requestsSoFar(partner);
    var setting = setting(partner, path);
    try (var served = Served.start(setting)) {
      victim.set(served);
      var program = Caller.program(served.port());
      program.submit(Fixtures.bytes("participants/P-1001.v1.json"));
      program.submit(Fixtures.bytes("plans/CP-2001.v1.json"));
      assertThat(dead.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    try (var served = Served.start(setting)) {
      var program = Caller.program(served.port());
      await("it is known to be there")
          .atMost(PATIENCE)
          .until(() -> delivery(program, partner).path("state").asText().equals("delivered"));
      assertThat(delivery(program, partner).path("attempts").asInt())
          .as(() -> history(program))
          .isGreaterThanOrEqualTo(2);
    }
    assertThat(partners.writesAfter(partner, requests))
        .filteredOn(request -> path.endsWith(request.path("resource").asText()))
        .hasSize(1);
    assertThat(WrittenResource.at(partners, partner, setting.namespace, since))
        .filteredOn(written -> written.type().equals(type))
        .hasSize(1);
  }

  private Setting setting(String partner, String path) {
    var real = partners.baseUrl(partner);
    between.start();
    between.stubFor(
        any(anyUrl()).willReturn(aResponse().proxiedFrom("http://" + real.getAuthority())));
    writing = path;
    return Setting.with(partners, home)
        .behindProxy(partner, URI.create(between.baseUrl() + real.getPath()))
        .delivery("lease: 8s", "doubt: 5s")
        .answerWithin("4s");
  }

  private static JsonNode delivery(Caller program, String partner)
      throws IOException, InterruptedException {
    for (var delivery : program.state("crisis-plan", "CP-2001").path("deliveries")) {
      if (delivery.path("partner").asText().equals(partner)) {
        return delivery;
      }
    }
    throw new IOException("no delivery to " + partner);
  }

  private static String history(Caller program) {
    try {
      return program.state("crisis-plan", "CP-2001").path("history").toPrettyString();
    } catch (IOException | InterruptedException cannot) {
      throw new IllegalStateException(cannot);
    }
  }

  /** By then the partner has answered; nobody will hear it. */
  private final class DeathBeforeTheAnswer implements ServeEventListener {

    @Override
    public String getName() {
      return "death-before-the-answer";
    }

    @Override
    public void beforeResponseSent(ServeEvent event, Parameters parameters) {
      var request = event.getRequest();
      var served = victim.get();
      if (served != null
          && request.getMethod().getName().equals("POST")
          && request.getUrl().equals(writing)) {
        victim.set(null);
        served.kill();
        dead.countDown();
      }
    }
  }
}
