package org.warmhandoff.partner;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.warmhandoff.fhir.reading.CrisisEntries;
import org.warmhandoff.fhir.reading.KeptContent;
import org.warmhandoff.fhir.reading.PartnerChangeMapping;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.flow.holdings.Discrepancy;
import org.warmhandoff.flow.holdings.Discrepancy.Kind;
import org.warmhandoff.flow.holdings.HeldByPartner;
import org.warmhandoff.flow.holdings.HeldResource;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.partner.client.Criteria;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.FhirReads.Seen;
import org.warmhandoff.partner.client.OwnResources;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.PartnerFailure.Meaning;
import org.warmhandoff.partner.client.PartnerSession;
import org.warmhandoff.record.PartnerChange;
import org.warmhandoff.record.RecordKey;

/** One look at what a partner holds of a participant: what is asked, one after another. */
final class HoldingsLook {

  /** What is looked for in the chart: what an EHR's staff acts on. */
  static final Map<String, Class<? extends DomainResource>> TYPES =
      Map.of(
          "CarePlan", CarePlan.class,
          "Flag", Flag.class,
          "ServiceRequest", ServiceRequest.class,
          "DocumentReference", DocumentReference.class);

  /** A participant has no more of what is not ours that anybody could read through. */
  private static final int MOST = 100;

  private static final int PAGES = 5;
  private static final FhirContext R4 = FhirContext.forR4Cached();

  /** A chart that was merged more often is a matter for a person. */
  private static final int MOST_MERGES = 3;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");

  /** By which a resource says that it does not hold any more. */
  private static final Set<String> OVER =
      Set.of("revoked", "completed", "entered-in-error", "inactive", "superseded");

  private final HeldByPartner held;
  private final Offer offer;
  private final PartnerSession session;
  private final FhirReads reads;
  private final PartnerChangeMapping changes;
  private final Map<String, List<? extends DomainResource>> charts = new HashMap<>();
  private final Set<String> known = new HashSet<>();
  private final Map<String, Boolean> samePerson = new HashMap<>();

  /** Identifiers of what may be there though it was not shown. */
  private final Set<String> unsure = new HashSet<>();

  private final Set<String> unseen = new TreeSet<>();
  private final Set<String> over = new TreeSet<>();

  /** The participant's own was merged into another chart, put out of use or deleted. */
  private boolean chartIsLeft;

  private final List<Discrepancy> found = new ArrayList<>();

  HoldingsLook(
      HeldByPartner held, Offer offer, PartnerSession session, PartnerChangeMapping changes) {
    this.held = held;
    this.offer = offer;
    this.session = session;
    this.reads = new FhirReads(session);
    this.changes = changes;
  }

  /** What is not as it should be. */
  List<Discrepancy> found() {
    return found.stream().limit(MOST).toList();
  }

  /** Types of which not everything could be looked at. */
  Set<String> unseen() {
    return unseen;
  }

  /** What was taken back there, and was read where it stood: it does not hold. */
  Set<String> over() {
    return over;
  }

  /** Itself, when all was looked at. */
  PartnerAnswer<HoldingsLook> all() {
    var so = patient();
    for (var type : new TreeSet<>(TYPES.keySet())) {
      so = so.then(look -> look.chart(type));
    }
    for (var one : held.resources()) {
      so = so.then(look -> look.held(one));
    }
    so = so.map(HoldingsLook::others);
    for (var address : held.takenBack()) {
      so = so.then(look -> look.takenBack(address));
    }
    return so;
  }

  /** Whether anybody there still looks into the chart that our things hang on. */
  private PartnerAnswer<HoldingsLook> patient() {
    return offer.reads("Patient")
        ? reads
            .patient(held.patient())
            .map(
                seen -> {
                  chartIsLeft = !(seen instanceof Seen.Present || seen instanceof Seen.Closed);
                  return this;
                })
        : PartnerAnswer.of(this);
  }

  /** All of that type that the participant's patient has there. */
  private PartnerAnswer<HoldingsLook> chart(String type) {
    if (!offer.searches(type, "patient")) {
      return unseen(type);
    }
    var patient = Criteria.by("patient", held.patient());
    var criteria = patient.inPagesOf(Criteria.PAGE, type, offer);
    var answer = reads.all(session.requests().search(type, criteria), TYPES.get(type), PAGES);
    if (answer.failure().filter(HoldingsLook::isNotOffered).isPresent()) {
      return unseen(type);
    }
    return answer.map(
        hits -> {
          charts.put(type, hits.all());
          if (!hits.complete()) {
            unseen.add(type);
          }
          return this;
        });
  }

