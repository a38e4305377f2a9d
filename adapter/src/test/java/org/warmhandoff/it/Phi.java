package org.warmhandoff.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.warmhandoff.record.reading.Schemas;

/** What of the fixtures' people and lives must not stand where operators look. */
public final class Phi {

  private static final Set<String> EVERYTHING = gather();

  private Phi() {}

  /** What of it stands in the text. */
  public static List<String> in(String text) {
    return EVERYTHING.stream().filter(text::contains).toList();
  }

  private static Set<String> gather() {
    var phi = new TreeSet<String>();
    for (var file : Fixtures.inOrder()) {
      var record = Fixtures.tree(file);
      phi.addAll(Sentences.in(record));
      if (file.startsWith("participants/")) {
        person(record, phi);
      }
      all(record, "line", phi);
      all(record, "number", phi);
      all(record, "email", phi);
    }
    var published = published();
    phi.removeIf(one -> one.length() < 4 || published.contains(one));
    return phi;
  }

  /** The schemas give examples, which problems repeat. */
  private static String published() {
    return Stream.of("common", "participant", "crisis-plan", "crisis-event", "referral")
        .flatMap(kind -> Schemas.text(kind + ".schema.json").stream())
        .collect(Collectors.joining());
  }

  private static void person(JsonNode participant, Set<String> phi) {
    phi.add(participant.at("/name/family").asText());
    all(participant.path("name"), "given", phi);
    phi.add(participant.path("birthDate").asText());
    participant.path("identifiers").forEach(one -> phi.add(one.path("value").asText()));
    participant.path("emergencyContacts").forEach(one -> phi.add(one.path("name").asText()));
  }

  /** A number also without its plus, as it would stand in a URL. */
  private static void all(JsonNode record, String field, Set<String> phi) {
    for (var found : record.findValues(field)) {
      if (found.isTextual()) {
        phi.add(found.asText().replace("+1", ""));
      }
      found.forEach(one -> phi.add(one.asText()));
    }
  }
}
