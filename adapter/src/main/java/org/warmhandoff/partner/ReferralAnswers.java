package org.warmhandoff.partner;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.reading.ReferralStatusMapping;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.flow.message.FollowedReferral;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.ReferralAnswer;
import org.warmhandoff.flow.message.ReferralAnswer.NotTold;
import org.warmhandoff.flow.message.ReferralAnswer.NothingShown;
import org.warmhandoff.flow.message.ReferralAnswer.Told;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.partner.capability.Capabilities;
import org.warmhandoff.partner.client.Criteria;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.OwnResources;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.PartnerFailure.Meaning;
import org.warmhandoff.partner.client.PartnerSession;
import org.warmhandoff.partner.client.SearchResult;
import org.warmhandoff.partner.patient.PatientLinks;
import org.warmhandoff.partner.write.Remotes;
import org.warmhandoff.partner.write.Remotes.Remote;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.referral.SeenVersions;

/**
 * What a partner says of a referral of ours: in its ServiceRequest and its Tasks, each read where
 * it was written, else searched by our identifier, with the participant's patient where it asks for
 * that, and by the patient alone where it cannot be asked for identifiers. What is there and does
 * not carry our identifier is not ours.
 */
public final class ReferralAnswers {

  /** Nobody has more; what comes after is not looked at. */
  private static final int MOST = 20;

  /** A patient has no more that is looked through for what is ours. */
  private static final int PAGES = 5;

  private static final String ABORT = "referral-abort";

  /** By how much the partner's clock may be behind ours. */
  private static final Duration CLOCKS_APART = Duration.ofDays(1);

  /** By which a Task brings along what it is about. */
  private static final List<String> INCLUDED = List.of("Task:focus", "Task:based-on");

  private static final List<String> OF_PATIENT = List.of("patient", "subject");

  private static final String NOT_FINDABLE = "the partner offers no search that would find it";

  private final Conversations conversations;
  private final Capabilities capabilities;
  private final Remotes remotes;
  private final PatientLinks patients;
  private final Program program;
  private final ReferralStatusMapping mapping;

  /**
   * Answers of one partner.
   *
   * @param remotes where our resources are there
   * @param patients who is who there
   */
  public ReferralAnswers(
      Conversations conversations,
      Capabilities capabilities,
      Remotes remotes,
      PatientLinks patients,
      Program program) {
    this.conversations = conversations;
    this.capabilities = capabilities;
    this.remotes = remotes;
    this.patients = patients;
    this.program = program;
    this.mapping = new ReferralStatusMapping(program, address -> Optional.empty());
  }

  /** What it says of that one now, where it may be asked. */
  ReferralAnswer of(FollowedReferral followed) {
    if (!followed.mayAsk()) {
      return notTold(followed, "the partner is not asked now");
    }
    try (var session = conversations.asking(followed.priority())) {
      return capabilities
          .offer(session)
          .then(offer -> answer(new Inquiry(followed, offer, session)))
          .orElse(failure -> new NotTold(followed, failure.outcome()));
    }
  }

  private PartnerAnswer<ReferralAnswer> answer(Inquiry inquiry) {
    return inquiry
        .all()
        .map(
            found ->
                inquiry.asked
                    ? told(inquiry.followed, found)
                    : notTold(inquiry.followed, NOT_FINDABLE));
  }

  private ReferralAnswer told(FollowedReferral followed, List<DomainResource> found) {
    return found.isEmpty()
        ? new NothingShown(followed)
        : new Told(followed, mapping.status(found, followed.askedToStop()), versions(found));
  }

  private static NotTold notTold(FollowedReferral followed, String note) {
    return new NotTold(followed, TryLater.unasked(note));
  }

  private static SeenVersions versions(List<DomainResource> found) {
    return new SeenVersions(
        found.stream().collect(toMap(VersionOf::address, VersionOf::version, (one, other) -> one)));
  }

  private static Optional<PartnerFailure> mayBeAmongWhatIsNotShown(SearchResult<?> hits) {
    return hits.all().isEmpty() && !hits.complete()
        ? Optional.of(
            new PartnerFailure(TryLater.unasked("the partner says that it does not show all")))
        : Optional.empty();
  }

  /** One look at a referral: what is asked, one after another. */
  private final class Inquiry {