  private PartnerAnswer<HoldingsLook> unseen(String type) {
    unseen.add(type);
    return PartnerAnswer.of(this);
  }

  /** It does not let us search so, or finds more than anybody reads through. */
  private static boolean isNotOffered(PartnerFailure failure) {
    return failure.outcome() instanceof Refused
        || failure.means(
            Meaning.REFUSED, Meaning.NOT_SUPPORTED, Meaning.CLOSED, Meaning.NO_SUCH_PATIENT);
  }

  private PartnerAnswer<HoldingsLook> held(HeldResource one) {
    return where(one)
        .then(there -> there.isEmpty() ? gone(one) : standing(one, there.get()))
        .map(done -> this);
  }

  /** As it can be read now; in a search's answer it may be an older one, or parts of it. */
  private PartnerAnswer<Optional<DomainResource>> where(HeldResource one) {
    var inChart = inChart(one);
    return inChart.filter(there -> isKnown(one, there)).isPresent()
        ? PartnerAnswer.of(inChart)
        : PartnerAnswer.firstOf(
                read(one, inChart.map(DomainResource::getIdElement).map(IdType::getIdPart)),
                () -> searched(one))
            .map(there -> there.or(() -> inChart));
  }

  /** That at the place that we know, where it is twice. */
  private Optional<DomainResource> inChart(HeldResource one) {
    var ours =
        charts.getOrDefault(one.type(), List.of()).stream()
            .filter(there -> isOurs(one, there))
            .map(DomainResource.class::cast)
            .toList();
    return ours.stream()
        .filter(there -> one.id().equals(there.getIdElement().getIdPart()))
        .findFirst()
        .or(() -> ours.stream().findFirst());
  }

  private PartnerAnswer<Optional<DomainResource>> read(HeldResource one, Optional<String> id) {
    if (!offer.reads(one.type())) {
      return PartnerAnswer.none();
    }
    var request = session.requests().read(one.type(), id.orElse(one.id()));
    var answer = session.ask(request, TYPES.get(one.type()));
    if (answer.failure().filter(HoldingsLook::isNotShown).isPresent()) {
      if (answer.failure().get().means(Meaning.CLOSED)) {
        unsure.add(one.identifier());
      }
      return PartnerAnswer.none();
    }
    return answer.map(
        there -> Optional.<DomainResource>of(there).filter(that -> isOurs(one, that)));
  }

  private static boolean isNotShown(PartnerFailure failure) {
    return failure.means(Meaning.NOT_THERE, Meaning.CLOSED);
  }

  /** Wherever it is: made anew, or in another chart. */
  private PartnerAnswer<Optional<DomainResource>> searched(HeldResource one) {
    var type = one.type();
    if (!offer.searches(type, "identifier") || offer.searchesNeedPatient(type)) {
      return PartnerAnswer.none();
    }
    var criteria =
        Criteria.by("identifier", one.identifier()).inPagesOf(Criteria.PAGE, type, offer);
    var search = session.requests().search(type, criteria);
    var answer = reads.all(search, TYPES.get(type), PAGES);
    if (answer.failure().filter(HoldingsLook::isNotOffered).isPresent()) {
      unsure.add(one.identifier());
      return PartnerAnswer.none();
    }
    return answer.map(
        hits -> {
          if (!hits.complete()) {
            unsure.add(one.identifier());
          }
          return hits.all().stream()
              .map(DomainResource.class::cast)
              .filter(there -> isOurs(one, there))
              .findFirst();
        });
  }

  private static boolean isOurs(HeldResource one, DomainResource there) {
    var bar = one.identifier().indexOf('|');
    return OwnResources.has(
        there,
        new Identifier()
            .setSystem(one.identifier().substring(0, bar))
            .setValue(one.identifier().substring(bar + 1)));
  }

  /**
   * Where nothing can be read, nor searched, or not all was shown, and so it is not known that it
   * is gone, nothing is said.
   */
  private PartnerAnswer<HoldingsLook> gone(HeldResource one) {
    var looked =
        !unsure.contains(one.identifier())
            && (offer.reads(one.type())
                || (charts.containsKey(one.type()) && !unseen.contains(one.type())));
    if (looked && one.accepted().filter(HeldResource.GONE::equals).isEmpty()) {
      var kind = chartIsLeft ? Kind.WRONG_PATIENT : Kind.MISSING;
      found.add(discrepancy(kind, one, one.id(), Optional.empty(), Optional.empty()));
    }
    if (!looked) {
      unseen.add(one.type());
    }
    return PartnerAnswer.of(this);
  }

