package org.warmhandoff.it.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.warmhandoff.it.Simulated;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.RecordSheets;

/** Records of invented people, whom every simulated partner has on file, in versions. */
final class InventedRecords {

  static final List<String> PARTNERS = List.of("psychiatry", "primary-care", "crisis-center");

  private static final int PLANS = 4;
  private static final int EVENTS = 4;

  private final List<JsonNode> people;
  private final Random random;

  /** Records of the people whom these partners invented, always the same for a seed. */
  InventedRecords(Simulated partners, long seed) {
    this.people = partners.people();
    this.random = new Random(seed);
  }

  /** What is submitted, in order: each record's versions one after the other, people mixed. */
  List<RecordSheet> records() {
    var rounds = new ArrayList<RecordSheet>();
    for (var version = 1; version <= Math.max(PLANS, EVENTS); version++) {
      var round = new ArrayList<RecordSheet>();
      for (var person = 0; person < people.size(); person++) {
        round.addAll(ofPerson(person, version));
      }
      shuffle(round);
      if (version == 1) {
        rounds.addAll(participants());
      }
      rounds.addAll(round);
    }
    return rounds;
  }

  /** The people themselves. */
  List<RecordSheet> participants() {
    return IntStream.range(0, people.size()).mapToObj(this::participant).toList();
  }

  private void shuffle(List<RecordSheet> round) {
    for (var i = round.size() - 1; i > 0; i--) {
      Collections.swap(round, i, random.nextInt(i + 1));
    }
  }

  private List<RecordSheet> ofPerson(int person, int version) {
    var records = new ArrayList<RecordSheet>();
    var id = "P-" + person;
    records.add(RecordSheets.plan().id("CP-" + person).with("participantId", id).version(version));
    records.add(
        RecordSheets.event()
            .id("CE-" + person)
            .with("participantId", id)
            .with("severity", version == EVENTS ? "emergency" : "urgent")
            .version(version));
    if (version == 1) {
      records.add(
          RecordSheets.referral()
              .id("RF-" + person)
              .with("participantId", id)
              .with("because", RecordSheet.of("{}").with("planId", "CP-" + person)));
    }
    return records;
  }

  private RecordSheet participant(int number) {
    var patient = people.get(number);
    var identifiers =
        PARTNERS.stream()
            .map(
                partner ->
                    RecordSheet.of("{}")
                        .with("system", "https://" + partner + ".example/mrn")
                        .with("value", patient.at("/identifier/0/value").asText()))
            .toList();
    return RecordSheets.dana()
        .id("P-" + number)
        .with(
            "name",
            RecordSheet.of("{}")
                .with("family", patient.at("/name/0/family").asText())
                .with("given", List.of(patient.at("/name/0/given/0").asText())))
        .with("sex", patient.path("gender").asText())
        .with("birthDate", patient.path("birthDate").asText())
        .with(
            "contact/phones",
            List.of(
                RecordSheet.of("{}")
                    .with("number", patient.at("/telecom/0/value").asText())
                    .with("use", "mobile")))
        .with("identifiers", identifiers);
  }

  /** The partner systems that hold the last version of a record, and which that is. */
  record Expected(String partner, String kind, String id, int version) {}

  /** What each partner must hold in the end. */
  List<Expected> expected() {
    var all = new ArrayList<Expected>();
    for (var person = 0; person < people.size(); person++) {
      for (var partner : PARTNERS) {
        all.add(new Expected(partner, "crisis-plan", "CP-" + person, PLANS));
        all.add(new Expected(partner, "crisis-event", "CE-" + person, EVENTS));
      }
      all.add(new Expected("psychiatry", "referral", "RF-" + person, 1));
    }
    return all;
  }

  /** One a line. */
  static byte[] lines(List<RecordSheet> records) {
    return records.stream()
        .map(record -> new String(record.bytes(), UTF_8))
        .collect(joining("\n"))
        .getBytes(UTF_8);
  }
}
