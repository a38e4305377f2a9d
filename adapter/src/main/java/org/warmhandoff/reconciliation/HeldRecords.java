package org.warmhandoff.reconciliation;

import static org.warmhandoff.store.Times.column;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.flow.holdings.HeldResource;
import org.warmhandoff.flow.holdings.HeldResource.KnownDigests;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.match.Links;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.store.JdbcDisclosures;
import org.warmhandoff.store.JdbcRecords;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.RecordColumns;
import org.warmhandoff.store.Times;

/**
 * What a partner should hold, by the store: the last version of each record that it has and that
 * nothing took back, replaced or is about to change; each resource as it was sent.
 */
public final class HeldRecords {

  /** What is compared; other resources stand beside these, or are the recipient's to write in. */
  static final Set<String> TYPES =
      Set.of("CarePlan", "Flag", "ServiceRequest", "DocumentReference");

  /** A delivery whose record the partner has, and nothing is under way that would change it. */
  private static final String HELD =
      """
      d.partner = :partner and d.state = 'DELIVERED' and d.remote is not null
      and d.taken_back = false and d.in_doubt = false and d.look_again_at is null
      and not exists (select 1 from delivery n
                       where n.partner = d.partner and n.kind = d.kind
                         and n.record_id = d.record_id and n.version > d.version
                         and (n.state in ('WAITING', 'DELIVERED') or n.in_doubt = true
                              or n.remote is not null))
      """;

  /** A delivery by which the partner had something that was taken back there since. */
  private static final String TAKEN_BACK =
      "d.partner = :partner and d.remote is not null and d.taken_back = true";

  /** Whose charts are looked at: where something of ours stands, and where something stood. */
  private static final String PARTICIPANTS =
      """
      (select d.participant_id from delivery d
        where d.participant_id > :after and (:only = '' or d.participant_id = :only) and %s
        union
       select d.participant_id from delivery d
        where d.participant_id > :after and (:only = '' or d.participant_id = :only) and %s) whose
      """
          .formatted(HELD, TAKEN_BACK);

  private static final Pattern PATCHED = Pattern.compile("patch ([A-Za-z]+/[A-Za-z0-9.-]+)( .*)?");
  private static final FhirContext R4 = FhirContext.forR4Cached();

  private final JdbcClient db;
  private final JdbcDisclosures disclosures;
  private final JdbcRecords records;
  private final JdbcReferralLives lives;
  private final Links links;

  /** By these tables. */
  public HeldRecords(JdbcClient db, JdbcDisclosures disclosures, JdbcRecords records, Links links) {
    this.db = db;
    this.disclosures = disclosures;
    this.records = records;
    this.lives = new JdbcReferralLives(db);
    this.links = links;
  }

  /** A record that a partner holds. */
  record HeldRecord(
      long delivery, RecordKey key, Priority priority, String patient, String remote) {

    static HeldRecord of(ResultSet row, int number) throws SQLException {
      return new HeldRecord(
          row.getLong("id"),
          RecordColumns.key(row),
          Priority.ofRank(row.getInt("priority")),
          row.getString("patient"),
          row.getString("remote"));
    }
  }

  /** Of how many participants the partner holds something, or held it. */
  int participants(String partner, Optional<String> only, String after) {
    return db.sql("select count(*) from " + PARTICIPANTS)
        .param("partner", partner)
        .param("only", only.orElse(""))
        .param("after", after)
        .query(Integer.class)
        .single();
  }

  /** The next participant after that one of whom the partner holds something, or held it. */
  Optional<String> next(String partner, Optional<String> only, String after) {
    return db.sql("select min(participant_id) as next from " + PARTICIPANTS)
        .param("partner", partner)
        .param("only", only.orElse(""))
        .param("after", after)
        .query((row, n) -> Optional.ofNullable(row.getString("next")))
        .single();
  }

  /** What the partner holds of the participant. A plan that another replaces is ended there. */
  List<HeldRecord> of(String partner, String participant) {
    return db
        .sql(
            "select d.id, d.kind, d.record_id, d.version, d.priority, d.patient, d.remote"
                + " from delivery d where d.participant_id = :participant and "
                + HELD
                + " order by d.id")
        .param("partner", partner)
        .param("participant", participant)
        .query(HeldRecord::of)
        .list()
        .stream()
        .filter(one -> records.one(one.key()).filter(records::isReplaced).isEmpty())
        .toList();
  }

