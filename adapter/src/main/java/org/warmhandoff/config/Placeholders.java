package org.warmhandoff.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code ${NAME}} in a configuration from the environment, so that no secret stands in it.
 */
final class Placeholders {

  private static final Pattern NAME = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final UnaryOperator<String> environment;
  private final List<String> problems = new ArrayList<>();

  Placeholders(UnaryOperator<String> environment) {
    this.environment = environment;
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

  private String filled(String text, String path) {
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
