package org.warmhandoff.benchmarks.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The CapabilityStatement of a partner that takes everything. */
final class Metadata {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TYPES =
      List.of(
          "Appointment",
          "CarePlan",
          "CareTeam",
          "Communication",
          "Condition",
          "Consent",
          "DocumentReference",
          "Encounter",
          "Flag",
          "Goal",
          "Location",
          "Observation",
          "Organization",
          "Patient",
          "Practitioner",
          "PractitionerRole",
          "Procedure",
          "Provenance",
          "QuestionnaireResponse",
          "RelatedPerson",
          "ServiceRequest",
          "Task");

  private Metadata() {}

  static byte[] json() {
    var statement = JSON.createObjectNode().put("resourceType", "CapabilityStatement");
    statement.put("status", "active").put("date", "2026-11-22").put("kind", "instance");
    statement.put("fhirVersion", "4.0.1").putArray("format").add("json");
    var rest = statement.putArray("rest").addObject().put("mode", "server");
    rest.putArray("interaction").addObject().put("code", "transaction");
    var resources = rest.putArray("resource");
    TYPES.forEach(type -> describe(resources.addObject().put("type", type)));
    return statement.toString().getBytes(UTF_8);
  }

  private static void describe(ObjectNode resource) {
    var interactions = resource.putArray("interaction");
    List.of("read", "create", "update", "search-type")
        .forEach(code -> interactions.addObject().put("code", code));
    resource.put("updateCreate", true).put("conditionalCreate", true);
    resource.put("conditionalUpdate", true);
    var search = resource.putArray("searchParam");
    search.addObject().put("name", "identifier").put("type", "token");
    if (resource.path("type").asText().equals("Patient")) {
      search.addObject().put("name", "family").put("type", "string");
      search.addObject().put("name", "birthdate").put("type", "date");
    }
  }
}
