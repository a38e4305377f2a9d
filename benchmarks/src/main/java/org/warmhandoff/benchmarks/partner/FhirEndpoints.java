package org.warmhandoff.benchmarks.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.warmhandoff.benchmarks.partner.InstantShelf.Kept;

/** The FHIR side: metadata, transactions, search by identifier, read. */
final class FhirEndpoints {

  private static final String JSON = "application/fhir+json;charset=UTF-8";
  private static final byte[] NOT_FOUND =
      ("{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\","
              + "\"code\":\"not-found\"}]}")
          .getBytes(UTF_8);

  private final InstantShelf shelf;
  private final Patients patients;
  private final Arrivals arrivals;
  private final InstantTransactions transactions;
  private final byte[] metadata = Metadata.json();

  FhirEndpoints(InstantShelf shelf, Patients patients, Arrivals arrivals) {
    this.shelf = shelf;
    this.patients = patients;
    this.arrivals = arrivals;
    this.transactions = new InstantTransactions(shelf, arrivals);
  }

  void answer(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    var path = exchange.getRequestURI().getPath().split("/", -1);
    if (path.length < 3 || path[2].isEmpty()) {
      say(exchange, 200, JSON, transactions.write(body));
    } else if (path[2].equals("metadata")) {
      say(exchange, 200, JSON, metadata);
    } else if (path.length > 3 && !path[3].equals("_search")) {
      read(exchange, path[2], path[3]);
    } else {
      search(exchange, path[2], body);
    }
  }

  private void read(HttpExchange exchange, String type, String id) throws IOException {
    var found = shelf.read(type, id);
    if (found.isEmpty()) {
      say(exchange, 404, JSON, NOT_FOUND);
      return;
    }
    exchange.getResponseHeaders().set("ETag", "W/\"" + found.get().version() + "\"");
    seen(found.get());
    say(exchange, 200, JSON, found.get().json().getBytes(UTF_8));
  }

  private void search(HttpExchange exchange, String type, byte[] body) throws IOException {
    var parameters = new HashMap<String, String>();
    parameters(exchange.getRequestURI().getRawQuery(), parameters);
    parameters(new String(body, UTF_8), parameters);
    var found = type.equals("Patient") ? patients.search(parameters) : kept(type, parameters);
    say(exchange, 200, JSON, searchset(found).getBytes(UTF_8));
  }

  private List<String> kept(String type, Map<String, String> parameters) {
    var found = shelf.find(type, parameters.getOrDefault("identifier", ""));
    found.ifPresent(this::seen);
    return found.stream().map(Kept::json).toList();
  }

  private void seen(Kept kept) {
    kept.mainOf().ifPresent(arrivals::read);
  }

  private static String searchset(List<String> found) {
    var bundle =
        new StringBuilder("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":");
    bundle.append(found.size());
    if (!found.isEmpty()) {
      bundle.append(",\"entry\":[{\"resource\":");
      bundle.append(String.join("},{\"resource\":", found)).append("}]");
    }
    return bundle.append('}').toString();
  }

  private static void parameters(String query, Map<String, String> into) {
    if (query == null || query.isEmpty()) {
      return;
    }
    for (var pair : query.split("&", -1)) {
      var parts = pair.split("=", 2);
      into.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
    }
  }

  static void say(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
