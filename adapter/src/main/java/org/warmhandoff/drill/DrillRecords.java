package org.warmhandoff.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.drill.DrillStep.DrillPart;
import org.warmhandoff.fhir.content.TestWords;
import org.warmhandoff.record.DrillIds;
import org.warmhandoff.record.PartnerRole;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.Words;

/**
 * What a drill submits, as a program would: the same bytes for the same drill, however often it is
 * asked for, so that nothing is sent twice. It says of nobody that they are in danger.
 */
final class DrillRecords {

  private static final String CONSENT_SINCE = "2026-01-01";
  private static final String VERSION = "version";
  private static final String KIND = "kind";

  private static final LocalDate FIRST_BIRTHDAY = LocalDate.of(1940, 1, 1);
  private static final int BIRTHDAYS = 20_000;

  /** One for each hexadecimal digit; without vowels they make no words. */
  private static final String CONSONANTS = "bcdfghjklmnpqrst";

  private static final int LETTERS_OF_ITS_OWN = 8;

  private final String namespace;
  private final ZoneId zone;

  /** Of the program of that name space, by the calendar of that zone. */
  DrillRecords(String namespace, ZoneId zone) {
    this.namespace = namespace;
    this.zone = zone;
  }

  /** Which referrals the partner takes; the first of them. */
  static Optional<Referral.Target> target(PartnerConfig partner) {
    return Stream.of(Referral.Target.values())
        .filter(target -> partner.roles().contains(target.role()))
        .findFirst();
  }

  /** Whether it may be in a care network, which is who gets plans. */
  static boolean getsPlans(PartnerConfig partner) {
    return partner.roles().contains(PartnerRole.PRIMARY_CARE)
        || partner.roles().contains(PartnerRole.PSYCHIATRY)
        || partner.roles().contains(PartnerRole.CRISIS_CENTER);
  }

  /** Whether it must know of an emergency. */
  static boolean getsEvents(PartnerConfig partner) {
    return partner.roles().stream().anyMatch(role -> role.events() != PartnerRole.Events.NONE);
  }

  /** The participant, who has no phone, no address and nobody near. */
  byte[] participant(PartnerConfig partner, int version, Instant at) {
    var record = record("participant", DrillIds.participant(partner.name()), version, at);
    record.put("test", true);
    record.putObject("name").put("family", family(partner)).putArray("given").add("Test");
    record.put("birthDate", birthday(partner).toString()).put("sex", "unknown");
    record.putObject("contact").put("language", "en").put("interpreterNeeded", false);
    var network = record.putObject("careNetwork");
    if (partner.roles().contains(PartnerRole.PRIMARY_CARE)) {
      network.put("primaryCare", partner.name());
    }
    if (partner.roles().contains(PartnerRole.PSYCHIATRY)) {
      network.put("psychiatry", partner.name());
    }
    if (partner.roles().contains(PartnerRole.CRISIS_CENTER)) {
      network.put("crisisCenter", partner.name());
    }
    var consent = record.putArray("consents").addObject().put("id", "drill-consent");
    consent.putObject("recipient").put("partner", partner.name());
    consent.putArray("scope").add("mental-health").add("safety-plan");
    consent.put("purpose", "treatment").put("from", CONSENT_SINCE).put("signed", "electronic");
    consent.put("givenAt", CONSENT_SINCE + "T00:00:00Z");
    return bytes(record);
  }

  /**
   * Not that of another program's, or of another drilled partner's in the same system: of two of
   * one name none is certain there, whatever their birthdays. Letters alone, for some systems take
   * no digits in names.
   */
  private String family(PartnerConfig partner) {
    return UUID.nameUUIDFromBytes(who(partner).getBytes(UTF_8))
        .toString()
        .substring(0, LETTERS_OF_ITS_OWN)
        .chars()
        .map(digit -> CONSONANTS.charAt(Character.digit(digit, CONSONANTS.length())))
        .mapToObj(Character::toString)
        .collect(joining("", "Drill", ""));
  }

  private LocalDate birthday(PartnerConfig partner) {
    return FIRST_BIRTHDAY.plusDays(Math.floorMod(who(partner).hashCode(), BIRTHDAYS));
  }

  private String who(PartnerConfig partner) {
    return namespace + " " + partner.name();
  }

  /** A record of the drill as it is sent. */
  byte[] sent(DrillRow drill, DrillStep step, PartnerConfig partner) {
    return bytes(begun(drill, step, target(partner)));
  }

