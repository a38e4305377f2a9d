package org.warmhandoff.testing.ehr;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.context.FhirContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;

/**
 * A partner that stamps what it has by a clock of its own, and searches by that, oldest first, in
 * pages that are counted anew for each. It can be told to do so in a way that misleads.
 */
public final class ChangingPartner implements AutoCloseable {

  private static final FhirContext R4 = FhirContext.forR4Cached();

  private final HttpServer server;
  private final Map<String, DomainResource> resources = new LinkedHashMap<>();
  private final Set<String> hidden = new HashSet<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private int pageSize = 100;
  private boolean looksAtStamps = true;
  private boolean knowsSystems = true;
  private boolean refuses;
  private boolean warns;
  private int status = 200;
  private CapabilityStatement takes = new CapabilityStatement();
  private String nextAt = "";
  private Runnable betweenPages = () -> {};

  /** One that has nothing yet. */
  public ChangingPartner() {
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

  /** Has it in that version, stamped so. */
  public synchronized void put(DomainResource resource, int version, Instant stamp) {
    resource.getMeta().setVersionId(Integer.toString(version));
    resource.getMeta().setLastUpdated(Date.from(stamp.truncatedTo(ChronoUnit.MILLIS)));
    resources.put(address(resource), resource);
  }

  /** Searches do not show it, such as {@code Task/88}; whoever reads it sees it. */
  public synchronized void hides(String address, boolean so) {
    if (so) {
      hidden.add(address);
    } else {
      hidden.remove(address);
    }
  }

  /** Takes it away, such as {@code Task/88}. */
  public synchronized void removes(String address) {
    resources.remove(address);
  }

  /** It says that of what it takes. */
  public synchronized void takes(CapabilityStatement statement) {
    takes = statement;
  }

  /** No page has more. */
  public synchronized void pages(int size) {
    pageSize = size;
  }

  /** It takes {@code _lastUpdated}, and does not look at it. */
  public synchronized void doesNotLookAtStamps() {
    looksAtStamps = false;
  }

  /** It finds nothing by a system without a value. */
  public synchronized void knowsNoSystems() {
    knowsSystems = false;
  }

  /** It refuses such searches. */
  public synchronized void refuses() {
    refuses = true;
  }

  /** It answers searches with that status; with 200 as ever. */
  public synchronized void answersSearchesWith(int code) {
    status = code;
  }

  /** It says of every search that it may not be all. */
  public synchronized void warns() {
    warns = true;
  }

  /** It names next pages at that address. */
  public synchronized void namesNextPagesAt(String base) {
    nextAt = base;
  }

  /** That happens once, before the second page is told. */
  public synchronized void betweenPages(Runnable happens) {
    betweenPages = happens;
  }

  /** Every request since, as method and target. */
  public List<String> asked() {
    var all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  private static String address(Resource resource) {
    return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var target = exchange.getRequestURI().toString().replaceFirst("^/fhir/?", "");
      asked.add(exchange.getRequestMethod() + " " + target);
      answer(exchange, target);
    }
  }

  private synchronized void answer(HttpExchange exchange, String target) throws IOException {
    if (target.equals("metadata")) {
      say(exchange, 200, takes);
    } else if (target.contains("?")) {
      search(exchange, target.substring(0, target.indexOf('?')), Query.of(target));
    } else if (resources.containsKey(target)) {
      say(exchange, 200, resources.get(target));
    } else {
      say(exchange, 404, outcome(IssueSeverity.ERROR, IssueType.NOTFOUND));
    }
  }

  private void search(HttpExchange exchange, String type, Map<String, List<String>> query)
      throws IOException {
    if (status != 200) {
      say(exchange, status, outcome(IssueSeverity.ERROR, IssueType.EXCEPTION));
      return;
    }
    if (refuses) {
      say(exchange, 400, outcome(IssueSeverity.ERROR, IssueType.NOTSUPPORTED));
      return;
    }
    var from = Integer.parseInt(query.getOrDefault("from", List.of("0")).get(0));
    if (from > 0) {
      var happens = betweenPages;
      betweenPages = () -> {};
      happens.run();
    }
    var found = found(type, query);
    var bundle = new Bundle().setType(BundleType.SEARCHSET);
    found.stream()
        .skip(from)
        .limit(pageSize)
        .forEach(
            one -> bundle.addEntry().setResource(one).getSearch().setMode(SearchEntryMode.MATCH));
    if (from + pageSize < found.size()) {
      var rest = exchange.getRequestURI().getRawQuery().replaceFirst("&from=\\d+$", "");
      bundle
          .addLink()
          .setRelation("next")
          .setUrl(
              (nextAt.isEmpty() ? base() : nextAt)
                  + "/"
                  + type
                  + "?"
                  + rest
                  + "&from="
                  + (from + pageSize));
    }
    if (warns) {
      bundle
          .addEntry()
          .setResource(outcome(IssueSeverity.WARNING, IssueType.INCOMPLETE))
          .getSearch()
          .setMode(SearchEntryMode.OUTCOME);
    }
    say(exchange, 200, bundle);
  }

  private List<DomainResource> found(String type, Map<String, List<String>> query) {
    var systems = query.getOrDefault("identifier", List.of());
    var since =
        query
            .getOrDefault("_lastUpdated", List.of("ge" + Instant.EPOCH))
            .get(0)
            .replaceFirst("^ge", "");
    var found = new ArrayList<DomainResource>();
    for (var one : resources.values()) {
      var late = !looksAtStamps || !stamp(one).isBefore(Instant.parse(since));
      if (one.fhirType().equals(type)
          && !hidden.contains(address(one))
          && late
          && has(one, systems)) {
        found.add(one);
      }
    }
    found.sort(Comparator.comparing(ChangingPartner::stamp));
    return found;
  }

  private static Instant stamp(DomainResource one) {
    return one.getMeta().getLastUpdated().toInstant();
  }

  private boolean has(DomainResource one, List<String> systems) {
    return systems.isEmpty()
        || (knowsSystems
            && one.getNamedProperty("identifier").getValues().stream()
                .map(Identifier.class::cast)
                .flatMap(
                    own -> Stream.of(own.getSystem() + "|", own.getSystem() + "|" + own.getValue()))
                .anyMatch(List.of(systems.get(0).split(",", -1))::contains));
  }

  private static OperationOutcome outcome(IssueSeverity severity, IssueType code) {
    var outcome = new OperationOutcome();
    outcome.addIssue().setSeverity(severity).setCode(code);
    return outcome;
  }

  private static void say(HttpExchange exchange, int status, Resource resource) throws IOException {
    var body = R4.newJsonParser().encodeResourceToString(resource).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", PartnerStub.FHIR_JSON);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
