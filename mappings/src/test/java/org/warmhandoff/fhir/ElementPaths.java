package org.warmhandoff.fhir;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.cases.Outgoing;

/** Which elements of which resources hold what: {@code RelatedPerson.telecom.value}. */
final class ElementPaths {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, List<String>> values = new TreeMap<>();

  ElementPaths(Stream<? extends Resource> resources) {
    resources.forEach(resource -> resource(tree(resource)));
  }

  /** The elements that hold something else here than there. */
  Set<String> differing(ElementPaths other) {
    return Stream.concat(values.keySet().stream(), other.values.keySet().stream())
        .filter(path -> !Objects.equals(values.get(path), other.values.get(path)))
        .collect(toCollection(TreeSet::new));
  }

  private void resource(JsonNode resource) {
    walk(resource.get("resourceType").asText(), resource, true);
  }

  private void walk(String path, JsonNode node, boolean top) {
    if (node.isValueNode()) {
      values.computeIfAbsent(path, any -> new ArrayList<>()).add(node.asText());
    } else if (node.isArray()) {
      node.forEach(item -> walk(path, item, top));
    } else {
      node.properties().stream()
          .filter(property -> !isLeftOut(property, top))
          .forEach(
              property -> walk(step(path, property), property.getValue(), isContained(property)));
    }
  }

  /** The narrative is an object and the text of a concept is not; so it is with references. */
  private static boolean isLeftOut(Map.Entry<String, JsonNode> property, boolean top) {
    return switch (property.getKey()) {
      case "text", "resourceType" -> top;
      case "data", "hash", "size" -> true;
      case "reference" -> property.getValue().isValueNode();
      default -> false;
    };
  }

  private static boolean isContained(Map.Entry<String, JsonNode> property) {
    return property.getKey().equals("contained");
  }

  private static String step(String path, Map.Entry<String, JsonNode> property) {
    var name = property.getKey();
    if (name.equals("extension")) {
      var urls = property.getValue().findValuesAsText("url").stream();
      return path + ".extension(" + urls.map(ElementPaths::lastPart).collect(joining(", ")) + ")";
    }
    return path + "." + name;
  }

  private static String lastPart(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static JsonNode tree(Resource resource) {
    try {
      return JSON.readTree(Outgoing.json(resource));
    } catch (JsonProcessingException broken) {
      throw new AssertionError(broken);
    }
  }
}
