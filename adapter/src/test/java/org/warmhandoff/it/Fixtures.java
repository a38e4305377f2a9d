package org.warmhandoff.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.warmhandoff.cli.demo.Expectation;

/** The committed records, as the program sends them. */
public final class Fixtures {

  public static final Path RECORDS = Path.of("../fixtures/records");
  public static final ObjectMapper JSON = new ObjectMapper();

  private Fixtures() {}

  /** The bytes of one record, such as {@code plans/CP-2001.v1.json}. */
  public static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(RECORDS.resolve(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public static ObjectNode tree(String file) {
    return (ObjectNode) json(new String(bytes(file), UTF_8));
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  public static byte[] bytes(JsonNode tree) {
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  /** Every valid record's file in the order in which the demo submits them. */
  public static List<String> inOrder() {
    return lines("demo-order.tsv").stream().map(line -> line.split("\t", -1)[0]).toList();
  }

  /** What must be found at the partners when all records are in. */
  public static List<Expectation> expectations() {
    try {
      return Expectation.read(RECORDS.resolve("expected.tsv"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Those that are about these participants, in that order. */
  public static List<String> inOrder(Set<String> participants) {
    return inOrder().stream().filter(file -> participants.contains(participant(file))).toList();
  }

  /** What must be found at the partners of what is about these participants. */
  public static List<Expectation> expectations(Set<String> participants) {
    var records =
        inOrder(participants).stream().map(Sentences::id).collect(Collectors.toUnmodifiableSet());
    return expectations().stream()
        .filter(expected -> records.contains(expected.key().id()))
        .toList();
  }

  private static String participant(String file) {
    var record = tree(file);
    return record.path("participantId").asText(record.path("id").asText());
  }

  public static List<String> lines(String file) {
    try {
      return Files.readAllLines(RECORDS.resolve(file)).stream()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The same record said otherwise: keys in reverse order, and white space wherever it may be. */
  public static byte[] saidOtherwise(byte[] record) {
    try {
      var reversed = reversed(JSON.readTree(record));
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(reversed);
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  private static JsonNode reversed(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var keys = new ArrayList<String>();
      object.fieldNames().forEachRemaining(keys::add);
      Collections.reverse(keys);
      var other = JSON.createObjectNode();
      keys.forEach(key -> other.set(key, reversed(object.get(key))));
      return other;
    }
    if (node instanceof ArrayNode array) {
      var other = JSON.createArrayNode();
      array.forEach(item -> other.add(reversed(item)));
      return other;
    }
    return node;
  }
}
