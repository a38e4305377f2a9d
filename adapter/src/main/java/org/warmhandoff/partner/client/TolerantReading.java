package org.warmhandoff.partner.client;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;

/**
 * Reads answers, and what HAPI's parser refuses as a whole because of a part of it too. A narrative
 * that is no XHTML is set aside. What of a bundle cannot be read all the same is left out, and a
 * warning stands in its place: what was searched for may be in it.
 */
public final class TolerantReading {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LEFT_OUT =
      """
      {"search": {"mode": "outcome"},
       "resource": {"resourceType": "OperationOutcome",
                    "issue": [{"severity": "warning", "code": "incomplete"}]}}
      """;

  private final FhirContext fhir;

  /** Reads with parsers of that context. */
  public TolerantReading(FhirContext fhir) {
    this.fhir = fhir;
  }

  /** What can be read of it; empty where that is nothing. */
  Optional<Resource> read(String json) {
    return parsed(json).or(() -> tolerantly(json));
  }

  private Optional<Resource> tolerantly(String json) {
    try {
      return JSON.readTree(json) instanceof ObjectNode tree ? read(tree) : Optional.empty();
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  private Optional<Resource> read(ObjectNode resource) {
    if (resource.path("resourceType").asText().equals("Bundle")) {
      readEntries(resource);
    }
    return parsed(resource).or(() -> parsed(withoutNarratives(resource)));
  }

  private void readEntries(ObjectNode bundle) {
    var isSearch = bundle.path("type").asText().equals("searchset");
    var complete = true;
    for (var entry : bundle.path("entry")) {
      complete &= !(entry instanceof ObjectNode object) || isRead(object);
    }
    if (!complete && isSearch) {
      bundle.withArray("/entry").add(leftOut());
    }
  }

  /** Leaves in the entry what can be read. */
  private boolean isRead(ObjectNode entry) {
    if (!(entry.get("resource") instanceof ObjectNode resource) || parsed(resource).isPresent()) {
      return true;
    }
    if (parsed(withoutNarratives(resource)).isPresent()) {
      return true;
    }
    entry.remove("resource");
    return false;
  }

  private Optional<Resource> parsed(JsonNode resource) {
    return parsed(resource.toString());
  }

  private Optional<Resource> parsed(String json) {
    try {
      IBaseResource read = fhir.newJsonParser().parseResource(json);
      return read instanceof Resource one ? Optional.of(one) : Optional.empty();
    } catch (DataFormatException cannot) {
      return Optional.empty();
    }
  }

  /** The same object, its own narrative and those of what it contains taken away. */
  private static ObjectNode withoutNarratives(ObjectNode resource) {
    resource.remove("text");
    for (var contained : resource.path("contained")) {
      if (contained instanceof ObjectNode one) {
        one.remove("text");
      }
    }
    return resource;
  }

  private static JsonNode leftOut() {
    try {
      return JSON.readTree(LEFT_OUT);
    } catch (JsonProcessingException ours) {
      throw new IllegalStateException(ours);
    }
  }
}
