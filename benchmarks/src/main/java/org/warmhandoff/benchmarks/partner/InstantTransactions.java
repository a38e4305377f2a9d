package org.warmhandoff.benchmarks.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.warmhandoff.benchmarks.partner.InstantShelf.Kept;

/**
 * Transactions as FHIR R4 has them, as far as the adapter uses them: conditional update and create
 * by identifier, update at an id. Nothing is checked and nothing rolled back.
 */
final class InstantTransactions {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CREATED = "201 Created";
  private static final String DONE = "200 OK";

  /** Where an entry is written, and whether it may be written over what is there. */
  private record Place(String type, String id, boolean once) {}

  private final InstantShelf shelf;
  private final Arrivals arrivals;

  InstantTransactions(InstantShelf shelf, Arrivals arrivals) {
    this.shelf = shelf;
    this.arrivals = arrivals;
  }

  /** Writes all entries and says what became of each. */
  byte[] write(byte[] body) throws IOException {
    var bundle = JSON.readTree(body);
    arrivals.keep(bundle.toString());
    var places = places(bundle);
    var response = JSON.createObjectNode().put("resourceType", "Bundle");
    var answers = response.put("type", "transaction-response").putArray("entry");
    var main = Optional.<String>empty();
    for (var entry : bundle.path("entry")) {
      var resource = (ObjectNode) entry.path("resource");
      var mainOf = answers.isEmpty() ? main(resource) : Optional.<String>empty();
      main = main.or(() -> mainOf);
      write(resource, places.get(entry.path("fullUrl").asText()), mainOf, answers);
    }
    main.ifPresent(arrivals::visible);
    return JSON.writeValueAsBytes(response);
  }

  private void write(ObjectNode resource, Place place, Optional<String> mainOf, ArrayNode answers) {
    var there = place.once() ? shelf.read(place.type(), place.id()) : Optional.<Kept>empty();
    var kept = there.orElseGet(() -> shelf.put(place.type(), place.id(), resource, mainOf));
    answers
        .addObject()
        .putObject("response")
        .put("status", kept.version() == 1 && there.isEmpty() ? CREATED : DONE)
        .put("location", kept.location())
        .put("etag", "W/\"" + kept.version() + "\"");
  }

  /** Where each entry goes, by its full URL; references between entries are made to say so. */
  private Map<String, Place> places(JsonNode bundle) {
    var places = new HashMap<String, Place>();
    bundle.path("entry").forEach(entry -> places.put(entry.path("fullUrl").asText(), place(entry)));
    bundle.path("entry").forEach(entry -> point(entry.path("resource"), places));
    return places;
  }

  private Place place(JsonNode entry) {
    var request = entry.path("request");
    var url = request.path("url").asText();
    var type = entry.path("resource").path("resourceType").asText();
    var once = request.path("ifNoneExist").asText();
    if (!once.isEmpty()) {
      return new Place(type, shelf.idFor(type, token(once)), true);
    }
    if (url.contains("?")) {
      return new Place(type, shelf.idFor(type, token(url)), false);
    }
    return new Place(
        type, url.contains("/") ? url.substring(url.indexOf('/') + 1) : shelf.newId(), false);
  }

  private static String token(String query) {
    return URLDecoder.decode(query.substring(query.indexOf("identifier=") + 11), UTF_8);
  }

  private static void point(JsonNode node, Map<String, Place> places) {
    if (node instanceof ObjectNode object && object.path("reference").isTextual()) {
      var place = places.get(object.path("reference").asText());
      if (place != null) {
        object.put("reference", place.type() + "/" + place.id());
      }
    }
    node.forEach(child -> point(child, places));
  }

  /** The last identifier of the first resource names the version of the record. */
  private static Optional<String> main(ObjectNode resource) {
    var identifiers = InstantShelf.identifiers(resource);
    return identifiers.isEmpty()
        ? Optional.empty()
        : Optional.of(identifiers.get(identifiers.size() - 1).path("value").asText());
  }
}
