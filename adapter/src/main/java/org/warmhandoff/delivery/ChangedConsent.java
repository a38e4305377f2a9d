package org.warmhandoff.delivery;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.warmhandoff.store.Times.column;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.attention.Concern;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.disclosure.Ground;
import org.warmhandoff.disclosure.WithheldPart;
import org.warmhandoff.events.log.EventLog;
import org.warmhandoff.events.log.EventType;
import org.warmhandoff.flow.message.Addressee;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Cleared.Allowed;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.store.JdbcDisclosures;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.SentExtent;

/**
 * What becomes of a version that a partner holds already when less of it, or more, may be disclosed
 * to it. It goes there once more, as it may be told now; of what was told before and may not be any
 * more a person is told, for it stays in the partner's history.
 */
final class ChangedConsent {

  private static final String GOES_AGAIN = "consent has changed; goes again as it may be told now";

  static final String TAKEN_BACK =
      "consent has ended; what the partner holds is to be retired there";

  private static final String MORE = "the partner was told more than consent allows now: ";

  private static final String MAY_HAVE_MORE =
      "the partner may have been told more than consent allows now: ";

  private static final String CONTACTS =
      "which of the participant's contacts may be told has changed";

  private static final String ALLOWED_AGAIN = "consent allows it again";

  private static final Set<DeliveryState> HELD =
      Set.of(DeliveryState.DELIVERED, DeliveryState.HANDED_OVER);

  private static final Set<DeliveryState> BROUGHT = Set.of(DeliveryState.BY_HAND);

  /** What was by hand waits once more where the participant's record has changed meanwhile. */
  private static final Set<DeliveryState> PRINTED =
      Set.of(DeliveryState.BY_HAND, DeliveryState.WAITING);

  private final JdbcClient db;
  private final JdbcDisclosures disclosures;
  private final JdbcLedger ledger;
  private final JdbcAttention attention;
  private final EventLog events;
  private final Clock clock;

  /**
   * The delivery of a version that the partner holds.
   *
   * @param written whether the adapter wrote it there, and a person did not bring it
   * @param inDoubt whether it is being written, or may have been
   */
  private record StandingRecord(long id, boolean written, boolean inDoubt) {}

  ChangedConsent(
      JdbcClient db,
      JdbcDisclosures disclosures,
      JdbcLedger ledger,
      JdbcAttention attention,
      Clock clock) {
    this.db = db;
    this.disclosures = disclosures;
    this.ledger = ledger;
    this.attention = attention;
    this.events = new EventLog(db, clock);
    this.clock = clock;
  }

  /** Nothing of it may be disclosed any more. Before it is planned so. */
  void nothing(Addressee to, Ground ground) {
    there(to, HELD).ifPresent(there -> raise(to, there, "the partner holds it; " + ground.word()));
    there(to, BROUGHT)
        .ifPresent(there -> raise(to, there, "a page of it may be printed; " + ground.word()));
    mayArrive(to)
        .filter(there -> disclosures.sent(there.id()).isPresent())
        .ifPresent(there -> raise(to, there, "the partner may hold it; " + ground.word()));
  }

  /** What the partner holds of this version is to be taken back there. */
  void isTakenBack(Addressee to) {
    there(to, HELD)
        .filter(StandingRecord::written)
        .ifPresent(there -> goesAgain(to, there, TAKEN_BACK));
    mayArrive(to).ifPresent(this::isTakenBackWhenItHasArrived);
  }

  /** Its attempt may be under way; whoever settles it looks at this. */
  private void isTakenBackWhenItHasArrived(StandingRecord there) {
    db.sql("update delivery set note = :note where id = :id")
        .param("note", TAKEN_BACK)
        .param("id", there.id())
        .update();
  }

  private Optional<StandingRecord> mayArrive(Addressee to) {
    return there(to, Set.of(DeliveryState.WAITING)).filter(StandingRecord::inDoubt);
  }