  private PartnerAnswer<HoldingsLook> standing(HeldResource one, DomainResource there) {
    known.add(VersionOf.address(there));
    var subject = subject(there).filter(patient -> !patient.equals(held.patient()));
    if (subject.isPresent()) {
      return isOurPatient(subject.get())
          .map(ours -> ours ? compared(one, there) : onSomebodyElse(one, there, subject.get()));
    }
    return PartnerAnswer.of(
        chartIsLeft ? onSomebodyElse(one, there, held.patient()) : compared(one, there));
  }

  /** A chart that the partner itself says to be our patient's by now, or ours to be its. */
  private PartnerAnswer<Boolean> isOurPatient(String patient) {
    var before = samePerson.get(patient);
    return before != null
        ? PartnerAnswer.of(before)
        : isMergedEitherWay(patient)
            .map(
                same -> {
                  samePerson.put(patient, same);
                  return same;
                });
  }

  private PartnerAnswer<Boolean> isMergedEitherWay(String patient) {
    var ours = held.patient();
    return isReplaced(patient, ours, MOST_MERGES)
        .then(merged -> merged ? PartnerAnswer.of(true) : isReplaced(ours, patient, MOST_MERGES));
  }

  /** Whether the partner says that the other takes that patient's place, merge by merge. */
  private PartnerAnswer<Boolean> isReplaced(String patient, String other, int merges) {
    return reads.patient(patient).then(seen -> leadsTo(replacements(seen), other, merges - 1));
  }

  private PartnerAnswer<Boolean> leadsTo(List<String> replacements, String other, int merges) {
    return replacements.contains(other) || replacements.isEmpty() || merges == 0
        ? PartnerAnswer.of(replacements.contains(other))
        : isReplaced(replacements.get(0), other, merges);
  }

  /** Those of the partner's own: an id says nothing without its server. */
  private List<String> replacements(Seen seen) {
    return seen instanceof Seen.Replaced replaced
        ? replaced.patient().getLink().stream()
            .filter(link -> link.getType() == LinkType.REPLACEDBY)
            .map(link -> new IdType(link.getOther().getReference()))
            .filter(id -> !id.isAbsolute() || session.requests().base().equals(id.getBaseUrl()))
            .filter(id -> "Patient".equals(id.getResourceType()) && id.hasIdPart())
            .map(IdType::getIdPart)
            .filter(id -> ID.matcher(id).matches())
            .map("Patient/"::concat)
            .toList()
        : List.of();
  }

  private HoldingsLook onSomebodyElse(HeldResource one, DomainResource there, String patient) {
    found.add(
        discrepancy(
            Kind.WRONG_PATIENT,
            one,
            id(there),
            Optional.of(VersionOf.version(there)),
            Optional.of(patient)));
    return this;
  }

  /**
   * An EHR that drops elements has done so by the time of the reading back, whatever version it
   * shows now; what it says in that very version need be compared only to say so.
   */
  private HoldingsLook compared(HeldResource one, DomainResource there) {
    var isKnown = isKnown(one, there);
    if (one.sent().isEmpty() || (isKnown && one.known().readBack().isEmpty())) {
      return this;
    }
    var kept = kept(one.sent().get(), there);
    if (kept.digest().isPresent() && kept.digest().equals(one.known().readBack())) {
      found.add(different(Kind.KEPT_DIFFERENTLY, one, there, kept));
    } else if (!isKnown
        && kept.digest().isPresent()
        && !kept.digest().equals(one.known().accepted())) {
      found.add(different(Kind.DIFFERENT, one, there, kept));
    }
    return this;
  }

  private static Discrepancy different(
      Kind kind, HeldResource one, DomainResource there, KeptContent kept) {
    return new Discrepancy(
        kind,
        Optional.of(one.key()),
        OptionalLong.of(one.delivery()),
        one.type(),
        one.identifier(),
        id(there),
        Optional.of(VersionOf.version(there)),
        Optional.empty(),
        kept.differences(),
        kept.digest());
  }

