package org.warmhandoff.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.warmhandoff.cli.demo.PartnerChart;
import org.warmhandoff.cli.demo.PartnerProcess;

/**
 * The three partner systems with their population, started once for all tests of this JVM. Tests
 * keep out of each other's way by a name space of their own.
 */
public final class SharedPartners {

  public static final String PSYCHIATRY = "psychiatry";
  public static final String CRISIS_CENTER = "crisis-center";
  public static final String PRIMARY_CARE = "primary-care";
  public static final List<String> NAMES = List.of(PSYCHIATRY, CRISIS_CENTER, PRIMARY_CARE);
  public static final String SESAME = "sesame-of-the-crisis-center";

  private static final Path JAR = Path.of("../fixtures/target/partner-systems.jar");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static SharedPartners shared;

  private final PartnerProcess process;

  private SharedPartners(PartnerProcess process) {
    this.process = process;
  }

  /** They end with this JVM, however it ends. */
  public static synchronized SharedPartners shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  private static SharedPartners start() {
    try {
      var log = Files.createTempFile("partners", ".log");
      var options = List.of("--token", CRISIS_CENTER + "=" + SESAME);
      return new SharedPartners(PartnerProcess.start(JAR, log, name -> {}, options));
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  public URI baseUrl(String partner) {
    return process.baseUrl(partner);
  }

  public void stop(String partner) throws IOException {
    process.stop(partner);
  }

  public void start(String partner) throws IOException {
    process.start(partner);
  }

  public Map<String, PartnerChart> charts() {
    var charts = new LinkedHashMap<String, PartnerChart>();
    NAMES.forEach(name -> charts.put(name, chart(name)));
    return charts;
  }

  public PartnerChart chart(String partner) {
    return new PartnerChart(
        baseUrl(partner),
        partner.equals(CRISIS_CENTER) ? Optional.of(SESAME) : Optional.<String>empty());
  }

  /** How many requests the partner has had so far. */
  public int requestsSoFar(String partner) throws IOException, InterruptedException {
    return chart(partner).requests().size();
  }

  /** What the partner was asked after that many, except to read. */
  public List<JsonNode> writesAfter(String partner, int before)
      throws IOException, InterruptedException {
    return StreamSupport.stream(chart(partner).requests().spliterator(), false)
        .skip(before)
        .filter(request -> !request.path("method").asText().equals("GET"))
        .filter(request -> !request.path("operation").asText().equals("search"))
        .toList();
  }

  /** Every version of every resource written there since, as the partner's own staff sees it. */
  public List<JsonNode> writtenSince(String partner, Instant since)
      throws IOException, InterruptedException {
    var written = new ArrayList<JsonNode>();
    var next = Optional.of(backoffice(partner) + "/_history?_count=500&_since=" + since);
    while (next.isPresent()) {
      var page = get(next.get());
      page.path("entry").forEach(entry -> written.add(entry.path("resource")));
      next =
          StreamSupport.stream(page.path("link").spliterator(), false)
              .filter(link -> link.path("relation").asText().equals("next"))
              .map(link -> link.path("url").asText())
              .findFirst();
    }
    return written;
  }

  private URI backoffice(String partner) {
    return baseUrl(partner).resolve("/backoffice/fhir");
  }

  private static JsonNode get(String url) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url)).header("Cache-Control", "no-cache").build();
    var answer = HTTP.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(url + " answered " + answer.statusCode());
    }
    return Fixtures.json(answer.body());
  }
}