  /**
   * Why a delivery goes once more when its attempt has ended, as consent has changed since that
   * began: nothing may be disclosed any more, or it is another edition by now. Before its state is
   * written.
   */
  static Optional<String> whileUnderWay(JdbcClient db, Delivery delivery) {
    return db.sql(
            """
            select case when note = :takenBack then :takenBack else :again end as note
              from delivery
             where id = :id and state = 'WAITING' and (note = :takenBack or edition > :edition)
            """)
        .param("takenBack", TAKEN_BACK)
        .param("again", GOES_AGAIN)
        .param("id", delivery.id())
        .param("edition", delivery.edition())
        .query(String.class)
        .optional();
  }

  /** What is open of that record and partner, once nothing stands there any more. */
  static List<String> subjects(JdbcClient db, String partner, RecordKey key) {
    var deliveries =
        db.sql(
                """
                select id from delivery
                 where partner = :partner and kind = :kind and record_id = :id
                   and version <= :version
                """)
            .param("partner", partner)
            .param("kind", key.kind().word())
            .param("id", key.id())
            .param("version", key.version())
            .query(Long.class)
            .list();
    return Stream.concat(
            deliveries.stream().map(ChangedConsent::subject), Stream.of(subject(partner, key)))
        .toList();
  }

  /** Nothing of a newer version may be disclosed: the partner goes on holding the older. */
  void newerIsNothing(Addressee to, Ground ground) {
    disclosures
        .sent(to.partner(), to.record().key())
        .ifPresent(
            before ->
                open(subject(to), to, "the partner holds an older version; " + ground.word()));
  }

  /**
   * A newer version goes without these parts. What an earlier one told of the like stands in what
   * the partner holds beside the record, which this version does not take back.
   */
  void newer(Allowed now) {
    if (now.withheld().isEmpty()) {
      return;
    }
    var to = now.addressee();
    disclosures
        .sent(to.partner(), to.record().key())
        .filter(before -> !before.withheld().containsAll(kinds(now)))
        .ifPresent(before -> open(subject(to), to, MORE + words(now)));
  }

  /** Of what they tell: a participant who moves has other parts, and consent has not changed. */
  private static Set<Sensitivity> kinds(Allowed now) {
    return now.withheld().stream().map(WithheldPart::sensitivity).collect(toSet());
  }

  /** Only so much of it. */
  void parts(Allowed now) {
    var to = now.addressee();
    isAllowedAgain(to);
    isInDoubt(now);
    there(to, HELD).ifPresent(there -> parts(there, now));
  }

  /** The same, of a page that may be printed; before it is planned as something to be written. */
  void page(Allowed now) {
    there(now.addressee(), PRINTED).ifPresent(there -> pageOfParts(there, now));
  }

  private void pageOfParts(StandingRecord there, Allowed now) {
    disclosures
        .sentOnPage(there.id())
        .ifPresent(
            before -> {
              if (!before.withheld().containsAll(kinds(now))) {
                raise(now.addressee(), there, "a page of it was printed; " + words(now));
              } else if (!sameContacts(before, now)) {
                raise(now.addressee(), there, "a page of it was printed; " + CONTACTS);
              }
            });
  }

  /**
   * Who may be told as well now is told of with the next version, but where a plan says to call
   * them. What was written before that was kept goes anew where it shows somebody, to be sure.
   */
  private static boolean sameContacts(SentExtent before, Allowed now) {
    var after = now.permissionsOfContacts();
    return before
        .permissionsOfContacts()
        .map(
            then ->
                now.addressee().record() instanceof CrisisPlan
                    ? then.equals(after)
                    : after.entrySet().containsAll(then.entrySet()))
        .orElse(after.isEmpty());
  }

  private static boolean same(SentExtent before, Allowed now) {
    return before.withheld().equals(kinds(now)) && sameContacts(before, now);
  }

  /** It was to be taken back, and need not be. */
  private void isAllowedAgain(Addressee to) {
    there(to, Set.of(DeliveryState.WAITING))
        .filter(
            there ->
                db.sql("update delivery set note = 'due' where id = :id and note = :note")
                        .param("id", there.id())
                        .param("note", TAKEN_BACK)
                        .update()
                    == 1)
        .ifPresent(there -> attention.close(subject(there), ALLOWED_AGAIN));
  }

  /** An attempt with other content, which may have arrived, must not count as this edition. */
  private void isInDoubt(Allowed now) {
    mayArrive(now.addressee())
        .ifPresent(
            there ->
                disclosures.sent(there.id()).ifPresent(before -> isInDoubt(there, before, now)));
  }

