package org.warmhandoff.it.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.matching.UrlPattern;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Served;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.SharedPartners;

/** The serving process is asked to stop (SIGTERM). */
class StopIT {

  private static final Duration A_STOP = Duration.ofSeconds(30);
  private static final int A_LONG_ANSWER = 2_000;
  private static final UrlPattern TRANSACTIONS = WireMock.urlPathEqualTo("/fhir");

  @TempDir private Path home;

  private final SharedPartners partners = SharedPartners.shared();
  private final WireMockServer slowly =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());
  private Setting setting;

  @BeforeEach
  void psychiatryTakesTransactionsSlowly() {
    var real = partners.baseUrl(SharedPartners.PSYCHIATRY);
    slowly.start();
    psychiatryAnswers();
    slowly.stubFor(
        WireMock.post(TRANSACTIONS).willReturn(itsAnswer().withFixedDelay(A_LONG_ANSWER)));
    setting =
        Setting.with(partners, home)
            .behindProxy(SharedPartners.PSYCHIATRY, URI.create(slowly.baseUrl() + real.getPath()))
            .delivery("lease: 30s");
  }

  private void psychiatryAnswers() {
    slowly.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(itsAnswer()));
  }

  private ResponseDefinitionBuilder itsAnswer() {
    return WireMock.aResponse()
        .proxiedFrom("http://" + partners.baseUrl(SharedPartners.PSYCHIATRY).getAuthority());
  }

  @AfterEach
  void stop() {
    slowly.stop();
  }

  @Test
  void whatIsUnderWayIsFinishedAndNothingArrivesTwice() throws IOException, InterruptedException {
    try (var served = Served.start(setting)) {
      var program = Caller.program(served.port());
      program.submit(Fixtures.bytes("participants/P-1001.v1.json"));
      program.submit(Fixtures.bytes("plans/CP-2001.v1.json"));
      await("a transaction is under way at psychiatry")
          .atMost(A_STOP)
          .until(() -> !slowly.findAll(WireMock.postRequestedFor(TRANSACTIONS)).isEmpty());

      served.stop();
      assertThat(served.exitWithin(A_STOP)).isIn(0, 143);
      assertThat(served.out()).contains("CP-2001 v1 to psychiatry, attempt 1: delivered");
    }

    psychiatryAnswers();
    try (var served = Served.start(setting)) {
      var program = Caller.program(served.port());
      await("the plan has arrived everywhere")
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  program.state("crisis-plan", "CP-2001").path("state").asText().equals("settled"));
    }
    var plans = partners.chart(SharedPartners.PSYCHIATRY);
    assertThat(plans.byIdentifier("CarePlan", setting.namespace + "/crisis-plan", "CP-2001"))
        .singleElement()
        .satisfies(plan -> assertThat(plan.at("/meta/versionId").asText()).isEqualTo("1"));
  }
}
