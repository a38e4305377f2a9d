package org.warmhandoff.testing.ehr;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.context.FhirContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/**
 * A partner that tells once more of the events of its subscriptions, by {@code $events} of the
 * Subscriptions R5 Backport for R4, in pages. It can be told to do so in a way that misleads.
 */
public final class RetellingPartner implements AutoCloseable {

  private static final FhirContext R4 = FhirContext.forR4Cached();

  private final HttpServer server;
  private final TreeMap<Long, String> events = new TreeMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private int pageSize = 100;
  private boolean endless;
  private String nextAt = "";
  private Consumer<Bundle> misleads = page -> {};
  private Optional<Instead> instead = Optional.empty();

  private record Instead(int status, String type, String body) {}

  /** One of which nothing has happened yet. */
  public RetellingPartner() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
    server.createContext("/fhir", this::serve);
    server.start();
  }

  /** Where it is. */
  public String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/fhir";
  }

  /** The next event was about that, such as {@code Task/88}. */
  public synchronized void tellsOf(String focus) {
    events.put(events.size() + 1L, focus);
  }

  /** It has forgotten all events, and counts anew. */
  public synchronized void countsAnew() {
    events.clear();
  }

  /** It does not know the event of that number any more. */
  public synchronized void loses(long number) {
    events.put(number, "");
  }

  /** No page has more events. */
  public synchronized void pages(int size) {
    pageSize = size;
  }

  /** After each page it names one more. */
  public synchronized void neverEnds() {
    pageSize = 0;
    endless = true;
  }

  /** It names next pages at that address. */
  public synchronized void namesNextPagesAt(String base) {
    nextAt = base;
  }

  /** It makes something else of each page. */
  public synchronized void misleads(Consumer<Bundle> change) {
    misleads = change;
  }

  /** It answers that in place of events. */
  public synchronized void answers(int status, Resource resource) {
    answers(status, PartnerStub.FHIR_JSON, R4.newJsonParser().encodeResourceToString(resource));
  }

  /** The same in whatever it is written. */
  public synchronized void answers(int status, String type, String body) {
    instead = Optional.of(new Instead(status, type, body));
  }

  /** Every request since, as method and target. */
  public List<String> asked() {
    var all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var target = exchange.getRequestURI().toString().replaceFirst("^/fhir/?", "");
      asked.add(exchange.getRequestMethod() + " " + target);
      var said = answer(target);
      var body = said.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", said.type());
      exchange.sendResponseHeaders(said.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized Instead answer(String target) {
    return instead.orElseGet(
        () ->
            new Instead(
                200,
                PartnerStub.FHIR_JSON,
                R4.newJsonParser().encodeResourceToString(page(target))));
  }

  private Bundle page(String target) {
    var query = Query.of(target);
    var first = Long.parseLong(query.get("eventsSinceNumber").get(0));
    var last = Long.parseLong(query.get("eventsUntilNumber").get(0));
    var from = Integer.parseInt(query.getOrDefault("from", List.of("0")).get(0));
    var wanted = new ArrayList<>(events.subMap(first, true, last, true).keySet());
    var page = new Bundle().setType(BundleType.HISTORY);
    var path = target.substring(0, target.indexOf('?'));
    var status = status(path.replaceFirst("/[$]events$", ""));
    page.addEntry()
        .setFullUrl("urn:uuid:7a6e1f52-0000-4000-8000-000000000001")
        .setResource(status)
        .setRequest(entryRequest(path));
    wanted.stream()
        .skip(from)
        .limit(pageSize)
        .filter(number -> !events.get(number).isEmpty())
        .forEach(number -> status.addParameter(event(number, events.get(number))));
    if (endless || from + pageSize < wanted.size()) {
      var rest = target.replaceFirst("&from=\\d+$", "");
      page.addLink()
          .setRelation("next")
          .setUrl(
              (nextAt.isEmpty() ? base() : nextAt)
                  + "/"
                  + rest
                  + "&from="
                  + (from + Math.max(1, pageSize)));
    }
    misleads.accept(page);
    return page;
  }

  private static Bundle.BundleEntryRequestComponent entryRequest(String path) {
    return new Bundle.BundleEntryRequestComponent().setMethod(HTTPVerb.GET).setUrl(path);
  }

  private Parameters status(String subscription) {
    var status = new Parameters();
    status.addParameter().setName("subscription").setValue(new Reference(subscription));
    status.addParameter().setName("status").setValue(new CodeType("active"));
    status.addParameter().setName("type").setValue(new CodeType("query-event"));
    status
        .addParameter()
        .setName("events-since-subscription-start")
        .setValue(new StringType(Integer.toString(events.size())));
    return status;
  }

  private static ParametersParameterComponent event(long number, String focus) {
    var event = new ParametersParameterComponent().setName("notification-event");
    event.addPart().setName("event-number").setValue(new StringType(Long.toString(number)));
    event.addPart().setName("focus").setValue(new Reference(focus));
    return event;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
