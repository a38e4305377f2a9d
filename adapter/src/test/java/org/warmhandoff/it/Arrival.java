package org.warmhandoff.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.warmhandoff.cli.demo.ChartComparison;
import org.warmhandoff.cli.demo.Expectation;
import org.warmhandoff.cli.demo.Expectation.ExpectedEnd;
import org.warmhandoff.cli.demo.ProgramApi;
import org.warmhandoff.cli.demo.Strays;

/** Whether what should arrive at the partners has arrived, and nothing else. */
public final class Arrival {

  private final SharedPartners partners;
  private final String namespace;
  private final List<Expectation> expectations;

  public Arrival(SharedPartners partners, String namespace, List<Expectation> expectations) {
    this.partners = partners;
    this.namespace = namespace;
    this.expectations = List.copyOf(expectations);
  }

  /** Waits until nothing is on its way any more; if that never comes, tells what is. */
  public void await(int port, Duration patience) {
    var program = Caller.program(port);
    Awaitility.await("everything is settled")
        .atMost(patience)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(underWay(program)).isEmpty());
  }

  /** The first three suffice to see what holds it up; to ask for all takes long. */
  private List<JsonNode> underWay(Caller program) throws IOException, InterruptedException {
    var underWay = new ArrayList<JsonNode>();
    for (var expected : expectations) {
      var key = expected.key();
      var state = program.state(key.kind().word(), key.id());
      if (!settled(expected, state)) {
        underWay.add(state);
      }
      if (underWay.size() == 3) {
        break;
      }
    }
    return underWay;
  }

  private static boolean settled(Expectation expected, JsonNode state) {
    if (expected.what() == ExpectedEnd.NO_PARTNER) {
      return state.path("state").asText().equals("not-addressed");
    }
    var settled = false;
    for (var delivery : state.path("deliveries")) {
      if (delivery.path("state").asText().equals("waiting")) {
        return false;
      }
      settled |= isOf(expected, delivery);
    }
    return settled;
  }

  private static boolean isOf(Expectation expected, JsonNode delivery) {
    return delivery.path("partner").asText().equals(expected.partner())
        && delivery.path("version").asInt() == expected.key().version();
  }

  /** What differs at the partners from what should be there; one line each. */
  public List<String> differences(int port) throws IOException, InterruptedException {
    var adapter = new ProgramApi(URI.create("http://127.0.0.1:" + port), Setting.PROGRAM);
    var charts = partners.charts();
    var readBack = new ChartComparison(namespace, charts, adapter, Map.of());
    var differences = new ArrayList<String>();
    for (var expected : expectations) {
      readBack.find(expected).differences().stream()
          .map(difference -> expected.key() + " at " + expected.partner() + ": " + difference)
          .forEach(differences::add);
    }
    differences.addAll(new Strays(namespace, charts).find(expectations));
    return differences;
  }
}
