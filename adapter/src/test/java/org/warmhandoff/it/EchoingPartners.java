package org.warmhandoff.it;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.LoggedResponse;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The real partners with a fault: psychiatry answers every transaction with 500, the crisis center
 * every search for a patient with 422, primary care every document with a page instead of FHIR; and
 * each says again whatever it was told.
 */
final class EchoingPartners implements AutoCloseable {

  private static final String WHAT_WAS_SAID = "{{{request.body}}}";

  private final Map<String, WireMockServer> servers = new HashMap<>();
  private final SharedPartners partners = SharedPartners.shared();

  EchoingPartners() {
    SharedPartners.NAMES.forEach(name -> servers.put(name, before(name)));
    echo(SharedPartners.PSYCHIATRY, "/fhir", 500, "application/fhir+json");
    echo(SharedPartners.CRISIS_CENTER, "/fhir/Patient/_search", 422, "text/plain");
    echo(SharedPartners.PRIMARY_CARE, "/fhir/DocumentReference", 200, "text/html");
  }

  private WireMockServer before(String partner) {
    var server =
        new WireMockServer(
            WireMockConfiguration.options()
                .dynamicPort()
                .gzipDisabled(true)
                .globalTemplating(true));
    server.start();
    var real = "http://" + partners.baseUrl(partner).getAuthority();
    server.stubFor(any(anyUrl()).atPriority(9).willReturn(aResponse().proxiedFrom(real)));
    return server;
  }

  private void echo(String partner, String path, int status, String contentType) {
    servers
        .get(partner)
        .stubFor(
            post(urlPathEqualTo(path))
                .atPriority(1)
                .willReturn(
                    aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", contentType)
                        .withBody(WHAT_WAS_SAID)));
  }

  URI baseUrl(String partner) {
    return URI.create(servers.get(partner).baseUrl() + "/fhir");
  }

  /** Every URL that a partner was asked at. */
  List<String> urls() {
    return events().map(event -> event.getRequest().getUrl()).toList();
  }

  /** Every answer of that partner's. */
  List<String> saidBy(String partner) {
    return servers.get(partner).getAllServeEvents().stream()
        .map(ServeEvent::getResponse)
        .map(LoggedResponse::getBodyAsString)
        .toList();
  }

  private Stream<ServeEvent> events() {
    return servers.values().stream().flatMap(server -> server.getAllServeEvents().stream());
  }

  @Override
  public void close() {
    servers.values().forEach(WireMockServer::stop);
  }
}
