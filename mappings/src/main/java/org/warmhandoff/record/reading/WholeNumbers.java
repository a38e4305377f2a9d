package org.warmhandoff.record.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * {@code 1.0} and {@code 1e0} are {@code 1}, as JSON Schema has it: some languages write every
 * number with a fraction.
 *
 * @see <a href="https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.2">JSON Schema
 *     Core, 4.2.2 Instance Equality</a>
 */
final class WholeNumbers {

  /** Up to here a floating point number holds every whole one. */
  private static final double LARGEST = 1L << 53;

  private WholeNumbers() {}

  /** The tree with whole numbers written as such, changed in place. */
  static JsonNode in(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(property -> property.setValue(in(property.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (var place = 0; place < array.size(); place++) {
        array.set(place, in(array.get(place)));
      }
    }
    return isWhole(node) ? LongNode.valueOf(node.longValue()) : node;
  }

  private static boolean isWhole(JsonNode node) {
    return node.isFloatingPointNumber()
        && Math.rint(node.doubleValue()) == node.doubleValue()
        && Math.abs(node.doubleValue()) <= LARGEST;
  }
}
