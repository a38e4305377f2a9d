package org.warmhandoff.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.cli.demo.ProgramApi;
import org.warmhandoff.cli.demo.Submitting;

/**
 * An adapter on an H2 directory that has taken all records of the fixtures by all ways in, and has
 * settled them all. Made once for the tests that only look at it.
 */
public final class WholeLine {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<String> FIRST =
      List.of(
          "participants/P-1001.v1.json",
          "participants/P-1008.v1.json",
          "events/CE-3002.v1.json",
          "plans/CP-2008.v1.json");
  private static WholeLine shared;

  private final SharedPartners partners = SharedPartners.shared();
  private final Setting setting;
  private final Adapter adapter;
  private final Submitting submitting;
  private final Arrival arrival;
  private final Instant since = Instant.now();
  private final Map<String, Integer> requestsBefore = new HashMap<>();

  private WholeLine(Path home) throws IOException, InterruptedException {
    setting = Setting.with(partners, home).inbox("5s");
    requestsBefore.putAll(requestsSoFar());
    adapter = Adapter.start(setting.config());
    var api = new ProgramApi(URI.create("http://127.0.0.1:" + adapter.port()), Setting.PROGRAM);
    someFirstVersionsArrive();
    submitting = new Submitting(Fixtures.RECORDS, api, setting.handoff());
    submitting.all(done -> {});
    arrival = new Arrival(partners, setting.namespace, Fixtures.expectations());
    arrival.await(adapter.port(), PATIENCE);
  }

  /** Else it would be a matter of time whether a partner ever holds an older version. */
  private void someFirstVersionsArrive() throws IOException, InterruptedException {
    var program = Caller.program(port());
    for (var file : FIRST) {
      program.submit(Fixtures.bytes(file));
    }
    Awaitility.await("the first versions arrive")
        .atMost(PATIENCE)
        .until(
            () ->
                program.state("crisis-event", "CE-3002").path("state").asText().equals("settled")
                    && program
                        .state("crisis-plan", "CP-2008")
                        .path("state")
                        .asText()
                        .equals("settled"));
  }

  public static synchronized WholeLine shared() {
    try {
      if (shared == null) {
        shared = new WholeLine(Files.createTempDirectory("whole-line"));
      }
      return shared;
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  public int port() {
    return adapter.port();
  }

  /** What the adapter answered otherwise than it should, and what is not as it should be. */
  public List<String> differences() throws IOException, InterruptedException {
    var differences = new ArrayList<>(submitting.differences());
    differences.addAll(arrival.differences(port()));
    return differences;
  }

  public Map<String, Integer> requestsSoFar() throws IOException, InterruptedException {
    var requests = new HashMap<String, Integer>();
    for (var partner : SharedPartners.NAMES) {
      requests.put(partner, partners.requestsSoFar(partner));
    }
    return requests;
  }

  /** Every request that wrote at the partner, or meant to. */
  public List<JsonNode> writes(String partner) throws IOException, InterruptedException {
    return partners.writesAfter(partner, requestsBefore.get(partner));
  }

  /** Every version of everything that the adapter ever wrote at the partner. */
  public List<WrittenResource> written(String partner) throws IOException, InterruptedException {
    return WrittenResource.at(partners, partner, setting.namespace, since);
  }

  /** All that the adapter wrote of a type, as the partner has it now, by the record it shows. */
  public Map<String, List<WrittenResource>> chart(String partner, String type, String family)
      throws IOException, InterruptedException {
    var chart = new LinkedHashMap<String, List<WrittenResource>>();
    for (var resource : partners.chart(partner).all(type)) {
      var written = new WrittenResource(resource, setting.namespace);
      written
          .identified(family)
          .ifPresent(id -> chart.computeIfAbsent(id, first -> new ArrayList<>()).add(written));
    }
    return chart;
  }
}
