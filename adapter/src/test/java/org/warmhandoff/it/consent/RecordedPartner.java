package org.warmhandoff.it.consent;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A partner system that is several partners, each under a path of its own, and every byte that it
 * was sent.
 */
final class RecordedPartner implements AutoCloseable {

  private static final Pattern DATA = Pattern.compile("\"data\"\\s*:\\s*\"([A-Za-z0-9+/=]+)\"");

  /**
   * The address of one thing, a search by a partner's own id, or one for what has changed of all
   * that is ours: none of them tells of anybody.
   */
  private static final Pattern ONE_THING =
      Pattern.compile(
          "/[a-z0-9-]+/fhir/(metadata|[A-Za-z]+/[A-Za-z0-9.-]+"
              + "|[A-Za-z]+\\?patient=Patient%2F[A-Za-z0-9.-]+&_count=\\d+"
              + "|[A-Za-z]+\\?_lastUpdated=ge[0-9TZ.%A-]+"
              + "&identifier=([A-Za-z0-9.-]|%3A|%2F|%2C|%7C(?=%2C|&))+&_count=\\d+)");

  private final WireMockServer server =
      new WireMockServer(
          WireMockConfiguration.options()
              .bindAddress("127.0.0.1")
              .dynamicPort()
              .gzipDisabled(true));

  private final Map<UUID, RecordedRequest> asked = new LinkedHashMap<>();

  /** That system, under these names. */
  RecordedPartner(URI real, Collection<String> names) {
    server.start();
    names.forEach(
        name ->
            server.stubFor(
                any(urlPathMatching("/" + name + "/fhir(/.*)?"))
                    .willReturn(
                        aResponse()
                            .proxiedFrom("http://" + real.getAuthority())
                            .withProxyUrlPrefixToRemove("/" + name))));
  }

  /** What stands before each name. */
  URI base() {
    return URI.create(server.baseUrl());
  }

  /**
   * A request as it came.
   *
   * @param told what it says, and what the pages say that it brings
   * @param text all of it: what is encoded as it came and as it reads
   * @param about the marks of the rows whose participants it tells of
   */
  record RecordedRequest(
      String method, String target, String body, String told, String text, Set<String> about) {

    private static RecordedRequest of(LoggedRequest request) {
      var target = request.getUrl();
      var body = new String(request.getBody(), UTF_8);
      var told = String.join("\n", body, pages(body));
      var text =
          String.join(
              "\n",
              target,
              URLDecoder.decode(target, UTF_8),
              request.getHeaders().toString(),
              told);
      return new RecordedRequest(
          request.getMethod().getName(), target, body, told, text, ConsentRow.marksIn(text));
    }

    private static String pages(String body) {
      return DATA.matcher(body)
          .results()
          .map(found -> new String(Base64.getDecoder().decode(found.group(1)), UTF_8))
          .collect(joining("\n"));
    }

    String recipient() {
      return target.split("/", 3)[1];
    }

    /** Whether something is written by it. */
    boolean isWrite() {
      return !method.equals("GET") && !target.matches(".*(/_search|/\\$match)(\\?.*)?");
    }

    /** Whether a participant becomes a patient by it. */
    boolean isNewPatient() {
      return isWrite() && target.endsWith("/Patient");
    }

    /** Whether it can tell nothing of anybody. */
    boolean isOfOneThing() {
      return method.equals("GET") && body.isEmpty() && ONE_THING.matcher(target).matches();
    }

    @Override
    public String toString() {
      return method + " " + target;
    }
  }

  /** Every request so far, in order. */
  List<RecordedRequest> asked() {
    var events = new ArrayList<>(server.getAllServeEvents());
    Collections.reverse(events);
    events.forEach(
        event ->
            asked.computeIfAbsent(event.getId(), id -> RecordedRequest.of(event.getRequest())));
    return List.copyOf(asked.values());
  }

  @Override
  public void close() {
    server.stop();
  }
}
