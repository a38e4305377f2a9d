package org.warmhandoff.partner.client;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.flipkart.zjsonpatch.DiffFlags;
import com.flipkart.zjsonpatch.JsonDiff;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Resource;

/**
 * A resource as it stands at a partner, to the letter. Others may have written in it what our
 * parser does not keep, and that must still be there when something in it is changed.
 *
 * @param resource as far as it can be read
 * @param json all of it
 */
public record RawResource(DomainResource resource, JsonNode json) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final EnumSet<DiffFlags> PLAIN =
      EnumSet.of(DiffFlags.OMIT_MOVE_OPERATION, DiffFlags.OMIT_COPY_OPERATION);

  /** What was read; empty where it is no JSON. */
  static Optional<RawResource> of(DomainResource resource, String body) {
    try {
      return Optional.of(new RawResource(resource, JSON.readTree(body)));
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  /** What was found and cannot be read by itself. */
  public static RawResource unread(DomainResource resource) {
    return new RawResource(resource, MissingNode.getInstance());
  }

  /** Whether it is known to the letter. */
  public boolean isRead() {
    return json.isObject();
  }

  /** Whether nothing of it is lost when it is written back as it was read. */
  public boolean survives() {
    return same(json, tree(resource));
  }

  /**
   * The operations that change it and nothing else, if its status is still what was read.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902, JSON Patch</a>
   */
  public String patchTo(DomainResource changed) {
    var patch = JSON.createArrayNode();
    patch.addObject().put("op", "test").put("path", "/status").set("value", json.path("status"));
    for (var operation : JsonDiff.asJson(tree(resource), tree(changed), PLAIN)) {
      if (!isOfUnreadNarrative(operation)) {
        patch.add(operation);
      }
    }
    return patch.toString();
  }

  /** A narrative that could not be read stays as it is. */
  private boolean isOfUnreadNarrative(JsonNode operation) {
    return !resource.hasText()
        && json.has("text")
        && operation.path("path").asText().startsWith("/text");
  }

  private static JsonNode tree(Resource resource) {
    try {
      return JSON.readTree(R4.newJsonParser().encodeResourceToString(resource));
    } catch (JsonProcessingException ours) {
      throw new IllegalStateException("our own JSON cannot be read", ours);
    }
  }

  private static boolean same(JsonNode one, JsonNode other) {
    if (one.isObject() && other.isObject()) {
      return one.size() == other.size()
          && one.properties().stream().allMatch(field -> sameField(field, other));
    }
    if (one.isArray() && other.isArray()) {
      return one.size() == other.size() && sameItems(one, other);
    }
    return one.equals(other);
  }

  /** Markup is written anew in other letters that mean the same; it was read, so it is there. */
  private static boolean sameField(Map.Entry<String, JsonNode> field, JsonNode other) {
    var there = other.get(field.getKey());
    return there != null && (field.getKey().equals("div") || same(field.getValue(), there));
  }

  private static boolean sameItems(JsonNode one, JsonNode other) {
    for (var place = 0; place < one.size(); place++) {
      if (!same(one.get(place), other.get(place))) {
        return false;
      }
    }
    return true;
  }
}
