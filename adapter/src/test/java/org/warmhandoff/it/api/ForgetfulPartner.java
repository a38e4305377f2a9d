package org.warmhandoff.it.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.warmhandoff.it.Fixtures;

/**
 * A partner system that does not show all that it was sent: the mark of a test gets lost in it. And
 * another, under a path of its own, that says that it takes nothing.
 */
final class ForgetfulPartner implements AutoCloseable {

  /** What it does not show. */
  enum Forgets {
    NOTHING,
    /** Security labels. */
    THE_LABEL,
    /** These, and the words as well. */
    THE_WORDS_TOO
  }

  private static final String FORGETFUL = "/forgetful";
  private static final String PAPER = "/paper";

  private static final String TAKES_NOTHING =
      """
      {"resourceType": "CapabilityStatement", "status": "active", "date": "2026-11-01",
       "kind": "instance", "fhirVersion": "4.0.1", "format": ["json"],
       "rest": [{"mode": "server", "resource": [{"type": "Patient",
         "interaction": [{"code": "read"}, {"code": "search-type"}],
         "searchParam": [{"name": "identifier", "type": "token"}]}]}]}
      """;

  private final AtomicReference<Forgets> forgets = new AtomicReference<>(Forgets.NOTHING);
  private final WireMockServer server =
      new WireMockServer(
          WireMockConfiguration.options()
              .bindAddress("127.0.0.1")
              .dynamicPort()
              .gzipDisabled(true)
              .extensions(new Forgetting()));

  /** That system, seen so. */
  ForgetfulPartner(URI real) {
    server.start();
    List.of(FORGETFUL, PAPER)
        .forEach(
            name ->
                server.stubFor(
                    any(urlPathMatching(name + "/fhir(/.*)?"))
                        .atPriority(9)
                        .willReturn(
                            aResponse()
                                .proxiedFrom("http://" + real.getAuthority())
                                .withProxyUrlPrefixToRemove(name)
                                .withRemoveRequestHeader("Accept-Encoding"))));
    server.stubFor(
        get(urlPathEqualTo(PAPER + "/fhir/metadata"))
            .willReturn(
                aResponse()
                    .withHeader("Content-Type", "application/fhir+json")
                    .withBody(TAKES_NOTHING)));
  }

  URI forgetful() {
    return URI.create(server.baseUrl() + FORGETFUL + "/fhir");
  }

  URI paper() {
    return URI.create(server.baseUrl() + PAPER + "/fhir");
  }

  /** From now on. */
  void forget(Forgets what) {
    forgets.set(what);
  }

  @Override
  public void close() {
    server.stop();
  }

  private final class Forgetting implements ResponseTransformerV2 {

    @Override
    public String getName() {
      return "forgetting";
    }

    @Override
    public Response transform(Response response, ServeEvent event) {
      var whole = forgets.get() == Forgets.NOTHING;
      return whole || !event.getRequest().getUrl().startsWith(FORGETFUL)
          ? response
          : Response.Builder.like(response)
              .but()
              .headers(withoutLength(response))
              .body(shown(response.getBodyAsString()))
              .build();
    }

    private static HttpHeaders withoutLength(Response response) {
      return new HttpHeaders(
          response.getHeaders().all().stream()
              .filter(header -> !header.keyEquals("Content-Length"))
              .toList());
    }

    private String shown(String body) {
      if (!body.startsWith("{")) {
        return body;
      }
      var tree = Fixtures.json(body);
      withoutLabel(tree);
      return forgets.get() == Forgets.THE_LABEL
          ? tree.toString()
          : tree.toString().replace("DRILL: test", "Note");
    }

    private static void withoutLabel(JsonNode tree) {
      if (tree.path("meta") instanceof ObjectNode meta) {
        meta.remove("security");
      }
      tree.forEach(Forgetting::withoutLabel);
    }
  }
}
