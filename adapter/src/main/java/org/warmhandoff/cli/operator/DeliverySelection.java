package org.warmhandoff.cli.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which deliveries are meant. */
final class DeliverySelection {

  @Option(names = "--partner", paramLabel = "NAME", description = "Those to that partner.")
  private String partner = "";

  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      description = "Those in that state, such as refused or needs-person; several with commas.")
  private List<String> states = new ArrayList<>();

  @Option(names = "--participant", paramLabel = "ID", description = "Those of that participant.")
  private String participant = "";

  Map<String, String> query() {
    return Map.of(
        "partner", partner, "state", String.join(",", states), "participant", participant);
  }

  void fill(ObjectNode body) {
    query().forEach((name, value) -> fill(body, name, value));
  }

  private static void fill(ObjectNode body, String name, String value) {
    if (!value.isEmpty()) {
      body.put(name, value);
    }
  }

  boolean isEmpty() {
    return query().values().stream().allMatch(String::isEmpty);
  }
}
