package org.warmhandoff.disclosure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.PartnerRole;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Words;
import org.warmhandoff.record.reading.Reading.Valid;
import org.warmhandoff.record.reading.RecordReader;

/**
 * What of which record may be disclosed to whom, as {@code fixtures/consent/table.tsv} has it. In
 * its cells {@code name{path=value;path=value}} is the JSON of that name with these values.
 */
public final class ConsentTable {

  public static final ZoneId ZONE = ZoneId.of("America/New_York");

  private static final Path HOME = Path.of("..", "fixtures", "consent");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CHANGED = Pattern.compile("([a-z0-9-]*)(?:\\{(.*)\\})?");

  private ConsentTable() {}

  /**
   * One row.
   *
   * @param expected {@code whole}, {@code parts} or {@code nothing:ground}
   * @param withheld what does not go along, by the words of sensitivities in their order
   */
  public record Row(
      String number,
      String rule,
      Participant participant,
      ProgramRecord record,
      Recipient recipient,
      Circumstances at,
      String expected,
      List<String> withheld,
      String recordJson) {

    @Override
    public String toString() {
      return number + " " + rule;
    }
  }

  /** All rows. */
  public static List<Row> rows() {
    return lines().filter(line -> !line.startsWith("#")).map(line -> row(line)).toList();
  }

  /** The partners of the table. */
  public static Set<String> partners() {
    return tree("recipients.json").properties().stream()
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Decisions by the law of the table. */
  public static Disclosures disclosures() {
    return new Disclosures(
        SubstanceUseWords.shipped(), StateLaw.of(tree("state-law.json").toString()), partners());
  }

  /** A row that stands in no file. */
  public static Row row(String... cells) {
    return row(String.join("\t", cells) + "\t-\t-");
  }

  private static Row row(String line) {
    var cells = line.split("\t", -1);
    var record = changed(cells[4], name -> tree("records/" + name + ".json"));
    return new Row(
        cells[0],
        cells[1],
        (Participant) read(participant(cells[0], cells[2], cells[3])),
        read(record),
        recipient(cells[5]),
        new Circumstances(OffsetDateTime.parse(cells[6]).toInstant(), ZONE),
        cells[7],
        cells[8].equals("-") ? List.of() : List.of(cells[8].split(",")),
        record.toString());
  }

  private static ObjectNode participant(String row, String statements, String changes) {
    var participant = changed(changes.equals("-") ? "" : changes, name -> tree("participant.json"));
    var consents = participant.putArray("consents");
    if (!statements.equals("-")) {
      Arrays.stream(statements.split(" ")).forEach(said -> add(row, said, consents));
    }
    return participant;
  }

  private static void add(String row, String said, ArrayNode consents) {
    consents.add(
        changed(said, name -> (ObjectNode) tree("statements.json").get(name))
            .put("id", "CO-" + row + "-" + consents.size()));
  }

  private static Recipient recipient(String name) {
    var said = tree("recipients.json").get(name);
    return new Recipient(
        name,
        StreamSupport.stream(said.path("roles").spliterator(), false)
            .map(role -> Words.constant(PartnerRole.class, role.asText()))
            .collect(Collectors.toUnmodifiableSet()),
        Words.constant(RecipientKind.class, said.path("kind").asText()),
        said.path("medicalPersonnel").asBoolean());
  }

  private static ObjectNode changed(String cell, Function<String, ObjectNode> named) {
    var parts = CHANGED.matcher(cell);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not name{path=value;...}: " + cell);
    }
    var tree = named.apply(parts.group(1)).deepCopy();
    if (parts.group(2) != null) {
      Stream.of(parts.group(2).split(";")).forEach(change -> change(tree, change.split("=", 2)));
    }
    return tree;
  }

  private static void change(ObjectNode tree, String[] change) {
    var path = change[0].split("\\.");
    var holder = tree;
    for (var step : List.of(path).subList(0, path.length - 1)) {
      holder = (ObjectNode) holder.get(step);
    }
    var last = path[path.length - 1];
    var value = value(change[1]);
    if (value.isNull()) {
      holder.remove(last);
    } else {
      holder.set(last, value);
    }
  }

  private static JsonNode value(String text) {
    try {
      return text.matches("[\\[{].*|true|false|null") ? JSON.readTree(text) : new TextNode(text);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(text, broken);
    }
  }

  private static ProgramRecord read(ObjectNode record) {
    if (new RecordReader().read(record.toString().getBytes(UTF_8)) instanceof Valid valid) {
      return valid.record();
    }
    throw new IllegalArgumentException(
        new RecordReader().read(record.toString().getBytes(UTF_8)) + " of " + record);
  }

  private static Stream<String> lines() {
    try {
      return Files.readAllLines(HOME.resolve("table.tsv")).stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static ObjectNode tree(String file) {
    try {
      return (ObjectNode) JSON.readTree(HOME.resolve(file).toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
