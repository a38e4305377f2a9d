package org.warmhandoff.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code ${NAME}} in a configuration from the environment, and {@code ${file:PATH}} from a
 * file, so that no secret stands in it.
 */
final class Placeholders {

  private static final Pattern NAME = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private static final Pattern FILE = Pattern.compile("\\$\\{file:([^}\\r\\n]+)}");
  private static final int LARGEST_FILE = 64 * 1024;

  private final UnaryOperator<String> environment;
  private final Path home;
  private final List<String> problems = new ArrayList<>();

  /**
   * Fills in from there.
   *
   * @param home what relative paths are relative to
   */
  Placeholders(UnaryOperator<String> environment, Path home) {
    this.environment = environment;
    this.home = home;
  }

  /** Fills them in place; returns a problem for each that is not set. */
  List<String> fill(JsonNode tree) {
    walk(tree, "");
    return problems;
  }

  private void walk(JsonNode node, String path) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(entry -> entry.setValue(filled(entry.getValue(), path, entry.getKey())));
    } else if (node instanceof ArrayNode array) {
      for (var i = 0; i < array.size(); i++) {
        array.set(i, filled(array.get(i), path, "[" + i + "]"));
      }
    }
  }

  private JsonNode filled(JsonNode node, String parent, String name) {
    var path = parent.isEmpty() || name.startsWith("[") ? parent + name : parent + "." + name;
    if (node instanceof TextNode text) {
      return TextNode.valueOf(filled(text.textValue(), path));
    }
    walk(node, path);
    return node;
  }

  /** What comes from a file is not looked through for more. */
  private String filled(String text, String path) {
    var filled = new StringBuilder();
    var from = 0;
    var files = FILE.matcher(text);
    while (files.find()) {
      filled.append(fromEnvironment(text.substring(from, files.start()), path));
      filled.append(content(files.group(1), path));
      from = files.end();
    }
    return filled.append(fromEnvironment(text.substring(from), path)).toString();
  }

  /** Without the line end that editors and {@code echo} leave there. */
  private String content(String file, String path) {
    try {
      var there = home.resolve(file);
      if (Files.size(there) > LARGEST_FILE) {
        problems.add(path + ": the file " + file + " is too large for a setting");
        return "";
      }
      return Files.readString(there).replaceFirst("\\R\\z", "");
    } catch (IOException | InvalidPathException cannot) {
      problems.add(path + ": the file " + file + " cannot be read");
      return "";
    }
  }

  private String fromEnvironment(String text, String path) {
    return NAME.matcher(text)
        .replaceAll(
            found -> {
              var value = environment.apply(found.group(1));
              if (value == null) {
                problems.add(path + ": the environment variable " + found.group(1) + " is not set");
              }
              return Matcher.quoteReplacement(value == null ? "" : value);
            });
  }
}