    private final FollowedReferral followed;
    private final Offer offer;
    private final PartnerSession session;
    private final FhirReads reads;

    /** What came along with the Tasks, and is what they are about. */
    private final List<ServiceRequest> included = new ArrayList<>();

    private boolean asked;

    Inquiry(FollowedReferral followed, Offer offer, PartnerSession session) {
      this.followed = followed;
      this.offer = offer;
      this.session = session;
      this.reads = new FhirReads(session);
    }

    PartnerAnswer<List<DomainResource>> all() {
      return found(Task.class, "referral-task")
          .then(task -> aborts().map(aborts -> joined(task, aborts)))
          .then(tasks -> requests().map(requests -> joined(tasks, requests)));
    }

    /** By which it was asked to stop. */
    private PartnerAnswer<List<Task>> aborts() {
      return followed.askedToStop() ? found(Task.class, ABORT) : PartnerAnswer.of(List.of());
    }

    private PartnerAnswer<List<ServiceRequest>> requests() {
      return included.isEmpty()
          ? found(ServiceRequest.class, "referral")
          : PartnerAnswer.of(included);
    }

    private List<DomainResource> joined(
        List<? extends DomainResource> some, List<? extends DomainResource> more) {
      return Stream.concat(some.stream(), more.stream())
          .<DomainResource>map(one -> one)
          .limit(MOST)
          .toList();
    }

    private <R extends DomainResource> PartnerAnswer<List<R>> found(Class<R> type, String family) {
      var identifier = program.identifier(family, key().id());
      var name = type.getSimpleName();
      var ids = offer.reads(name) ? ids(type, family) : List.<String>of();
      var isKnown = !ids.isEmpty() && id(type, identifier).isPresent();
      if (ids.isEmpty() || (!isKnown && criteria(name, identifier).isPresent())) {
        return searched(type, identifier).map(all -> ours(all, identifier));
      }
      return read(type, ids)
          .then(
              there ->
                  followed.traces().severalShown() && type == Task.class
                      ? searched(type, identifier).map(more -> together(there, more))
                      : PartnerAnswer.of(there))
          .map(all -> ours(all, identifier));
    }

    private <R extends DomainResource> PartnerAnswer<List<R>> read(
        Class<R> type, List<String> ids) {
      asked = true;
      var all = PartnerAnswer.of(List.<R>of());
      for (var id : ids) {
        all =
            all.then(
                before -> reads.read(type, id).map(one -> together(before, one.stream().toList())));
      }
      return all;
    }

    private static <R extends DomainResource> List<R> together(List<R> some, List<R> more) {
      var byAddress = new LinkedHashMap<String, R>();
      some.forEach(one -> byAddress.put(VersionOf.address(one), one));
      more.forEach(one -> byAddress.putIfAbsent(VersionOf.address(one), one));
      return List.copyOf(byAddress.values());
    }

    private RecordKey key() {
      return followed.key();
    }

    private Optional<String> id(Class<?> type, Identifier identifier) {
      return remotes
          .find(followed.partner(), type.getSimpleName(), OwnResources.token(identifier))
          .map(Remote::written)
          .map(Written::id);
    }

    /** Where we wrote it, and where else it was seen. */
    private List<String> ids(Class<?> type, String family) {
      var written = id(type, program.identifier(family, key().id()));
      return family.equals(ABORT)
          ? written.stream().toList()
          : Stream.concat(written.stream(), seen(type)).distinct().toList();
    }

    private Stream<String> seen(Class<?> type) {
      var abort = id(type, program.identifier(ABORT, key().id()));
      var prefix = type.getSimpleName() + "/";
      return followed.traces().seen().stream()
          .filter(address -> address.startsWith(prefix) && address.length() > prefix.length())
          .map(address -> address.substring(prefix.length()))
          .filter(id -> abort.filter(id::equals).isEmpty())
          .sorted()
          .limit(MOST);
    }

    private <R extends DomainResource> PartnerAnswer<List<R>> searched(
        Class<R> type, Identifier identifier) {
      var name = type.getSimpleName();
      return criteria(name, identifier)
          .map(
              criteria -> {
                asked = true;
                return inclusion(name)
                    .map(path -> withFocus(type, identifier, criteria, path))
                    .orElseGet(() -> alone(type, criteria));
              })
          .orElseGet(() -> PartnerAnswer.of(List.of()));
    }

