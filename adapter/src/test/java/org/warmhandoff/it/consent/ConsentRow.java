package org.warmhandoff.it.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.reading.Reading.Valid;
import org.warmhandoff.record.reading.RecordReader;

/**
 * A row of {@code fixtures/consent/table.tsv} as the program would send it: about a participant of
 * its own, so that rows never meet. Whatever leaves of a row and tells of anybody bears its mark.
 *
 * @param expected {@code whole}, {@code parts} or {@code nothing:ground}
 * @param withheld what does not go along, by the words of sensitivities in their order
 */
record ConsentRow(
    String number,
    String rule,
    ObjectNode participant,
    ObjectNode record,
    String recipient,
    Instant at,
    String expected,
    List<String> withheld) {

  /** Where the table and what it is made of stand. */
  static final Path HOME = Path.of("../fixtures/consent");

  private static final Pattern CHANGED = Pattern.compile("([a-z0-9-]*)(?:\\{(.*)\\})?");

  /** What {@link #nextVersion} says more. */
  static final String NEW_WORDS = "Sit by the window";

  private static final int HUNDRED = 100;
  private static final int LAST_OF_AGE = 2000;

  /** So that no name is a misspelling of another. */
  private static final List<String> SYLLABLES =
      List.of("ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu");

  private static final Pattern MARK =
      Pattern.compile("Q(?:" + String.join("|", SYLLABLES) + "){3}");
  private static final Pattern MARKED = Pattern.compile("Z[A-Z]+-[a-z]+");
  private static final RecordReader READER = new RecordReader();

  /** All rows, the earliest first. */
  static List<ConsentRow> all() {
    try (var lines = Files.lines(HOME.resolve("table.tsv"))) {
      return lines
          .filter(line -> !line.startsWith("#"))
          .map(line -> of(line.split("\t", -1)))
          .sorted((one, other) -> one.at.compareTo(other.at))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The row of that number. */
  static ConsentRow numbered(String number) {
    return all().stream().filter(row -> row.number.equals(number)).findFirst().orElseThrow();
  }

  /** The partners of the table, as it says what they are. */
  static ObjectNode recipients() {
    return tree("recipients.json");
  }

  /** Their names. */
  static Set<String> recipientNames() {
    return recipients().properties().stream().map(Map.Entry::getKey).collect(toUnmodifiableSet());
  }

  private static ConsentRow of(String[] cells) {
    var row =
        new ConsentRow(
            cells[0],
            cells[1],
            changed(cells[3].equals("-") ? "" : cells[3], name -> tree("participant.json")),
            changed(cells[4], name -> tree("records/" + name + ".json")),
            cells[5],
            OffsetDateTime.parse(cells[6]).toInstant(),
            cells[7],
            cells[8].equals("-") ? List.of() : List.of(cells[8].split(",")));
    if (!cells[2].equals("-")) {
      Stream.of(cells[2].split(" ", -1)).forEach(row::consents);
    }
    row.becomesSomebodyElse();
    List.of(row.participant, row.record).forEach(row::isWrittenByThen);
    return row;
  }

  private void consents(String said) {
    var consents = (ArrayNode) participant.get("consents");
    consents.add(
        changed(said, name -> (ObjectNode) tree("statements.json").get(name))
            .put("id", "CO-" + number + "-" + consents.size()));
  }

  /** Unlike anybody in another row by name, birth date and phone; as old, but for days. */
  private void becomesSomebodyElse() {
    participant.put("id", participantId()).put("birthDate", birthDate().toString());
    participant.putObject("name").put("family", "Al" + mark()).putArray("given").add("No" + mark());
    ((ObjectNode) participant.at("/contact/phones/0")).put("number", "+14135551" + number);
    participant.putObject("careNetwork").put("psychiatry", recipient);
    record.put("id", record.get("id").asText() + "-" + mark());
    record.put("participantId", participantId());
  }

  /** The intake takes nothing that is written tomorrow. */
  private void isWrittenByThen(ObjectNode sheet) {
    if (OffsetDateTime.parse(sheet.get("recordedAt").asText()).toInstant().isAfter(at)) {
      sheet.put("recordedAt", at.toString());
    }
  }

  private LocalDate birthDate() {
    var row = Integer.parseInt(number);
    var born = LocalDate.parse(participant.get("birthDate").asText()).plusDays(row % HUNDRED);
    return row < HUNDRED || born.getYear() > LAST_OF_AGE ? born : born.minusYears(1);
  }

  /** What stands in all that tells of this row's participant, and nowhere else. */
  String mark() {
    return number.chars().mapToObj(digit -> SYLLABLES.get(digit - '0')).reduce("Q", String::concat);
  }

  /** The marks of all rows that are told of there; by birth date or phone where no name stands. */
  static Set<String> marksIn(String text) {
    var named = MARK.matcher(text).results().map(MatchResult::group).collect(toUnmodifiableSet());
    return named.isEmpty()
        ? UniqueTraits.BY_TRAIT.entrySet().stream()
            .filter(one -> text.contains(one.getKey()))
            .map(Map.Entry::getValue)
            .collect(toUnmodifiableSet())
        : named;
  }

  /** What nobody in another row has. */
  private static final class UniqueTraits {

    static final Map<String, String> BY_TRAIT =
        all().stream()
            .flatMap(
                row ->
                    Stream.of(row.participant.get("birthDate").asText(), "14135551" + row.number)
                        .map(trait -> Map.entry(trait, row.mark())))
            .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  String participantId() {
    return "P-" + mark();
  }

  String kind() {
    return record.get("kind").asText();
  }

  String id() {
    return record.get("id").asText();
  }

  /** Whether the participant is a patient of whoever takes in new ones. */
  boolean isOnFile() {
    return Integer.parseInt(number) % 2 == 0;
  }

  /** Whether the recipient may be told anything. */
  boolean isTold() {
    return !expected.startsWith("nothing");
  }

  /** A record as the intake reads it. */
  static ProgramRecord read(JsonNode sheet) {
    if (READER.read(sheet.toString().getBytes(UTF_8)) instanceof Valid valid) {
      return valid.record();
    }
    throw new IllegalArgumentException("not valid: " + sheet);
  }

  /** The participant's chart at the recipient, which its own staff keeps. */
  ObjectNode chart() {
    var chart = Fixtures.JSON.createObjectNode();
    chart.put("resourceType", "Patient").put("id", mark()).put("active", true);
    chart.putArray("name").add(participant.get("name").deepCopy());
    chart
        .putArray("telecom")
        .addObject()
        .put("system", "phone")
        .put("value", participant.at("/contact/phones/0/number").asText());
    chart.put("gender", participant.get("sex").asText());
    chart.set("birthDate", participant.get("birthDate"));
    chart.putArray("address").add(participant.get("address").deepCopy());
    return chart;
  }

  /** The record's next version, which says something more. */
  ConsentRow nextVersion() {
    var next = record.deepCopy();
    next.put("version", next.get("version").asInt() + 1);
    ((ArrayNode) next.get("coping")).add(NEW_WORDS);
    return new ConsentRow(number, rule, participant, next, recipient, at, expected, withheld);
  }

  /** What the record says in words that an answer must have: in lists, and where it is marked. */
  Set<String> texts() {
    var texts = new TreeSet<String>();
    MARKED.matcher(record.toString()).results().map(MatchResult::group).forEach(texts::add);
    record.properties().stream()
        .map(property -> property.getValue())
        .filter(JsonNode::isArray)
        .forEach(list -> list.forEach(one -> addText(one, texts)));
    return texts;
  }

  private static void addText(JsonNode one, Set<String> texts) {
    if (one.isTextual() && one.asText().contains(" ")) {
      texts.add(one.asText());
    }
  }

  @Override
  public String toString() {
    return number + " " + rule;
  }

  private static ObjectNode changed(String cell, Function<String, ObjectNode> named) {
    var parts = CHANGED.matcher(cell);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not name{path=value;...}: " + cell);
    }
    var tree = named.apply(parts.group(1)).deepCopy();
    if (parts.group(2) != null) {
      Stream.of(parts.group(2).split(";", -1))
          .forEach(change -> change(tree, change.split("=", 2)));
    }
    return tree;
  }

  private static void change(ObjectNode tree, String[] change) {
    var path = List.of(change[0].split("\\.", -1));
    var holder = tree;
    for (var step : path.subList(0, path.size() - 1)) {
      holder = (ObjectNode) holder.get(step);
    }
    var last = path.get(path.size() - 1);
    var value = value(change[1]);
    if (value.isNull()) {
      holder.remove(last);
    } else {
      holder.set(last, value);
    }
  }

  private static JsonNode value(String text) {
    return text.matches("[\\[{].*|true|false|null") ? Fixtures.json(text) : new TextNode(text);
  }

  private static ObjectNode tree(String file) {
    try {
      return (ObjectNode) Fixtures.json(Files.readString(HOME.resolve(file)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