  /** Nothing was changed there since we wrote it, or since the program accepted what was. */
  private static boolean isKnown(HeldResource one, DomainResource there) {
    var version = VersionOf.version(there);
    return (one.id().equals(there.getIdElement().getIdPart())
            && one.version().filter(version::equals).isPresent())
        || one.accepted().filter(HeldResource.accepted(id(there), version)::equals).isPresent();
  }

  private KeptContent kept(String sent, DomainResource there) {
    var written = R4.newJsonParser().parseResource(TYPES.get(there.fhirType()), sent);
    return changes.kept(written, there);
  }

  /** What else of ours is in the chart, and in force. Whether it may be the store knows. */
  private HoldingsLook others() {
    charts.values().stream()
        .flatMap(List::stream)
        .filter(there -> !known.contains(VersionOf.address(there)))
        .filter(HoldingsLook::isInForce)
        .forEach(this::other);
    return this;
  }

  /** Read only where the chart does not show it: a search of all of it has. */
  private PartnerAnswer<HoldingsLook> takenBack(String address) {
    var type = address.substring(0, address.indexOf('/'));
    var id = address.substring(type.length() + 1);
    if (known.contains(address)
        || !TYPES.containsKey(type)
        || (charts.containsKey(type) && !unseen.contains(type))
        || !offer.reads(type)) {
      return PartnerAnswer.of(this);
    }
    var answer = session.ask(session.requests().read(type, id), TYPES.get(type));
    if (answer.failure().filter(HoldingsLook::isNotShown).isPresent()) {
      if (answer.failure().get().means(Meaning.NOT_THERE)) {
        over.add(address);
      }
      return PartnerAnswer.of(this);
    }
    return answer.map(there -> takenBack(address, there));
  }

  private HoldingsLook takenBack(String address, DomainResource there) {
    if (!isInForce(there)) {
      over.add(address);
    } else if (isNotFound(address)) {
      other(there);
    }
    return this;
  }

  private boolean isNotFound(String address) {
    return found.stream().noneMatch(one -> one.address().equals(address));
  }

  private void other(DomainResource there) {
    var record = record(changes.standing(there));
    if (record.isPresent()) {
      other(there, Kind.EXTRA, record);
    } else if (CrisisEntries.isAboutCrisis(there)) {
      other(there, Kind.NEWS, record);
    }
  }

  private void other(DomainResource there, Kind kind, Optional<RecordKey> record) {
    found.add(
        new Discrepancy(
            kind,
            record,
            OptionalLong.empty(),
            there.fhirType(),
            copied(there),
            id(there),
            Optional.of(VersionOf.version(there)),
            Optional.empty()));
  }

  /** The identifier of what it is a copy of; empty where it is none. */
  private String copied(DomainResource there) {
    return held.resources().stream()
        .filter(one -> one.type().equals(there.fhirType()) && isOurs(one, there))
        .map(HeldResource::identifier)
        .findFirst()
        .orElse("");
  }

  private static Optional<RecordKey> record(PartnerChange standing) {
    return standing
        .kind()
        .flatMap(
            kind ->
                standing
                    .recordId()
                    .filter(id -> ID.matcher(id).matches())
                    .map(id -> new RecordKey(kind, id, standing.shownVersion().orElse(0))));
  }

  private static boolean isInForce(DomainResource there) {
    return Optional.ofNullable(there.getNamedProperty("status")).stream()
        .flatMap(property -> property.getValues().stream())
        .filter(Base::isPrimitive)
        .map(Base::primitiveValue)
        .noneMatch(OVER::contains);
  }

  private static Optional<String> subject(DomainResource there) {
    return Optional.ofNullable(there.getNamedProperty("subject")).stream()
        .flatMap(property -> property.getValues().stream())
        .filter(Reference.class::isInstance)
        .map(reference -> ((Reference) reference).getReferenceElement())
        .filter(id -> "Patient".equals(id.getResourceType()) && id.hasIdPart())
        .map(id -> id.getIdPart())
        .filter(id -> ID.matcher(id).matches())
        .map("Patient/"::concat)
        .findFirst();
  }

  private static String id(DomainResource there) {
    return Optional.ofNullable(there.getIdElement().getIdPart())
        .filter(id -> ID.matcher(id).matches())
        .orElse("");
  }

  private static Discrepancy discrepancy(
      Kind kind, HeldResource one, String id, Optional<String> version, Optional<String> standsOn) {
    return new Discrepancy(
        kind,
        Optional.of(one.key()),
        OptionalLong.of(one.delivery()),
        one.type(),
        one.identifier(),
        id,
        version,
        standsOn);
  }
}