    private <R extends DomainResource> PartnerAnswer<List<R>> alone(
        Class<R> type, Criteria criteria) {
      return reads
          .all(session.requests().search(type.getSimpleName(), criteria), type, PAGES)
          .unless(ReferralAnswers::mayBeAmongWhatIsNotShown)
          .map(hits -> hits.all());
    }

    /** Empty where nothing brings along what a Task is about, or that is read by its id. */
    private Optional<String> inclusion(String type) {
      return INCLUDED.stream()
          .filter(path -> type.equals("Task") && included.isEmpty())
          .filter(path -> offer.includes(type, path))
          .findFirst();
    }

    /** Whoever declares it and refuses it all the same is asked without. */
    private <R extends DomainResource> PartnerAnswer<List<R>> withFocus(
        Class<R> type, Identifier identifier, Criteria criteria, String path) {
      var search = session.requests().search("Task", criteria.and("_include", path));
      var answer = reads.allWithIncluded(search, "Task", PAGES);
      if (answer.failure().filter(one -> one.means(Meaning.REFUSED)).isPresent()) {
        return alone(type, criteria);
      }
      return answer
          .unless(ReferralAnswers::mayBeAmongWhatIsNotShown)
          .map(
              hits -> {
                var tasks = hits.all().stream().filter(type::isInstance).map(type::cast).toList();
                keepFocus(ours(tasks, identifier), hits.all());
                return tasks;
              });
    }

    /** What comes along is looked at where it is ours, and what our Task names. */
    private void keepFocus(List<? extends DomainResource> tasks, List<DomainResource> hits) {
      var identifier = program.identifier("referral", key().id());
      hits.stream()
          .filter(ServiceRequest.class::isInstance)
          .map(ServiceRequest.class::cast)
          .filter(one -> OwnResources.has(one, identifier))
          .filter(one -> tasks.stream().anyMatch(task -> isNamedBy((Task) task, one)))
          .forEach(included::add);
    }

    private boolean isNamedBy(Task task, ServiceRequest request) {
      var id = request.getIdElement().getIdPart();
      return Stream.concat(Stream.of(task.getFocus()), task.getBasedOn().stream())
          .map(Reference::getReferenceElement)
          .filter(one -> !one.isAbsolute() || session.requests().base().equals(one.getBaseUrl()))
          .filter(one -> "ServiceRequest".equals(one.getResourceType()))
          .anyMatch(one -> id != null && id.equals(one.getIdPart()));
    }

    /** By what it would be found; empty where the partner offers nothing. */
    private Optional<Criteria> criteria(String type, Identifier identifier) {
      return unbounded(type, identifier)
          .map(criteria -> criteria.inPagesOf(Criteria.PAGE, type, offer));
    }

    private Optional<Criteria> unbounded(String type, Identifier identifier) {
      var byIdentifier = offer.searches(type, "identifier");
      if (byIdentifier && !offer.searchesNeedPatient(type)) {
        return Optional.of(Criteria.by(identifier));
      }
      return ofPatient(type)
          .map(
              criteria ->
                  byIdentifier
                      ? criteria.and("identifier", OwnResources.token(identifier))
                      : sinceBegun(type, criteria));
    }

    /** The patient is ours by its id at the partner, which says nothing to anybody else. */
    private Optional<Criteria> ofPatient(String type) {
      return followed
          .traces()
          .participantId()
          .flatMap(participant -> patients.links().find(followed.partner(), participant))
          .flatMap(
              link ->
                  OF_PATIENT.stream()
                      .filter(name -> offer.searches(type, name))
                      .map(name -> Criteria.by(name, link.patient()))
                      .findFirst());
    }

    /** What was there before we wrote is not ours. */
    private Criteria sinceBegun(String type, Criteria patient) {
      return followed
          .traces()
          .begun()
          .filter(begun -> offer.searches(type, "_lastUpdated"))
          .map(begun -> patient.and("_lastUpdated", "ge" + begun.minus(CLOCKS_APART)))
          .orElse(patient);
    }

    private static <R extends DomainResource> List<R> ours(List<R> all, Identifier identifier) {
      return all.stream().filter(one -> OwnResources.has(one, identifier)).toList();
    }
  }
}
