package org.warmhandoff.it.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.Gzip;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.warmhandoff.it.Fixtures;

/** A real partner that shows resources of some types otherwise than it holds them, and may fail. */
final class AlteredPartner implements AutoCloseable {

  private final Map<String, Consumer<ObjectNode>> shown = new ConcurrentHashMap<>();
  private final WireMockServer server =
      new WireMockServer(
          WireMockConfiguration.options()
              .bindAddress("127.0.0.1")
              .dynamicPort()
              .gzipDisabled(true)
              .extensions(new Altering()));

  /** Before that one. */
  AlteredPartner(URI real) {
    server.start();
    server.stubFor(
        any(anyUrl())
            .atPriority(9)
            .willReturn(aResponse().proxiedFrom("http://" + real.getAuthority())));
  }

  URI baseUrl() {
    return URI.create(server.baseUrl() + "/fhir");
  }

  /** From now on each of that type is shown so. */
  void shows(String type, Consumer<ObjectNode> so) {
    shown.put(type, so);
  }

  /** Requests whose address holds that fail with 500, until {@link #works}. */
  StubMapping failsOn(String part) {
    return server.stubFor(
        any(urlMatching(".*" + part + ".*")).atPriority(2).willReturn(aResponse().withStatus(500)));
  }

  /** Every request is answered with 503, until {@link #works}. */
  StubMapping isDown() {
    return server.stubFor(any(anyUrl()).atPriority(1).willReturn(aResponse().withStatus(503)));
  }

  void works(StubMapping again) {
    server.removeStub(again);
  }

  /** The addresses that it was asked at so far, which hold that. */
  List<String> asked(String part) {
    return server.getAllServeEvents().stream()
        .map(event -> event.getRequest().getUrl())
        .filter(url -> url.contains(part))
        .toList();
  }

  @Override
  public void close() {
    server.stop();
  }

  private final class Altering implements ResponseTransformerV2 {

    @Override
    public Response transform(Response response, ServeEvent event) {
      return shown.isEmpty() || !isJson(response)
          ? response
          : Response.response()
              .status(response.getStatus())
              .headers(withoutLength(response.getHeaders()))
              .body(altered(text(response)))
              .build();
    }

    private String text(Response response) {
      var encoding = response.getHeaders().getHeader("Content-Encoding");
      return encoding.isPresent() && encoding.containsValue("gzip")
          ? Gzip.unGzipToString(response.getBody())
          : response.getBodyAsString();
    }

    private boolean isJson(Response response) {
      var type = response.getHeaders().getHeader("Content-Type");
      return type.isPresent() && type.firstValue().contains("json");
    }

    private HttpHeaders withoutLength(HttpHeaders headers) {
      return new HttpHeaders(
          headers.all().stream()
              .filter(header -> !header.keyEquals("Content-Length"))
              .filter(header -> !header.keyEquals("Content-Encoding"))
              .filter(header -> !header.keyEquals("Transfer-Encoding"))
              .toArray(HttpHeader[]::new));
    }

    private String altered(String body) {
      try {
        var answer = Fixtures.JSON.readTree(body);
        alter(answer);
        answer.path("entry").forEach(entry -> alter(entry.path("resource")));
        return answer.toString();
      } catch (IOException cannot) {
        throw new UncheckedIOException(cannot);
      }
    }

    private void alter(JsonNode resource) {
      if (resource instanceof ObjectNode one) {
        shown.getOrDefault(one.path("resourceType").asText(), any -> {}).accept(one);
      }
    }

    @Override
    public String getName() {
      return "altering";
    }
  }
}
