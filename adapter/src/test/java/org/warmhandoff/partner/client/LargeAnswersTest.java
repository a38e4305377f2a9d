package org.warmhandoff.partner.client;

import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.warmhandoff.testing.ehr.PartnerStub.FHIR_JSON;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.PlanHandover;
import org.warmhandoff.testing.ehr.RawHttp;
import org.warmhandoff.testing.ehr.RawHttp.RawResponse;
import org.warmhandoff.testing.ehr.RawHttp.Reaction;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** One partner's large answers, however slow, cost another none of its own. */
class LargeAnswersTest extends AtPartner {

  private static final int LARGE = 600 * 1024;

  /** So long a page of the slow one takes, in tenths of a second: less than it may. */
  private static final int TENTHS = 40;

  private final AtomicInteger pages = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);

  @BeforeEach
  void itIsKnownWhatItTakes() {
    said(StatedCapabilities.takesDocuments());
  }

  private static Outcome whenMatching(PlanHandover handover) {
    return ((AttemptResult) handover.match()).outcome();
  }

  @Test
  void whoSendsPageAfterPageSlowlyGivesWayToAnother() throws Exception {
    var much = " ".repeat(LARGE);
    stub.whenPatientsAreSearched(
        okForContentType(
            FHIR_JSON, "{\"resourceType\": \"Bundle\", \"type\": \"searchset\"" + much + "}"));
    var alone = whenMatching(handover());
    assertThat(alone).isInstanceOf(Outcome.NeedsPerson.class);

    try (var slow =
            new RawHttp(
                asked ->
                    new Reaction(
                        new RawResponse(
                            200,
                            Map.of("Content-Type", FHIR_JSON),
                            page(asked.header("host").orElseThrow())),
                        this::slowly));
        var other = to("http://127.0.0.1:" + slow.port() + "/fhir")) {
      var slowOnes = CompletableFuture.supplyAsync(() -> whenMatching(other));
      await("it holds much").until(() -> pages.get() > 0);

      assertThat(whenMatching(handover())).isEqualTo(alone);

      over.countDown();
      slowOnes.get(1, TimeUnit.MINUTES);
    }
  }

  private static String page(String host) {
    return "{\"resourceType\": \"Bundle\", \"type\": \"searchset\", \"link\": [{\"relation\":"
        + " \"next\", \"url\": \"http://%s/fhir/Patient?page=%d\"}]"
            .formatted(host, System.nanoTime());
  }

  /** Much at once, and the rest of the page little by little. */
  private boolean slowly(RawResponse said, Socket socket) throws IOException {
    var out = socket.getOutputStream();
    RawHttp.head(said, said.body().length() + LARGE + TENTHS + 1, out);
    out.write((said.body() + " ".repeat(LARGE)).getBytes(UTF_8));
    out.flush();
    pages.incrementAndGet();
    try {
      for (var tenth = 0; tenth < TENTHS && !over.await(100, TimeUnit.MILLISECONDS); tenth++) {
        out.write(' ');
        out.flush();
      }
    } catch (InterruptedException stopped) {
      return false;
    }
    out.write('}');
    out.flush();
    return true;
  }
}
