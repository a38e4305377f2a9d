package org.warmhandoff.it.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.warmhandoff.it.Simulated;

/** What simulated partners hold when all has settled, and what they saw on the way there. */
record InTheEnd(Simulated partners, String namespace) {

  private static final List<String> KINDS = List.of("crisis-plan", "crisis-event", "referral");

  void nothingWentWrongOnTheWay() {
    for (var partner : InventedRecords.PARTNERS) {
      var report = partners.report(partner, namespace);
      assertThat(report.path("duplicates")).as("twice at %s", partner).isEmpty();
      assertThat(report.path("backward"))
          .as("older over newer at %s", partner)
          .allMatch(name -> name.asText().contains("/crisis-event"));
      assertThat(endsOlder(report)).as("older in the end at %s", partner).isEmpty();
      assertThat(report.path("sideBySide")).as("versions side by side at %s", partner).isEmpty();
      assertThat(report.path("violations")).as("not offered by %s", partner).isEmpty();
    }
  }

  /** What shows another version than the last that was ever written of it. */
  static List<String> endsOlder(JsonNode report) {
    var older = new ArrayList<String>();
    for (var resource : report.path("resources")) {
      var newest = 0;
      var last = 0;
      for (var write : resource.path("writes")) {
        last = write.path("recordVersion").asInt(last);
        newest = Math.max(newest, last);
      }
      if (last < newest) {
        older.add(resource.path("logical").asText());
      }
    }
    return older;
  }

  void everythingIsThereInItsLastVersion(List<InventedRecords.Expected> everything) {
    var held = new HashMap<String, Map<String, Integer>>();
    InventedRecords.PARTNERS.forEach(name -> held.put(name, lastVersions(name)));
    var missing = new ArrayList<InventedRecords.Expected>();
    for (var expected : everything) {
      var last = held.get(expected.partner()).get(expected.kind() + " " + expected.id());
      if (last == null || last != expected.version()) {
        missing.add(expected);
      }
    }
    assertThat(missing).as("of %d", everything.size()).isEmpty();
  }

  /** Of each record the last version that a resource there shows, whatever its form. */
  private Map<String, Integer> lastVersions(String partner) {
    var versions = new HashMap<String, Integer>();
    for (var resource : partners.report(partner, namespace).path("resources")) {
      var logical = resource.path("logical").asText().substring(namespace.length() + 1);
      for (var write : resource.path("writes")) {
        record(logical, write)
            .ifPresent(
                key -> versions.merge(key, write.path("recordVersion").asInt(), Integer::max));
      }
    }
    return versions;
  }

  private static Optional<String> record(String logical, JsonNode write) {
    var parts = List.of(logical.split("\\|", 2));
    var kind = parts.get(0).replaceFirst("-(document|message|version)$", "");
    var id = parts.get(1).replaceFirst("-v[0-9]+(\\.[0-9]+)?$", "");
    return write.has("recordVersion") && KINDS.contains(kind)
        ? Optional.of(kind + " " + id)
        : Optional.empty();
  }
}
