package org.warmhandoff.benchmarks.partner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Everything written here, in its last version, found by id and by identifier. */
final class InstantShelf {

  /**
   * One version of a resource.
   *
   * @param json the whole resource
   * @param mainOf the identifier of the record version that it is the main resource of
   */
  record Kept(String type, String id, int version, String json, Optional<String> mainOf) {

    String location() {
      return type + "/" + id + "/_history/" + version;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Kept> byId = new ConcurrentHashMap<>();
  private final Map<String, String> byIdentifier = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();

  /** The id of what has this identifier; a new one where nothing has it. */
  String idFor(String type, String token) {
    return byIdentifier.computeIfAbsent(
        type + "?" + token, first -> String.valueOf(ids.incrementAndGet()));
  }

  String newId() {
    return String.valueOf(ids.incrementAndGet());
  }

  /** Writes the next version. */
  Kept put(String type, String id, ObjectNode resource, Optional<String> mainOf) {
    var kept =
        byId.compute(
            type + "/" + id,
            (key, before) -> {
              var version = before == null ? 1 : before.version() + 1;
              return new Kept(type, id, version, json(resource, id, version), mainOf);
            });
    for (var identifier : identifiers(resource)) {
      byIdentifier.putIfAbsent(type + "?" + token(identifier), id);
    }
    return kept;
  }

  Optional<Kept> read(String type, String id) {
    return Optional.ofNullable(byId.get(type + "/" + id));
  }

  Optional<Kept> find(String type, String token) {
    return Optional.ofNullable(byIdentifier.get(type + "?" + token)).flatMap(id -> read(type, id));
  }

  /** The resource's identifiers, in their order. */
  static List<JsonNode> identifiers(ObjectNode resource) {
    var all = new ArrayList<JsonNode>();
    if (resource.path("identifier").isArray()) {
      resource.path("identifier").forEach(all::add);
    }
    return all;
  }

  private static String token(JsonNode identifier) {
    return identifier.path("system").asText() + "|" + identifier.path("value").asText();
  }

  private static String json(ObjectNode resource, String id, int version) {
    resource.put("id", id);
    resource.withObject("/meta").put("versionId", String.valueOf(version));
    try {
      return JSON.writeValueAsString(resource);
    } catch (JsonProcessingException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }
}
