package org.warmhandoff.partner.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.partner.client.PartnerFailure.Meaning;

/** Looks things up in a partner's charts. */
public final class FhirReads {

  private static final int MOST_PAGES = 20;
  private static final int MOST_HITS = 2000;

  private final PartnerSession session;

  /** Looks things up over that conversation. */
  public FhirReads(PartnerSession session) {
    this.session = session;
  }

  /** A patient as the partner shows it now. */
  public sealed interface Seen {

    /** It is there and in use. */
    record Present(Patient patient) implements Seen {}

    /** It is there, and says that another takes its place. */
    record Replaced(Patient patient) implements Seen {}

    /** It is there, and not in use. */
    record Inactive() implements Seen {}

    /** It is not there (any more). */
    record Gone() implements Seen {}

    /** It is not shown to us. */
    record Closed() implements Seen {}
  }

  /**
   * How a patient is there now.
   *
   * @param reference such as {@code Patient/123}
   */
  public PartnerAnswer<Seen> patient(String reference) {
    var id = reference.substring(reference.lastIndexOf('/') + 1);
    var answer = session.send(session.requests().read("Patient", id));
    return answer
        .failure()
        .flatMap(FhirReads::unseen)
        .map(PartnerAnswer::of)
        .orElseGet(() -> answer.map(shown -> seen(shown, id)));
  }

  private static Optional<Seen> unseen(PartnerFailure failure) {
    if (ResponseClassifier.isGone(failure)) {
      return Optional.of(new Seen.Gone());
    }
    return ResponseClassifier.isClosed(failure) ? Optional.of(new Seen.Closed()) : Optional.empty();
  }

  private static Seen seen(FhirResponse answer, String id) {
    return answer
        .as(Patient.class)
        .map(found -> named(found, id))
        .map(FhirReads::seen)
        .orElseGet(Seen.Closed::new);
  }

  /**
   * The patient that one of the partner's patients refers to; empty where it is not there, not
   * shown to us, or another system's: an id says nothing without its server.
   *
   * @throws ConversationEnded where there is no answer to work with
   */
  public Optional<Patient> referred(String reference) {
    var id = new IdType(reference);
    var isOwn = !id.isAbsolute() || session.requests().base().equals(id.getBaseUrl());
    return isOwn ? read(Patient.class, id.getIdPart()).orElseThrow() : Optional.empty();
  }

  private static Seen seen(Patient patient) {
    if (patient.getLink().stream().anyMatch(link -> link.getType() == LinkType.REPLACEDBY)) {
      return new Seen.Replaced(patient);
    }
    return Boolean.FALSE.equals(patient.getActiveElement().getValue())
        ? new Seen.Inactive()
        : new Seen.Present(patient);
  }

  /**
   * All pages; more than anybody can look through is no answer to match or to file by. Where a page
   * is not there any more it is begun anew, once: that says nothing of searches.
   */
  public <R extends Resource> PartnerAnswer<SearchResult<R>> all(Request search, Class<R> type) {
    return all(search, type, MOST_PAGES);
  }

  /** All pages, if they are no more than that. */
  public <R extends Resource> PartnerAnswer<SearchResult<R>> all(
      Request search, Class<R> type, int mostPages) {
    return all(search, () -> new Pages<>(type, type.getSimpleName(), mostPages));
  }

  /**
   * The same with whatever comes along.
   *
   * @param type of what is searched for, such as {@code Task}
   */
  public PartnerAnswer<SearchResult<DomainResource>> allWithIncluded(
      Request search, String type, int mostPages) {
    return all(search, () -> new Pages<>(DomainResource.class, type, mostPages));
  }

  private <R extends Resource> PartnerAnswer<SearchResult<R>> all(
      Request search, Supplier<Pages<R>> pages) {
    var once = pages(search, pages.get());
    return once.failure().filter(failure -> failure.means(Meaning.PAGE_GONE)).isPresent()
        ? pages(search, pages.get())
        : once;
  }

