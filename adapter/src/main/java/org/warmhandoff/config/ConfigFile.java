package org.warmhandoff.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads a configuration file and tells everything that is wrong with it at once. */
public final class ConfigFile {

  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL) // the builder's default is not
              .build());

  private final UnaryOperator<String> environment;

  /**
   * A reader that fills in {@code ${NAME}} from here, and {@code ${file:PATH}} from files.
   *
   * @param environment the value of a variable, or null where it is not set
   */
  public ConfigFile(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  /**
   * The configuration in the file; relative paths in it are relative to the file.
   *
   * @throws ConfigProblems with everything that is wrong
   */
  public Config read(Path file) {
    try {
      return read(Files.readString(file), file.toAbsolutePath().getParent());
    } catch (IOException unreadable) {
      throw new ConfigProblems(
          List.of(file + ": cannot be read (" + unreadable.getClass().getSimpleName() + ")"));
    }
  }

  /**
   * The configuration in the text.
   *
   * @param home what relative paths are relative to
   * @throws ConfigProblems with everything that is wrong
   */
  public Config read(String yaml, Path home) {
    var tree = parse(yaml);
    leaveOutEmpty(tree);
    var unset = new Placeholders(environment, home).fill(tree);
    var problems = new ArrayList<>(unset);
    ConfigSchema.problems(tree).stream()
        .filter(problem -> unset.stream().noneMatch(other -> samePath(other, problem)))
        .forEach(problems::add);
    problems.addAll(ConfigRules.problems(tree));
    problems.addAll(PersonaRules.problems(tree, home));
    problems.addAll(KeyRules.problems(tree, home));
    problems.addAll(TlsFiles.problems(tree, home));
    problems.addAll(PeopleBinding.problems(tree.path("people"), home));
    problems.addAll(DisclosureFiles.problems(tree, home));
    if (!problems.isEmpty()) {
      throw new ConfigProblems(problems.stream().sorted().toList());
    }
    return new ConfigBinding(home).bind(tree);
  }

  /** A setting that could not be filled in is not complained of twice. */
  private static boolean samePath(String one, String other) {
    return one.substring(0, one.indexOf(':')).equals(other.substring(0, other.indexOf(':')));
  }

  /** A setting of which everything is commented out is as if it were not there. */
  private static void leaveOutEmpty(JsonNode node) {
    if (node instanceof ObjectNode settings) {
      settings.properties().removeIf(setting -> setting.getValue().isNull());
    }
    node.forEach(ConfigFile::leaveOutEmpty);
  }

  private static JsonNode parse(String yaml) {
    try {
      return YAML.readTree(yaml) instanceof ObjectNode tree ? tree : YAML.createObjectNode();
    } catch (JsonProcessingException notYaml) {
      var place = notYaml.getLocation();
      throw new ConfigProblems(
          List.of(
              "line %d, column %d: not YAML, or the same setting twice"
                  .formatted(place.getLineNr(), place.getColumnNr())));
    }
  }
}
