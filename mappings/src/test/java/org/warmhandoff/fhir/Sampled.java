package org.warmhandoff.fhir;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Random;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.reading.Reading.Valid;
import org.warmhandoff.record.reading.RecordReader;

/** A valid record at random, its JSON, and its participant. */
record Sampled(ProgramRecord record, ObjectNode json, Participant participant, JsonNode about) {

  private static final RecordReader READER = new RecordReader();
  private static final RecordKind[] TOLD = {
    RecordKind.CRISIS_PLAN, RecordKind.CRISIS_EVENT, RecordKind.REFERRAL
  };

  static Sampled of(Random random) {
    var sampler = new Sampler(random);
    while (true) {
      var about = sampler.record(RecordKind.PARTICIPANT, "P-1");
      tidyParticipant(about);
      var record = sampler.record(TOLD[random.nextInt(TOLD.length)], "P-1");
      tidy(record);
      var readParticipant = read(about);
      var readRecord = read(record);
      if (readParticipant.isPresent() && readRecord.isPresent()) {
        return new Sampled(readRecord.get(), record, (Participant) readParticipant.get(), about);
      }
    }
  }

  /** The same read once more. */
  Sampled again() {
    return new Sampled(
        read(json).orElseThrow(), json, (Participant) read(about).orElseThrow(), about);
  }

  @Override
  public String toString() {
    return about + "\n" + json;
  }

  static Optional<ProgramRecord> read(JsonNode json) {
    return READER.read(json.toString().getBytes(UTF_8)) instanceof Valid valid
        ? Optional.of(valid.record())
        : Optional.empty();
  }

  private static void tidyParticipant(ObjectNode about) {
    var number = 0;
    for (var contact : about.path("emergencyContacts")) {
      ((ObjectNode) contact).put("id", "EC-" + ++number);
    }
    number = 0;
    for (var consent : about.path("consents")) {
      ((ObjectNode) consent).put("id", "CO-" + ++number);
      ((ObjectNode) consent).remove("revokedAt");
      ((ObjectNode) consent).remove("to");
      if (consent.path("recipient").has("contact")) {
        ((ObjectNode) consent.path("recipient")).put("contact", "EC-1");
      }
    }
    tidyPlace(about.path("presentLocation"));
    about.put("birthDate", "1987-03-14");
  }

  /** What only a rule asks for would hardly ever come about by chance. */
  private static void tidy(ObjectNode record) {
    tidyPlace(record.path("location"));
    var number = 0;
    for (var action : record.path("actions")) {
      ((ObjectNode) action).put("consentId", "CO-" + (1 + number++ % 3));
    }
    for (var contact : record.path("keyContacts")) {
      if (contact.has("contactId")) {
        ((ObjectNode) contact).put("contactId", "EC-" + (1 + number++ % 3));
      }
    }
    if (record.path("outcome") instanceof ObjectNode outcome) {
      outcome.put("at", "2029-01-01T00:00:00Z");
    }
    if (record.path("making") instanceof ObjectNode making && making.has("lastReviewedOn")) {
      making.put("lastReviewedOn", "2010-01-01");
    }
    if (record.path("appointment") instanceof ObjectNode appointment && appointment.has("until")) {
      appointment.put("until", "2029-01-01T00:00:00Z");
    }
  }

  private static void tidyPlace(JsonNode place) {
    if (place instanceof ObjectNode object && !object.has("address") && !object.has("latitude")) {
      object.put("latitude", 42.25);
    }
    if (place instanceof ObjectNode object && object.has("latitude") != object.has("longitude")) {
      object.put("latitude", 42.25).put("longitude", -71.5);
    }
  }
}
