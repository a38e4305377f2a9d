package org.warmhandoff.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.warmhandoff.fit.offer.PersonaProblems;
import org.warmhandoff.fit.offer.PersonaReader;

/** What is wrong with the personas of a configuration's partners; their files are read for it. */
final class PersonaRules {

  private PersonaRules() {}

  /**
   * One line each, the setting first.
   *
   * @param home what relative paths are relative to
   */
  static List<String> problems(JsonNode config, Path home) {
    var problems = new ArrayList<String>();
    var number = 0;
    for (var partner : config.path("partners")) {
      var path = "partners[" + number++ + "].persona: ";
      var persona = partner.path("persona").textValue();
      if (persona != null && !persona.isEmpty()) {
        whatIsWrong(persona, home).forEach(problem -> problems.add(path + problem));
      }
    }
    return problems;
  }

  private static List<String> whatIsWrong(String persona, Path home) {
    if (!persona.endsWith(PartnerBinding.OWN_PERSONA)) {
      return PersonaReader.names().contains(persona)
          ? List.of()
          : List.of(
              "must be one of " + String.join(", ", PersonaReader.names()) + ", or a .json file");
    }
    try {
      PersonaReader.read(Files.readAllBytes(home.resolve(persona).normalize()));
      return List.of();
    } catch (IOException cannot) {
      return List.of("the file cannot be read");
    } catch (PersonaProblems wrong) {
      return wrong.problems();
    }
  }
}