  /** Whom the participant is there, as was decided last. */
  String patient(String partner, String participant) {
    return links
        .find(partner, participant)
        .map(Link::patient)
        .orElseGet(() -> lastPatient(partner, participant));
  }

  private String lastPatient(String partner, String participant) {
    return db.sql(
            """
            select patient from delivery
             where partner = :partner and participant_id = :participant and remote is not null
             order by case when taken_back = true then 1 else 0 end, id desc limit 1
            """)
        .param("partner", partner)
        .param("participant", participant)
        .query(String.class)
        .single();
  }

  /** Where what was taken back there stood, such as {@code CarePlan/77}. */
  List<String> takenBack(String partner, String participant) {
    return db
        .sql(
            "select distinct d.remote from delivery d where d.participant_id = :participant and "
                + TAKEN_BACK)
        .param("partner", partner)
        .param("participant", participant)
        .query(String.class)
        .list()
        .stream()
        .filter(one -> TYPES.contains(one.substring(0, one.indexOf('/'))))
        .sorted()
        .toList();
  }

  /** Each resource of these, as it was sent and where it is. */
  List<HeldResource> resources(String partner, String participant, List<HeldRecord> held) {
    var places = places(partner, participant);
    return held.stream().flatMap(one -> resources(one, places).stream()).toList();
  }

  private List<HeldResource> resources(HeldRecord held, List<KnownPlace> places) {
    var sent = sent(held.delivery());
    return places.stream()
        .filter(place -> TYPES.contains(place.type()))
        .flatMap(place -> resource(held, place, sent).stream())
        .toList();
  }

  /** Of an attempt in another form, which the partner refused, nothing was seen there since. */
  private static Optional<HeldResource> resource(
      HeldRecord held, KnownPlace place, Map<String, Sent> sent) {
    return Optional.ofNullable(sent.get(place.type() + " " + place.identifier()))
        .filter(one -> !place.written().isBefore(one.at()))
        .map(
            one ->
                new HeldResource(
                    held.key(),
                    held.delivery(),
                    place.type(),
                    place.identifier(),
                    place.id(),
                    place.version(),
                    place.accepted(),
                    one.json().filter(json -> !isPatched(place, sent, one)),
                    place.known()));
  }

  private static boolean isPatched(KnownPlace place, Map<String, Sent> sent, Sent whole) {
    var patch = sent.get(place.type() + "/" + place.id());
    return patch != null && !patch.at().isBefore(whole.at());
  }

  /** What was sent last under a name. */
  private record Sent(Instant at, Optional<String> json) {}

  /** Where something of ours is at the partner. */
  private record KnownPlace(
      String type,
      String identifier,
      String id,
      Optional<String> version,
      Optional<String> accepted,
      Instant written,
      KnownDigests known) {}

  private List<KnownPlace> places(String partner, String participant) {
    return db.sql(
            """
            select r.type, r.identifier, r.remote_id, r.remote_version, r.written_at, r.kept_digest,
                   a.remote_id as accepted_id, a.remote_version as accepted,
                   a.kept_digest as accepted_digest
              from remote_resource r
              left join accepted_change a
                on a.partner = r.partner and a.type = r.type and a.identifier = r.identifier
               and a.accepted_at >= r.written_at
             where r.partner = :partner and r.participant_id = :participant
               and r.unseen_of is null
             order by r.type, r.identifier
            """)
        .param("partner", partner)
        .param("participant", participant)
        .query(
            (row, n) ->
                new KnownPlace(
                    row.getString("type"),
                    row.getString("identifier"),
                    row.getString("remote_id"),
                    Optional.ofNullable(row.getString("remote_version")),
                    accepted(row),
                    Times.instant(row, "written_at"),
                    new KnownDigests(
                        Optional.ofNullable(row.getString("kept_digest")),
                        Optional.ofNullable(row.getString("accepted_digest")))))
        .list();
  }

  private static Optional<String> accepted(ResultSet row) throws SQLException {
    var version = row.getString("accepted");
    return version == null
        ? Optional.empty()
        : Optional.of(HeldResource.accepted(row.getString("accepted_id"), version));
  }

  /** All that went with that delivery, by type and identifier; what was patched, by its place. */
  private Map<String, Sent> sent(long delivery) {
    var all = new HashMap<String, Sent>();
    db.sql(
            """
            select at, did, digest from disclosure
             where delivery_id = :id and attempt > 0 and basis <> 'TAKING_BACK'
             order by seq
            """)
        .param("id", delivery)
        .query(
            (row, n) ->
                new KeptWrite(
                    Times.instant(row, "at"), row.getString("did"), row.getString("digest")))
        .list()
        .forEach(write -> add(all, write));
    return all;
  }

