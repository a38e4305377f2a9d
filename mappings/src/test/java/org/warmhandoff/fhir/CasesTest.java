package org.warmhandoff.fhir;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.warmhandoff.cases.Case;
import org.warmhandoff.record.RecordKind;

/** There is a case for everything that records say, and each is in the list of cases. */
class CasesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| ");
  private static final Pattern HEADING =
      Pattern.compile("(?m)^## (Crisis plans|Crisis events|Referrals)$");

  @Test
  void theListNamesEveryCaseOnce() throws IOException {
    var list = Files.readString(Case.ALL.resolve("README.md"));
    var parts = HEADING.split(list);
    var folders =
        Case.all().stream()
            .collect(groupingBy(one -> one.folder().getParent().getFileName().toString()));

    assertThat(parts).hasSize(4);
    var kind = 1;
    for (var of : new String[] {"crisis-plan", "crisis-event", "referral"}) {
      assertThat(ROW.matcher(parts[kind++]).results().map(row -> row.group(1)))
          .as("fixtures/cases/README.md, " + of)
          .containsExactlyInAnyOrderElementsOf(
              folders.get(of).stream().map(one -> one.folder().getFileName().toString()).toList());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARTICIPANT")
  void everyPropertyAndEveryWordStandsInACase(RecordKind kind) throws IOException {
    var said = new LinkedHashSet<String>();
    for (var example : Case.all()) {
      var record = JSON.readTree(example.folder().resolve("1-record.json").toFile());
      if (record.path("kind").asText().equals(kind.word())) {
        say(record, "", said);
      }
    }
    var file = kind.word() + ".schema.json";
    var known = new TreeSet<String>();
    know(file, WholeRecord.schema(file), "", known);

    assertThat(known.stream().filter(one -> !said.contains(one)))
        .as("what no case of %s says", kind.word())
        .isEmpty();
  }

  private static void say(JsonNode node, String place, Set<String> said) {
    if (node.isArray()) {
      node.forEach(item -> say(item, place, said));
    } else if (node.isObject()) {
      node.properties()
          .forEach(property -> say(property.getValue(), place + "/" + property.getKey(), said));
    } else {
      said.add(place);
      said.add(place + ": " + node.asText());
    }
  }

  /** Words that several records share need not stand at every place. */
  private static void know(String file, JsonNode schema, String place, Set<String> known) {
    if (schema.has("$ref")) {
      var reference = schema.get("$ref").asText();
      var hash = reference.indexOf('#');
      var target = hash == 0 ? file : reference.substring(0, hash);
      know(target, WholeRecord.schema(target).at(reference.substring(hash + 1)), place, known);
    } else if (schema.has("items")) {
      know(file, schema.get("items"), place, known);
    } else if (schema.has("properties")) {
      schema
          .get("properties")
          .properties()
          .forEach(
              property -> know(file, property.getValue(), place + "/" + property.getKey(), known));
    } else if (schema.has("enum") && !file.equals("common.schema.json")) {
      schema.get("enum").forEach(word -> known.add(place + ": " + word.asText()));
    } else {
      known.add(place);
    }
  }
}
