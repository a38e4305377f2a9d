package org.warmhandoff.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.warmhandoff.fit.offer.PersonaReader;
import org.warmhandoff.record.PartnerRole;

/** What a setting may be called stands wherever somebody looks it up. */
class NamesInDocumentsTest {

  private static final Path SCHEMA =
      Path.of("src/main/resources/org/warmhandoff/config/config.schema.json");
  private static final Path EXAMPLE = Path.of("warm-handoff.example.yaml");
  private static final Path README = Path.of("../README.md");
  private static final Path API = Path.of("src/main/resources/org/warmhandoff/api/openapi.yaml");
  private static final Pattern NAME = Pattern.compile("`([a-z0-9-]+)`");

  private static final List<String> ROLES =
      Stream.of(PartnerRole.values()).map(PartnerRole::word).toList();

  @Test
  void aPartnerMayHaveEveryRole() {
    var roles = ConfigSchema.tree().at("/properties/partners/items/properties/roles/items");
    var words = new ArrayList<String>();
    roles.path("enum").forEach(word -> words.add(word.asText()));

    assertThat(words).isEqualTo(ROLES);
    assertThat(roles.path("description").asText()).isEqualTo("one of " + String.join(", ", ROLES));
  }

  @Test
  void everyRoleStandsInTheReadmeAndInTheExample() throws IOException {
    assertThat(names(line(README, "| `partners[].roles` | required | ").split("\\|", -1)[3]))
        .isEqualTo(ROLES);
    assertThat(Files.readString(EXAMPLE)).contains("\n    # " + String.join(", ", ROLES) + "\n");
  }

  @Test
  void everyRoleOfACredentialStandsWhereSomebodyLooksItUp() throws IOException {
    var words = Stream.of(Config.Role.values()).map(Config.Role::word).toList();
    var roles =
        new ObjectMapper()
            .readTree(SCHEMA.toFile())
            .at("/properties/access/items/properties/roles/items");
    var allowed = new ArrayList<String>();
    roles.path("enum").forEach(word -> allowed.add(word.asText()));

    assertThat(allowed).isEqualTo(words);
    assertThat(roles.path("description").asText()).isEqualTo("one of " + String.join(", ", words));
    assertThat(names(line(README, "| `access[].roles` | required | "))).containsAll(words);
    assertThat(Files.readString(EXAMPLE))
        .contains(words.stream().map(word -> word + " (").toList());
    assertThat(names(Files.readString(API))).containsAll(words);
  }

  @Test
  void everyPersonaThatIsShippedStandsInTheDocuments() throws IOException {
    var readme = line(README, "| `partners[].persona` | ");
    var example = line(EXAMPLE, "    # What is known of its ways");
    var operating = line(Path.of("../docs/operating.md"), "A persona says what a partner");
    var testing = line(Path.of("../docs/testing-with-partners.md"), "A partner is a statement");

    assertThat(Stream.of(readme, operating, testing))
        .allSatisfy(text -> assertThat(names(text)).containsAll(PersonaReader.names()));
    assertThat(example)
        .contains(
            PersonaReader.names().stream()
                .filter(name -> !name.equals(PartnerBinding.PLAIN))
                .toList());
  }

  private static String line(Path file, String start) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }
  }

  private static List<String> names(String text) {
    return NAME.matcher(text).results().map(name -> name.group(1)).toList();
  }
}
