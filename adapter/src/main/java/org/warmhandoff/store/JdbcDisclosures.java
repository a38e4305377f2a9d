package org.warmhandoff.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.warmhandoff.store.Times.column;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.disclosure.AccountedDisclosure;
import org.warmhandoff.disclosure.AccountedDisclosure.Attempt;
import org.warmhandoff.disclosure.AccountedDisclosure.Declared;
import org.warmhandoff.disclosure.Basis;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.Receiver;
import org.warmhandoff.disclosure.WithheldPart;
import org.warmhandoff.flow.message.Decided;
import org.warmhandoff.flow.message.Permitted;
import org.warmhandoff.flow.message.Sending;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.EmergencyDisclosure;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.record.Staff;
import org.warmhandoff.record.ThreatDisclosure;
import org.warmhandoff.record.Words;

/** Every write at a partner, with what was sent and what it rested on. Only ever added to. */
public final class JdbcDisclosures {

  /** A write: a version of a record, to a partner. */
  public record SentTo(RecordKey key, String partner) {}

  private final JdbcClient db;

  /** The disclosures in this database. */
  public JdbcDisclosures(JdbcClient db) {
    this.db = db;
  }

  /**
   * Keeps a write that is about to be sent, in the caller's transaction.
   *
   * @return false where the delivery is not to be written any more: nothing is kept then
   */
  public boolean keep(Decided decided, Sending sending, Receiver receiver, Instant now) {
    var digest = digest(sending.content());
    if (!insert(decided, sending, receiver, digest, now)) {
      return false;
    }
    keepContent(digest, sending);
    if (decided instanceof Permitted permitted) {
      keepWithDelivery(permitted);
    }
    return true;
  }

  /**
   * Keeps a page that somebody takes to bring it, in the caller's transaction.
   *
   * @param page all of it
   */
  public void keepPage(
      long delivery, Disclosed disclosed, Sending page, Receiver receiver, Instant now) {
    var digest = digest(page.content());
    insert("", Rests.of(disclosed), page, receiver, digest, now)
        .param("attempt", Attempt.BY_HAND)
        .param("id", delivery)
        .update();
    keepContent(digest, page);
  }

  private void keepContent(String digest, Sending sending) {
    db.sql(
            """
            insert into disclosed_content (digest, content) values (:digest, :content)
                on conflict do nothing
            """)
        .param("digest", digest)
        .param("content", packed(sending.content()))
        .update();
  }

  private void keepWithDelivery(Permitted permitted) {
    var disclosed = permitted.disclosed();
    db.sql(
            """
            update delivery set basis = :basis, withheld = :withheld, known = :known
             where id = :id
            """)
        .param("basis", disclosed.basis().name())
        .param(
            "withheld",
            SensitivitiesColumn.text(
                disclosed.withheld().stream().map(WithheldPart::sensitivity).toList()))
        .param("known", SensitivitiesColumn.text(known(permitted)))
        .param("id", permitted.delivery().id())
        .update();
  }

  /** Of attempts whose end is not known all counts, until one of them is there. */
  private Set<Sensitivity> known(Permitted permitted) {
    var before =
        db.sql("select known from delivery where id = :id and known is not null")
            .param("id", permitted.delivery().id())
            .query(String.class)
            .optional()
            .map(SensitivitiesColumn::read)
            .orElse(Set.of());
    return Stream.concat(before.stream(), permitted.disclosed().mayKnow().stream())
        .collect(toUnmodifiableSet());
  }

  /** On what a write rests. */
  private record Rests(
      Basis basis,
      List<Consent> under,
      List<WithheldPart> withheld,
      NavigableMap<String, String> contacts,
      Optional<Declared> declared) {

    static Rests of(Decided decided) {
      return decided instanceof Permitted permitted
          ? of(permitted.disclosed())
          : new Rests(
              Basis.TAKING_BACK,
              List.of(),
              List.of(),
              Collections.emptyNavigableMap(),
              Optional.empty());
    }

    private static Rests of(Disclosed disclosed) {
      return new Rests(
          disclosed.basis(),
          disclosed.under(),
          disclosed.withheld(),
          disclosed.permissionsOfContacts(),
          JdbcDisclosures.declared(disclosed));
    }
  }

