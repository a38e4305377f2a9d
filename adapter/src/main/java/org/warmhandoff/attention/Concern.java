package org.warmhandoff.attention;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKey;

/**
 * Something that a person should see, before anybody is told of it. About one subject one is open
 * at a time.
 *
 * @param subject what it is told apart by, such as {@code delivery/7}
 * @param patience how long it may put itself right before anybody is told
 */
public record Concern(
    String subject,
    AttentionReason reason,
    String note,
    Optional<String> partner,
    Optional<String> participant,
    OptionalLong delivery,
    Optional<RecordKey> record,
    Priority priority,
    Duration patience) {

  /** Urgent, and about nothing yet. */
  public static Concern of(AttentionReason reason, String note) {
    return new Concern(
        reason.word(),
        reason,
        note,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Priority.URGENT,
        Duration.ZERO);
  }

  /** About a record as such, whoever should have it. */
  public static Concern ofRecord(ProgramRecord record, AttentionReason reason, String note) {
    return of(reason, note)
        .about(
            addressing(record.key()),
            Optional.of(record.participantId()),
            Optional.of(record.key()),
            record.priority());
  }

  /** About a participant. */
  public static Concern ofParticipant(String participant, AttentionReason reason, String note) {
    return of(reason, note)
        .about(
            participant(participant, reason),
            Optional.of(participant),
            Optional.empty(),
            Priority.URGENT);
  }

  /** About something of that name which is none of these. */
  public static Concern of(String subject, AttentionReason reason, String note, Priority priority) {
    return of(reason, note).about(subject, Optional.empty(), Optional.empty(), priority);
  }

  /** What is told of whom a record goes to. */
  public static String addressing(RecordKey record) {
    return "record/" + record.kind().word() + "/" + record.id();
  }

  /** What is told of a participant for that reason. */
  public static String participant(String participant, AttentionReason reason) {
    return "participant/" + participant + "/" + reason.word();
  }

  /** What is told of a delivery. */
  public static String delivery(long id) {
    return "delivery/" + id;
  }

  /** What is told of a referral's life at a partner. */
  public static String referral(String partner, String id) {
    return "referral/" + partner + "/" + id;
  }

  /** What is told of a partner for that reason. */
  public static String partner(String name, AttentionReason reason) {
    return "partner/" + name + "/" + reason.word();
  }

  /** The same, told when it has lasted for so long. */
  public Concern after(Duration lasting) {
    return new Concern(
        subject, reason, note, partner, participant, delivery, record, priority, lasting);
  }

  /** The same, about that participant as well. */
  public Concern concerning(Optional<String> participantId) {
    return new Concern(
        subject, reason, note, partner, participantId, delivery, record, priority, patience);
  }

  /** The same, about that partner as a whole. */
  public Concern partner(String name) {
    return new Concern(
        partner(name, reason),
        reason,
        note,
        Optional.of(name),
        participant,
        delivery,
        record,
        priority,
        patience);
  }

  /** The same, about that delivery, of that record and as urgent as it. */
  public Concern delivery(long id, RecordKey key, Priority of) {
    return new Concern(
        delivery(id),
        reason,
        note,
        partner,
        participant,
        OptionalLong.of(id),
        Optional.of(key),
        of,
        patience);
  }

  /** The same, of that participant at that partner. */
  public Concern at(String partnerName, String participantId) {
    return new Concern(
        subject,
        reason,
        note,
        Optional.of(partnerName),
        Optional.of(participantId),
        delivery,
        record,
        priority,
        patience);
  }

  private Concern about(
      String of, Optional<String> who, Optional<RecordKey> key, Priority urgency) {
    return new Concern(of, reason, note, partner, who, delivery, key, urgency, patience);
  }
}