  private void isInDoubt(StandingRecord there, SentExtent before, Allowed now) {
    if (same(before, now)) {
      attention.close(subject(there), ALLOWED_AGAIN);
      return;
    }
    db.sql("update delivery set edition = edition + 1 where id = :id")
        .param("id", there.id())
        .update();
    if (!before.withheld().containsAll(kinds(now))) {
      raise(now.addressee(), there, MAY_HAVE_MORE + words(now));
    }
  }

  private void parts(StandingRecord there, Allowed now) {
    var before =
        there.written()
            ? disclosures.sent(there.id())
            : disclosures.sentOnPage(there.id()).or(() -> disclosures.sent(there.id()));
    if (before.map(sent -> same(sent, now)).orElse(kinds(now).isEmpty())) {
      return;
    }
    if (there.written()) {
      goesAgain(now.addressee(), there, GOES_AGAIN);
    }
    var withheld = before.map(SentExtent::withheld).orElse(Set.of());
    if (!withheld.containsAll(kinds(now))) {
      raise(now.addressee(), there, MORE + words(now));
    } else if (!there.written() && withheld.equals(kinds(now))) {
      raise(now.addressee(), there, CONTACTS);
    } else {
      attention.close(subject(there), ALLOWED_AGAIN);
    }
  }

  private static String words(Allowed now) {
    return now.withheld().stream()
        .map(part -> part.ground().word())
        .distinct()
        .sorted()
        .collect(joining(", "));
  }

  private void goesAgain(Addressee to, StandingRecord there, String note) {
    if (goesAgain(db, there.id(), note, clock.instant())) {
      events.ofDelivery(EventType.DELIVERY_RESUMED, there.id());
      ledger.write("plan", to.record().key(), to.partner(), note);
    }
  }

  /** What was delivered waits once more, as another edition than the one that is there. */
  static boolean goesAgain(JdbcClient db, long delivery, String note, Instant now) {
    return db.sql(
                """
                update delivery
                   set state = 'WAITING', note = :note, due_at = :now, settled_at = null,
                       edition = greatest(edition, receipt_edition + 1)
                 where id = :id and state = 'DELIVERED'
                """)
            .param("note", note)
            .param("now", column(now))
            .param("id", delivery)
            .update()
        == 1;
  }

  private void raise(Addressee to, StandingRecord there, String note) {
    open(subject(there), to, note);
  }

  private void open(String subject, Addressee to, String note) {
    var record = to.record();
    attention.open(
        Concern.of(
                subject,
                AttentionReason.CONSENT_CHANGED,
                record.key() + ": " + note,
                record.priority())
            .at(to.partner(), record.participantId()));
  }

  /** Not all that the partner holds could be taken back there. */
  static Concern staying(Delivery delivery, String note) {
    return Concern.of(
            subject(delivery.id()),
            AttentionReason.CONSENT_CHANGED,
            delivery.key() + ": " + note,
            delivery.priority())
        .at(delivery.partner(), delivery.participantId());
  }

  private static String subject(StandingRecord there) {
    return subject(there.id());
  }

  private static String subject(long delivery) {
    return "consent/" + delivery;
  }

  private static String subject(Addressee to) {
    return subject(to.partner(), to.record().key());
  }

  private static String subject(String partner, RecordKey key) {
    return "consent/" + partner + "/" + key.kind().word() + "/" + key.id();
  }

  private Optional<StandingRecord> there(Addressee to, Set<DeliveryState> states) {
    var record = to.record();
    return db.sql(
            """
            select id, state, in_doubt from delivery
             where partner = :partner and kind = :kind and record_id = :id
               and version = :version and state in (:states)
            """)
        .param("partner", to.partner())
        .param("kind", record.kind().word())
        .param("id", record.id())
        .param("version", record.version())
        .param("states", states.stream().map(DeliveryState::name).toList())
        .query(
            (row, n) ->
                new StandingRecord(
                    row.getLong("id"),
                    row.getString("state").equals("DELIVERED"),
                    row.getBoolean("in_doubt")))
        .optional();
  }
}
