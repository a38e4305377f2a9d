package org.warmhandoff.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the keys that a configuration's partners are signed on with are there at all. */
final class KeyRules {

  private KeyRules() {}

  /** Where key pairs are kept. */
  static Path directory(JsonNode config, Path home) {
    var directory = JsonValues.text(config.at("/keys/directory")).orElse("warm-handoff-keys");
    return home.resolve(directory).normalize();
  }

  /** Whether it is a file of the deployer's own, and else the name of keys that are kept. */
  static boolean isFile(String key) {
    return key.contains(".");
  }

  /**
   * One line each, the setting first.
   *
   * @param home what relative paths are relative to
   */
  static List<String> problems(JsonNode config, Path home) {
    var problems = new ArrayList<String>();
    var number = 0;
    for (var partner : config.path("partners")) {
      var path = "partners[" + number++ + "].sign-on.smart.key: ";
      Optional.ofNullable(partner.at("/sign-on/smart/key").textValue())
          .filter(key -> !key.isEmpty())
          .flatMap(key -> whatIsWrong(key, directory(config, home), home))
          .ifPresent(problem -> problems.add(path + problem));
    }
    problems.addAll(theSameClient(config));
    return problems;
  }

  /**
   * A partner that names its token endpoint itself could name another's where we are the same
   * client by the same key: that gives a token for the other, which we would send to the one.
   */
  private static List<String> theSameClient(JsonNode config) {
    var problems = new ArrayList<String>();
    var clients = new HashMap<List<String>, Set<String>>();
    for (var partner : config.path("partners")) {
      clients.computeIfAbsent(client(partner), any -> new HashSet<>()).add(origin(partner));
    }
    var number = 0;
    for (var partner : config.path("partners")) {
      var path = "partners[" + number++ + "].sign-on.smart";
      var smart = partner.at("/sign-on/smart");
      if (smart.isObject()
          && smart.path("token-url").isMissingNode()
          && clients.get(client(partner)).size() > 1) {
        problems.add(
            path
                + ": another partner has the same client-id and key; name token-url, or one of them"
                + " could have itself given the other's token");
      }
    }
    return problems;
  }

  private static List<String> client(JsonNode partner) {
    var smart = partner.at("/sign-on/smart");
    return List.of(smart.path("client-id").asText(), smart.path("key").asText());
  }

  private static String origin(JsonNode partner) {
    return partner.path("base-url").asText().replaceFirst("^(https?://[^/]+).*$", "$1");
  }

  private static Optional<String> whatIsWrong(String key, Path keys, Path home) {
    if (isFile(key)) {
      return Files.isReadable(home.resolve(key))
          ? Optional.empty()
          : Optional.of("the file cannot be read");
    }
    try (var files = Files.newDirectoryStream(keys.resolve(key), "*.jwk")) {
      return files.iterator().hasNext() ? Optional.empty() : Optional.of(none(key));
    } catch (IOException notThere) {
      return Optional.of(none(key));
    }
  }

  private static String none(String key) {
    return "no key of that name is kept; make one: warm-handoff keys new " + key;
  }
}
