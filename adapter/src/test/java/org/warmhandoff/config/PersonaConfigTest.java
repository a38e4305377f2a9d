package org.warmhandoff.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A persona of the deployer's own, in a file beside the configuration. */
class PersonaConfigTest {

  private static final String CONFIG =
      """
      program:
        namespace: https://id.example.org
        name: A program
      access:
        - name: program
          token: a-secret-of-twenty-letters
          roles: [submit]
      partners:
        - name: psychiatry
          roles: [psychiatry]
          base-url: http://localhost:1/fhir
          persona: ours.json
      """;

  @TempDir private Path home;

  private Config read(String persona) throws IOException {
    Files.writeString(home.resolve("ours.json"), persona);
    return new ConfigFile(name -> null).read(CONFIG, home);
  }

  @Test
  void isReadWhenTheConfigurationIs() throws IOException {
    var config = read("{\"title\": \"Ours\", \"takes\": {\"transactions\": false}}");

    assertThat(config.partners().get(0).conduct().personaFile())
        .contains(home.resolve("ours.json"));
  }

  @Test
  void everythingThatIsWrongWithItIsToldAtTheStart() {
    var problems =
        catchThrowableOfType(
            ConfigProblems.class, () -> read("{\"titel\": \"Ours\", \"wire\": {\"jsonOnly\": 1}}"));

    assertThat(problems.problems())
        .hasSize(2)
        .allMatch(problem -> problem.startsWith("partners[0].persona: "));
  }
}