  private record KeptWrite(Instant at, String did, String digest) {}

  private void add(Map<String, Sent> all, KeptWrite write) {
    var patched = PATCHED.matcher(write.did());
    if (patched.matches()) {
      all.put(patched.group(1), new Sent(write.at(), Optional.empty()));
    } else {
      disclosures
          .content(write.digest())
          .flatMap(HeldRecords::resource)
          .ifPresent(resource -> each(resource).forEach(one -> put(all, one, write.at())));
    }
  }

  private static Optional<Resource> resource(String content) {
    try {
      return content.startsWith("{")
          ? Optional.of((Resource) R4.newJsonParser().parseResource(content))
          : Optional.empty();
    } catch (DataFormatException notOfR4) {
      return Optional.empty();
    }
  }

  private static Stream<Resource> each(Resource resource) {
    return resource instanceof Bundle bundle
        ? bundle.getEntry().stream()
            .map(Bundle.BundleEntryComponent::getResource)
            .filter(one -> one != null)
        : Stream.of(resource);
  }

  private static void put(Map<String, Sent> all, Resource resource, Instant at) {
    if (TYPES.contains(resource.fhirType())) {
      var json = R4.newJsonParser().encodeResourceToString(resource);
      resource.getNamedProperty("identifier").getValues().stream()
          .map(Identifier.class::cast)
          .forEach(
              name ->
                  all.put(
                      resource.fhirType() + " " + name.getSystem() + "|" + name.getValue(),
                      new Sent(at, Optional.of(json))));
    }
  }

  /** Whether nothing went with the delivery since: the partner holds of it what it held then. */
  boolean isStill(long delivery, Instant since) {
    return db.sql("select count(*) from disclosure where delivery_id = :id and at > :since")
            .param("id", delivery)
            .param("since", column(since))
            .query(Long.class)
            .single()
        == 0;
  }

  /** The same of all that goes to the partner of a record: nothing of it is being taken back. */
  boolean isStill(String partner, RecordKey record, Instant since) {
    return db.sql(
                """
                select count(*) from disclosure
                 where partner = :partner and kind = :kind and record_id = :id and at > :since
                """)
            .param("partner", partner)
            .param("kind", record.kind().word())
            .param("id", record.id())
            .param("since", column(since))
            .query(Long.class)
            .single()
        == 0;
  }

  /** Whether that is a referral of which it is known how it ended there, whoever said so. */
  boolean hasEnded(String partner, RecordKey record) {
    return record.kind() == RecordKind.REFERRAL
        && lives.find(partner, record.id()).filter(life -> life.state().isFinal()).isPresent();
  }

  /** Whose a record of ours is; empty where there is none of that id. */
  Optional<String> participant(RecordKind kind, String id) {
    return db.sql(
            """
            select participant_id from program_record where kind = :kind and id = :id
             order by version desc limit 1
            """)
        .param("kind", kind.word())
        .param("id", id)
        .query(String.class)
        .optional();
  }

  /** Whether a plan that another replaces should be over there: nothing that would end it waits. */
  boolean shouldBeOver(String partner, String participant, RecordKey key) {
    return records.latest(key.kind(), key.id()).filter(records::isReplaced).isPresent()
        && db.sql(
                    """
                    select count(*) from delivery
                     where partner = :partner and participant_id = :participant and kind = :kind
                       and (state not in ('DELIVERED', 'SUPERSEDED', 'NOT_NEEDED')
                            or in_doubt = true)
                    """)
                .param("partner", partner)
                .param("participant", participant)
                .param("kind", key.kind().word())
                .query(Long.class)
                .single()
            == 0;
  }

  /** Whether the partner has, or may have, anything of that record. */
  boolean mayBeThere(String partner, RecordKind kind, String id) {
    return db.sql(
                """
                select count(*) from delivery
                 where partner = :partner and kind = :kind and record_id = :id
                   and taken_back = false
                   and (remote is not null or in_doubt = true or state = 'WAITING'
                        or unheard_until is not null or writing_until is not null)
                """)
            .param("partner", partner)
            .param("kind", kind.word())
            .param("id", id)
            .query(Long.class)
            .single()
        > 0;
  }
}