  private <R extends Resource> PartnerAnswer<SearchResult<R>> pages(
      Request search, Pages<R> pages) {
    var next = PartnerAnswer.of(Optional.of(search));
    while (next.orElse(failure -> Optional.empty()).isPresent()) {
      next = next.then(request -> page(request.orElseThrow(), pages));
    }
    return next.map(end -> pages.hits());
  }

  /** Reads that page. What is to be asked for next, if there is more. */
  private PartnerAnswer<Optional<Request>> page(Request request, Pages<?> pages) {
    return session
        .ask(request, Bundle.class)
        .mapFailure(failure -> pages.read == 0 ? failure : ResponseClassifier.ofLaterPage(failure))
        .then(bundle -> after(bundle, pages));
  }

  private PartnerAnswer<Optional<Request>> after(Bundle page, Pages<?> pages) {
    pages.add(page);
    var next = page.getLink(Bundle.LINK_NEXT);
    if (next == null || !next.hasUrl()) {
      return PartnerAnswer.none();
    }
    return pages
        .tooMany()
        .map(PartnerAnswer::<Request>failed)
        .orElseGet(() -> session.requests().page(next.getUrl(), pages.searched))
        .map(Optional::of);
  }

  /** What was found on the pages that were read so far. */
  private static final class Pages<R extends Resource> {

    private final Class<R> type;
    private final String searched;
    private final int most;
    private final List<R> found = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private boolean complete = true;
    private int read;
    private int shown;
    private int total;

    Pages(Class<R> type, String searched, int most) {
      this.type = type;
      this.searched = searched;
      this.most = most;
    }

    void add(Bundle page) {
      read++;
      complete &= ResponseClassifier.isComplete(page);
      total = Math.max(total, page.getTotalElement().hasValue() ? page.getTotal() : 0);
      shown += (int) page.getEntry().stream().filter(FhirReads::isMatch).count();
      page.getEntry().stream()
          .map(BundleEntryComponent::getResource)
          .filter(type::isInstance)
          .map(type::cast)
          .filter(one -> !(one instanceof OperationOutcome))
          .filter(one -> !one.getIdElement().hasIdPart() || ids.add(address(one)))
          .forEach(found::add);
    }

    private static String address(Resource one) {
      return one.fhirType() + "/" + one.getIdElement().getIdPart();
    }

    SearchResult<R> hits() {
      return new SearchResult<>(found, complete && total <= shown);
    }

    /** Why no other page is asked for. */
    Optional<PartnerFailure> tooMany() {
      if (found.size() > MOST_HITS) {
        return Optional.of(refused("a search that finds more than " + MOST_HITS));
      }
      return read == most
          ? Optional.of(refused("a search with more than " + most + " pages"))
          : Optional.empty();
    }

    private static PartnerFailure refused(String note) {
      return new PartnerFailure(new Refused(note));
    }
  }

  /** The total counts what was searched for, and nothing that comes with it (R4, 3.1.1.5.2). */
  private static boolean isMatch(BundleEntryComponent entry) {
    var mode = entry.getSearch().getMode();
    return mode == SearchEntryMode.MATCH
        || (mode == null && !(entry.getResource() instanceof OperationOutcome));
  }

  /** The resource of that id, to the letter; empty where the partner does not show it. */
  public PartnerAnswer<Optional<RawResource>> asItStands(
      Class<? extends DomainResource> type, String id) {
    var request = session.requests().read(type.getSimpleName(), id);
    return ResponseClassifier.ifShown(
        session
            .send(request)
            .then(
                answer ->
                    PartnerAnswer.<DomainResource>of(
                            answer.as(type).map(found -> named(found, id)),
                            () -> session.garbage(request))
                        .map(found -> RawResource.of(found, answer.body()))));
  }

  /** The resource of that id; empty where the partner does not show it, be it gone or closed. */
  public <R extends Resource> PartnerAnswer<Optional<R>> read(Class<R> type, String id) {
    return ResponseClassifier.ifShown(
        session
            .ask(session.requests().read(type.getSimpleName(), id), type)
            .map(found -> Optional.of(named(found, id))));
  }

  /** Some servers show a resource without its id. */
  private static <R extends Resource> R named(R found, String id) {
    if (!found.getIdElement().hasIdPart()) {
      found.setId(id);
    }
    return found;
  }
}
