package org.warmhandoff.disclosure;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.reading.RecordReader;

/** To whom a property may be told is decided when it is added to a schema, and not forgotten. */
class SensitivePartsTest {

  /** About the record itself, or marks and rules of what may be told. */
  private static final Set<String> OF_THE_RECORD =
      Set.of(
          "careNetwork",
          "consents",
          "emergencyDisclosure",
          "id",
          "identifiers",
          "kind",
          "marked",
          "participantId",
          "recordedAt",
          "restrictions",
          "state",
          "stateReason",
          "substanceUse",
          "test",
          "threatDisclosure",
          "version");

  /** Told to whoever may know of the record at all, but for words, marks and flags within it. */
  private static final Map<RecordKind, Set<String>> PLAIN =
      Map.of(
          RecordKind.PARTICIPANT,
          Set.of(
              "allergies",
              "birthDate",
              "contact",
              "genderIdentity",
              "name",
              "noKnownAllergies",
              "pronouns",
              "sex"),
          RecordKind.CRISIS_PLAN,
          Set.of(
              "communication",
              "coping",
              "distractions",
              "escalation",
              "followUp",
              "making",
              "medications",
              "professionals",
              "reasonsForLiving",
              "triggers",
              "warningSigns"),
          RecordKind.CRISIS_EVENT,
          Set.of(
              "actions",
              "conditions",
              "followUp",
              "followUpBy",
              "nature",
              "noticed",
              "outcome",
              "risk",
              "severity",
              "summary",
              "what"),
          RecordKind.REFERRAL,
          Set.of(
              "appointment",
              "asked",
              "howToReach",
              "interpreter",
              "neededBy",
              "reason",
              "replyBy",
              "requestedAt",
              "requester",
              "result",
              "safetyNotes",
              "to",
              "transport",
              "urgency"));

  @ParameterizedTest
  @EnumSource(RecordKind.class)
  void ofEveryPropertyItIsDecidedWhoMayKnowIt(RecordKind kind) throws IOException {
    var sensitive = SensitiveParts.places().map(place -> place.split("/", -1)[1]).collect(toSet());

    assertThat(properties(kind))
        .as(
            "%s: put it in SensitiveParts, or here if all may know it who may know the record",
            kind)
        .allMatch(
            property ->
                OF_THE_RECORD.contains(property)
                    || sensitive.contains(property)
                    || PLAIN.get(kind).contains(property));
    assertThat(PLAIN.get(kind)).isSubsetOf(properties(kind));
  }

  /**
   * Sections that say nothing to whoever has to act, and so make no plan of what is left of one.
   */
  @Test
  void ofEverySectionOfAPlanItIsDecidedWhetherItIsAReasonToDiscloseWhatIsLeft() throws IOException {
    var sections = properties(RecordKind.CRISIS_PLAN);
    sections.removeAll(OF_THE_RECORD);
    sections.removeAll(Set.of("making", "relapsePrevention"));

    assertThat(Redaction.OF_A_PLAN).containsExactlyInAnyOrderElementsOf(sections);
  }

  private static Set<String> properties(RecordKind kind) throws IOException {
    var schema =
        new ObjectMapper()
            .readTree(RecordReader.class.getResource(kind.word() + ".schema.json"))
            .path("properties");
    return StreamSupport.stream(((Iterable<String>) schema::fieldNames).spliterator(), false)
        .collect(toCollection(TreeSet::new));
  }
}