  /** Who may write: the delivery waits, and whoever sends holds its lane. */
  private static final String BY_WHOSE_TURN_IT_IS =
      """
       and state = 'WAITING'
       and exists (select 1 from lane
                    where lane.partner = delivery.partner
                      and lane.participant_id = delivery.participant_id
                      and lane.lease = :lease and lane.leased_until > :now)
      """;

  private boolean insert(
      Decided decided, Sending sending, Receiver receiver, String digest, Instant now) {
    var delivery = decided.delivery();
    return insert(BY_WHOSE_TURN_IT_IS, Rests.of(decided), sending, receiver, digest, now)
            .param("attempt", delivery.attempt())
            .param("id", delivery.id())
            .param("lease", delivery.lease().number())
            .update()
        == 1;
  }

  private JdbcClient.StatementSpec insert(
      String condition,
      Rests rests,
      Sending sending,
      Receiver receiver,
      String digest,
      Instant now) {
    var declared = rests.declared();
    return db.sql(
            """
            insert into disclosure
                   (at, participant_id, kind, record_id, version, partner, recipient, address,
                    delivery_id, attempt, did, digest, basis, consents, purposes, members,
                    withheld, contacts, discloser, nature, declared_at)
            select :now, participant_id, kind, record_id, version, partner, :recipient,
                   :address, id, :attempt, :did, :digest, :basis, :consents, :purposes,
                   :members, :withheld, :contacts, :discloser, :nature, :declared
              from delivery
             where id = :id
            """
                + condition)
        .param("now", column(now))
        .param("recipient", receiver.name())
        .param("address", receiver.address().orElse(null))
        .param("did", sending.did())
        .param("digest", digest)
        .param("basis", rests.basis().name())
        .param("consents", words(rests.under().stream().map(Consent::id)))
        .param("purposes", words(purposes(rests.under())))
        .param("members", members(rests.under()).collect(joining("\n")))
        .param(
            "withheld", rests.withheld().stream().map(JdbcDisclosures::line).collect(joining("\n")))
        .param("contacts", DisclosureRow.contacts(rests.contacts()))
        .param("discloser", declared.map(Declared::discloser).orElse(null))
        .param("nature", declared.map(Declared::nature).orElse(null))
        .param("declared", declared.map(one -> column(one.at())).orElse(null));
  }

  private static Stream<String> purposes(List<Consent> under) {
    return under.stream().map(Consent::purpose).map(Words::word).distinct();
  }

  /** To whom an intermediary may pass it on, by the consents (42 CFR 2.24, 2.31(a)(4)(ii)). */
  private static Stream<String> members(List<Consent> under) {
    return under.stream()
        .flatMap(consent -> consent.intermediary().stream())
        .flatMap(
            named ->
                Stream.concat(
                    named.members().stream().sorted(),
                    named.treatingProvidersOnly()
                        ? Stream.of("whoever treats the participant")
                        : Stream.empty()))
        .distinct();
  }

  private static String words(Stream<String> words) {
    return words.collect(joining(" "));
  }

  /** A withheld part as a line of text: {@code pointer sensitivity ground}. */
  public static String line(WithheldPart part) {
    return part.at() + " " + part.sensitivity().word() + " " + part.ground().word();
  }

  private static Optional<Declared> declared(Disclosed disclosed) {
    if (!(disclosed.record() instanceof CrisisEvent event)) {
      return Optional.empty();
    }
    return switch (disclosed.basis()) {
      case CONSENT -> Optional.empty();
      case MEDICAL_EMERGENCY -> event.emergencyDisclosure().map(JdbcDisclosures::declared);
      case SERIOUS_THREAT -> event.threatDisclosure().map(JdbcDisclosures::declared);
      case TAKING_BACK -> Optional.empty();
    };
  }

