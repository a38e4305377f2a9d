package org.warmhandoff.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a partner's charts with nothing but HTTP and JSON, so that what the adapter wrote is judged
 * by other eyes than its own.
 */
public final class PartnerChart {

  private final HttpClient http;
  private final URI baseUrl;
  private final Optional<String> token;

  /** The charts behind that FHIR base URL. */
  public PartnerChart(URI baseUrl, Optional<String> token) {
    this(baseUrl, token, HttpClient.newHttpClient());
  }

  /** The same over connections of that client. */
  PartnerChart(URI baseUrl, Optional<String> token, HttpClient http) {
    this.http = http;
    this.baseUrl = baseUrl;
    this.token = token;
  }

  /** Every resource of the type with this identifier; looked for here, as not all search by it. */
  public List<JsonNode> byIdentifier(String type, String system, String value)
      throws IOException, InterruptedException {
    return all(type).stream().filter(resource -> has(resource, system, value)).toList();
  }

  private static boolean has(JsonNode resource, String system, String value) {
    for (var identifier : resource.path("identifier")) {
      if (identifier.path("system").asText().equals(system)
          && identifier.path("value").asText().equals(value)) {
        return true;
      }
    }
    return false;
  }

  /** Every resource of the type. */
  public List<JsonNode> all(String type) throws IOException, InterruptedException {
    var found = new ArrayList<JsonNode>();
    var next = Optional.of(baseUrl + "/" + type + "?_count=200");
    while (next.isPresent()) {
      var page = get(next.get());
      page.path("entry").forEach(entry -> found.add(entry.path("resource")));
      next = link(page);
    }
    return found;
  }

  /** What the partner was asked since it started, as it wrote it down itself. */
  public JsonNode requests() throws IOException, InterruptedException {
    return get(baseUrl.resolve("/requests").toString());
  }

  /** Writes a resource as the partner's own staff do. */
  void put(JsonNode resource) throws IOException, InterruptedException {
    var type = resource.path("resourceType").asText();
    var url = URI.create(baseUrl + "/" + type + "/" + resource.path("id").asText());
    var request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(resource.toString()));
    token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("a partner answered its own staff " + answer.statusCode());
    }
  }

  private static Optional<String> link(JsonNode page) {
    for (var link : page.path("link")) {
      if (link.path("relation").asText().equals("next")) {
        return Optional.of(link.path("url").asText());
      }
    }
    return Optional.empty();
  }

  private JsonNode get(String url) throws IOException, InterruptedException {
    // Some servers answer the same search from memory for a minute.
    var request = HttpRequest.newBuilder(URI.create(url)).header("Cache-Control", "no-cache");
    token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
    var answer = http.send(request.GET().build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("a partner answered " + answer.statusCode() + " when read back");
    }
    return ProgramApi.tree(answer.body());
  }
}