  /**
   * The same as it is taken back: withdrawn, resolved, cancelled.
   *
   * @param target what a referral asked for when it was sent, whatever the partner's roles are now
   */
  byte[] takenBack(DrillRow drill, DrillStep step, Optional<Referral.Target> target) {
    var at = drill.cleaning().orElseThrow();
    var record = begun(drill, step, target).put(VERSION, 2).put("recordedAt", time(at));
    return bytes(
        switch (step.part()) {
          case PLAN -> record.put("state", "withdrawn");
          case EVENT -> eventOver(record, step, at);
          case REFERRAL -> record.put("state", "cancelled").put("stateReason", "The drill is over");
          case ANSWER -> throw new IllegalArgumentException("an answer is no record");
        });
  }

  /** Of an event that the partner is not known to have, it need not hear that it is over. */
  private static ObjectNode eventOver(ObjectNode record, DrillStep step, Instant at) {
    if (step.there().isEmpty()) {
      return record.put("state", "entered-in-error");
    }
    record.put("state", "resolved");
    record
        .putObject("outcome")
        .put("what", "other")
        .put("at", time(at))
        .put("note", "The drill is over");
    return record;
  }

  private ObjectNode begun(DrillRow drill, DrillStep step, Optional<Referral.Target> target) {
    return switch (step.part()) {
      case PLAN -> plan(drill, step);
      case EVENT -> event(drill, step);
      case REFERRAL -> referral(drill, step, target);
      case ANSWER -> throw new IllegalArgumentException("an answer is no record");
    };
  }

  private ObjectNode plan(DrillRow drill, DrillStep step) {
    var record = ofDrill(drill, step, "crisis-plan").put("state", "in-force");
    var day = LocalDate.ofInstant(drill.begun(), zone).toString();
    var making = record.putObject("making").put("madeOn", day).put("inForceFrom", day);
    making.put("participantTookPart", false).set("author", staff());
    record.putArray("warningSigns").add(TestWords.WORDS);
    record.putArray("coping").add(TestWords.WORDS);
    return record;
  }

  private static ObjectNode event(DrillRow drill, DrillStep step) {
    var record = ofDrill(drill, step, "crisis-event").put("state", "detected");
    record.put("what", "missed-session").put("severity", "emergency");
    record.put("summary", TestWords.WORDS);
    record.putObject("noticed").put("how", "message").put("at", time(drill.begun()));
    return record;
  }

  /** Without a target it is no record, and is refused with that reason. */
  private static ObjectNode referral(
      DrillRow drill, DrillStep step, Optional<Referral.Target> target) {
    var record = ofDrill(drill, step, "referral").put("state", "requested");
    var to = record.putObject("to").put("partner", drill.partner());
    target.ifPresent(one -> to.put("target", Words.word(one)));
    record.put("urgency", "urgent").set("requester", staff());
    record.put("reason", TestWords.WORDS);
    record.put("asked", TestWords.WORDS + ". It is taken back by itself.");
    record.putObject("because");
    return record;
  }

  private static ObjectNode ofDrill(DrillRow drill, DrillStep step, String kind) {
    return record(kind, step.recordId(), 1, drill.begun())
        .put("participantId", DrillIds.participant(drill.partner()))
        .put("substanceUse", false);
  }

  private static ObjectNode staff() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", "drill-staff")
        .put("name", "Drill of the program")
        .put("role", "test");
  }

  private static ObjectNode record(String kind, String id, int version, Instant at) {
    return JsonNodeFactory.instance
        .objectNode()
        .put(KIND, kind)
        .put("id", id)
        .put(VERSION, version)
        .put("recordedAt", time(at));
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static byte[] bytes(ObjectNode record) {
    return record.toString().getBytes(UTF_8);
  }

  /** The parts of which that partner gets nothing, and why; empty where it gets it. */
  static Optional<String> notFor(DrillPart part, PartnerConfig partner) {
    return switch (part) {
      case PLAN ->
          why(getsPlans(partner), "plans go to primary care, psychiatry and crisis centers alone");
      case EVENT -> why(getsEvents(partner), "no partner of its roles is told of events");
      case REFERRAL, ANSWER -> why(target(partner).isPresent(), "nothing is referred to its roles");
    };
  }

  private static Optional<String> why(boolean gets, String why) {
    return gets ? Optional.empty() : Optional.of(why);
  }
}
