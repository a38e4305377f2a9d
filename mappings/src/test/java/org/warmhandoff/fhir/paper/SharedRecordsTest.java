package org.warmhandoff.fhir.paper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hl7.fhir.r4.model.CarePlan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.cases.SharedRecords;
import org.warmhandoff.cases.Validity;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.Supposed;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.record.reading.Reading.Invalid;

/** The records that all modules share, every one of them. */
class SharedRecordsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Not for the reader of a document: whose record it is, and what staff are in our books. */
  private static final Set<String> NOT_SHOWN =
      Set.of("kind", "id", "participantId", "contactId", "marked", "emergencyDisclosure");

  private static final Set<String> PLACES = Set.of("location", "presentLocation", "address");

  /** Words of ours, times and phone numbers are put into other words. */
  private static final Pattern REWORDED =
      Pattern.compile("[a-z]+(-[a-z]+)*|\\d{4}-\\d{2}-\\d{2}.*|[+]?\\d+");

  static List<Path> invalid() {
    return SharedRecords.invalid();
  }

  static List<Path> told() {
    return SharedRecords.told();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void whatIsMeantToBeInvalidIs(Path file) {
    assertThat(SharedRecords.reading(file)).isInstanceOf(Invalid.class);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void noProblemQuotesTheRecord(Path file) {
    var problems = ((Invalid) SharedRecords.reading(file)).problems().toString();

    var quoted = Pattern.compile("\"([^\"]{12,})\"(?!\\s*:)").matcher(text(file)).results();

    assertThat(quoted.map(value -> value.group(1)))
        .allSatisfy(value -> assertThat(problems).doesNotContain(value));
  }

  @ParameterizedTest
  @MethodSource("told")
  void everythingThatLeavesIsValid(Path file) {
    assertThat(outgoing(file).resources()).allSatisfy(Validity::assertValid);
  }

  @ParameterizedTest
  @MethodSource("told")
  void theDocumentSaysAllThatTheRecordSays(Path file) throws IOException {
    var page = outgoing(file).page().replaceAll("</?(?:span|a)\\b[^>]*>", "");

    assertThat(texts(JSON.readTree(text(file)), NOT_SHOWN))
        .allSatisfy(text -> assertThat(page).contains(Papers.escaped(text)));
  }

  @ParameterizedTest
  @MethodSource("told")
  void everySectionOfAPlanIsAnActivity(Path file) throws IOException {
    if (outgoing(file).main() instanceof CarePlan carePlan) {
      var activities =
          carePlan.getActivity().stream()
              .map(activity -> activity.getDetail().getDescription())
              .collect(Collectors.joining("\n"));

      assertThat(
              texts(
                  JSON.readTree(text(file)),
                  Set.of("kind", "id", "participantId", "contactId", "making", "marked")))
          .allSatisfy(text -> assertThat(activities).contains(text));
    }
  }

  @ParameterizedTest
  @MethodSource("told")
  void aPlaceThatMayNotBeKnownStandsNowhere(Path file) throws IOException {
    var record = SharedRecords.record(file);
    var participant = SharedRecords.participant(record);

    var outgoing =
        Outgoing.of(
                (Disclosed) Supposed.knowing(record, participant, record.essential(), List.of()),
                Audience.ANYBODY)
            .text();

    assertThat(places(JSON.readTree(text(file))))
        .allSatisfy(place -> assertThat(outgoing).doesNotContain(place));
    assertThat(outgoing).doesNotContain("Where the participant");
    assertThat(participant.address().stream().flatMap(address -> address.line().stream()))
        .allSatisfy(line -> assertThat(outgoing).doesNotContain(line));
  }

  private static Outgoing outgoing(Path file) {
    var record = SharedRecords.record(file);
    return Outgoing.of(record, SharedRecords.participant(record));
  }

  private static String text(Path file) {
    return new String(SharedRecords.bytes(file), UTF_8);
  }

  /** Texts that somebody wrote, wherever they stand below these names. */
  private static Stream<String> texts(JsonNode node, Set<String> without) {
    var own = Stream.of(node).filter(JsonNode::isTextual).map(JsonNode::textValue);
    var properties =
        node.properties().stream()
            .filter(property -> !without.contains(property.getKey()))
            .map(Map.Entry::getValue);
    var items = node.isArray() ? StreamSupport.stream(node.spliterator(), false) : null;
    return Stream.concat(
        own.filter(text -> !REWORDED.matcher(text).matches()),
        (items == null ? properties : items).flatMap(below -> texts(below, without)));
  }

  /** Streets and notes; a town may well stand in somebody's own words. */
  private static Stream<String> places(JsonNode record) {
    return record.properties().stream()
        .filter(property -> PLACES.contains(property.getKey()))
        .flatMap(place -> texts(place.getValue(), Set.of("city", "county", "state")));
  }
}