  private static Declared declared(EmergencyDisclosure claim) {
    return new Declared(
        person(claim.declaredBy()),
        claim.nature() + " (" + Words.words(claim.whyNoConsent()) + ")",
        claim.declaredAt());
  }

  private static Declared declared(ThreatDisclosure claim) {
    return new Declared(person(claim.declaredBy()), claim.threat(), claim.declaredAt());
  }

  private static String person(Staff staff) {
    return staff.name() + ", " + staff.role();
  }

  /** All of a participant that began since then, in order. */
  public List<AccountedDisclosure> of(String participantId, Instant since) {
    var writes =
        db.sql("select * from disclosure where participant_id = :participant order by seq")
            .param("participant", participantId)
            .query((row, n) -> DisclosureRow.read(row))
            .list();
    return attempts(writes).filter(one -> !one.at().isBefore(since)).toList();
  }

  /** The writes of an attempt as one disclosure. */
  private static Stream<AccountedDisclosure> attempts(List<AccountedDisclosure> writes) {
    return writes.stream()
        .collect(
            toMap(
                JdbcDisclosures::together,
                identity(),
                AccountedDisclosure::and,
                LinkedHashMap::new))
        .values()
        .stream();
  }

  /** The writes of an attempt; a page is one by itself. */
  private static Object together(AccountedDisclosure write) {
    return write.attempt().isByHand() ? write.writes() : write.attempt();
  }

  /** As what, and to whom, that was sent. */
  public List<SentTo> sentTo(String digest) {
    return db.sql(
            """
            select kind, record_id, version, partner from disclosure
             where digest = :digest
             group by kind, record_id, version, partner
             order by min(seq)
            """)
        .param("digest", digest)
        .query((row, n) -> new SentTo(RecordColumns.key(row), row.getString("partner")))
        .list();
  }

  /** What went with the last write of that delivery; empty where nothing of it is kept. */
  public Optional<SentExtent> sent(long delivery) {
    return db.sql(
            """
            select withheld, contacts from disclosure
             where delivery_id = :id and basis <> 'TAKING_BACK' and attempt > 0
             order by seq desc limit 1
            """)
        .param("id", delivery)
        .query((row, n) -> DisclosureRow.extent(row))
        .optional();
  }

  /** The same of the last page of it that somebody took. */
  public Optional<SentExtent> sentOnPage(long delivery) {
    return db.sql(
            """
            select withheld, contacts from disclosure
             where delivery_id = :id and attempt = 0
             order by seq desc limit 1
            """)
        .param("id", delivery)
        .query((row, n) -> DisclosureRow.extent(row))
        .optional();
  }

  /** The same of the last version of that record which was written there. */
  public Optional<SentExtent> sent(String partner, RecordKey key) {
    return db.sql(
            """
            select withheld, contacts from disclosure
             where partner = :partner and kind = :kind and record_id = :id
               and basis <> 'TAKING_BACK' and attempt > 0
             order by seq desc limit 1
            """)
        .param("partner", partner)
        .param("kind", key.kind().word())
        .param("id", key.id())
        .query((row, n) -> DisclosureRow.extent(row))
        .optional();
  }

  /** What was sent. */
  public Optional<String> content(String digest) {
    return db.sql("select content from disclosed_content where digest = :digest")
        .param("digest", digest)
        .query(String.class)
        .optional()
        .map(JdbcDisclosures::unpacked);
  }

  private static String digest(String content) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }

  private static String packed(String content) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content.getBytes(UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // it is in memory
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static String unpacked(String content) {
    var bytes = new ByteArrayInputStream(Base64.getDecoder().decode(content));
    try (var gzip = new GZIPInputStream(bytes)) {
      return new String(gzip.readAllBytes(), UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
