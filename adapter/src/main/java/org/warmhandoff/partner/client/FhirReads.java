package org.warmhandoff.partner.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Outcome.TryLater;

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
   * @throws PartnerFailure where there is no answer to work with
   */
  public Seen patient(String reference) {
    var id = reference.substring(reference.lastIndexOf('/') + 1);
    try {
      return session
          .send(session.requests().read("Patient", id))
          .as(Patient.class)
          .map(found -> named(found, id))
          .<Seen>map(FhirReads::seen)
          .orElseGet(Seen.Closed::new);
    } catch (PartnerFailure failure) {
      if (failure.means(PartnerFailure.Meaning.NOT_THERE, PartnerFailure.Meaning.NO_SUCH_PATIENT)) {
        return new Seen.Gone();
      }
      if (failure.means(PartnerFailure.Meaning.CLOSED, PartnerFailure.Meaning.NOT_SUPPORTED)) {
        return new Seen.Closed();
      }
      throw failure;
    }
  }

  /**
   * The patient that one of the partner's patients refers to; empty where it is not there, not
   * shown to us, or another system's: an id says nothing without its server.
   */
  public Optional<Patient> referred(String reference) {
    var id = new IdType(reference);
    var isOwn = !id.isAbsolute() || session.requests().base().equals(id.getBaseUrl());
    return isOwn ? read(Patient.class, id.getIdPart()) : Optional.empty();
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
   *
   * @throws PartnerFailure where there is no answer to work with
   */
  public <R extends Resource> Hits<R> all(Request search, Class<R> type) {
    return all(search, type, MOST_PAGES);
  }

  /**
   * All pages, if they are no more than that.
   *
   * @throws PartnerFailure where there are more, or one of them cannot be asked for
   */
  public <R extends Resource> Hits<R> all(Request search, Class<R> type, int mostPages) {
    try {
      return pages(search, type, mostPages);
    } catch (PageGone gone) {
      return again(search, type, mostPages);
    }
  }

  private <R extends Resource> Hits<R> again(Request search, Class<R> type, int mostPages) {
    try {
      return pages(search, type, mostPages);
    } catch (PageGone gone) {
      throw new PartnerFailure(
          new TryLater("the next page of a search is not there: " + gone.getMessage()));
    }
  }

  /** A page that the partner named is refused. Its message is a note. */
  private static final class PageGone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PageGone(String note) {
      super(note, null, false, false);
    }
  }

  private FhirResponse page(Request request, int number) {
    try {
      return session.send(request);
    } catch (PartnerFailure failure) {
      if (number > 1
          && failure.means(
              PartnerFailure.Meaning.REFUSED,
              PartnerFailure.Meaning.NOT_THERE,
              PartnerFailure.Meaning.CLOSED,
              PartnerFailure.Meaning.NOT_SUPPORTED)) {
        throw new PageGone(failure.outcome().note());
      }
      throw failure;
    }
  }

  private <R extends Resource> Hits<R> pages(Request search, Class<R> type, int mostPages) {
    var found = new ArrayList<R>();
    var complete = true;
    var shown = 0;
    var total = 0;
    var ids = new HashSet<String>();
    var request = search;
    for (var pages = 1; ; pages++) {
      var page = bundle(page(request, pages), request);
      complete &= page.getEntry().stream().noneMatch(FhirReads::saysThatItIsNotAll);
      total = Math.max(total, page.getTotalElement().hasValue() ? page.getTotal() : 0);
      shown += (int) page.getEntry().stream().filter(FhirReads::isMatch).count();
      page.getEntry().stream()
          .map(BundleEntryComponent::getResource)
          .filter(type::isInstance)
          .map(type::cast)
          .filter(one -> !one.getIdElement().hasIdPart() || ids.add(one.getIdElement().getIdPart()))
          .forEach(found::add);
      if (page.getLink(Bundle.LINK_NEXT) == null || !page.getLink(Bundle.LINK_NEXT).hasUrl()) {
        return new Hits<>(found, complete && total <= shown);
      }
      if (found.size() > MOST_HITS) {
        throw new PartnerFailure(new Refused("a search that finds more than " + MOST_HITS));
      }
      if (pages == mostPages) {
        throw new PartnerFailure(new Refused("a search with more than " + mostPages + " pages"));
      }
      request =
          session.requests().page(page.getLink(Bundle.LINK_NEXT).getUrl(), type.getSimpleName());
    }
  }

  /** The total counts what was searched for, and nothing that comes with it (R4, 3.1.1.5.2). */
  private static boolean isMatch(BundleEntryComponent entry) {
    var mode = entry.getSearch().getMode();
    return mode == SearchEntryMode.MATCH
        || (mode == null && !(entry.getResource() instanceof OperationOutcome));
  }

  /**
   * A warning that comes with what was found (R4, 3.1.1.5, search.mode outcome), or a note that is
   * more than information, such as one that something was left out.
   */
  private static boolean saysThatItIsNotAll(BundleEntryComponent entry) {
    return entry.getResource() instanceof OperationOutcome outcome
        && outcome.getIssue().stream().anyMatch(FhirReads::isMoreThanInformation);
  }

  private static boolean isMoreThanInformation(OperationOutcomeIssueComponent issue) {
    return issue.getSeverity() != IssueSeverity.INFORMATION
        || (issue.getCode() != null && issue.getCode() != IssueType.INFORMATIONAL);
  }

  private Bundle bundle(FhirResponse answer, Request asked) {
    return answer.as(Bundle.class).orElseThrow(() -> session.garbage(asked));
  }

  /** The resource of that id, to the letter; empty where the partner does not show it. */
  public Optional<AsItStands> asItStands(Class<? extends DomainResource> type, String id) {
    var request = session.requests().read(type.getSimpleName(), id);
    return session
        .find(request)
        .flatMap(
            answer ->
                AsItStands.of(
                    answer
                        .as(type)
                        .map(found -> named(found, id))
                        .orElseThrow(() -> session.garbage(request)),
                    answer.body()));
  }

  /** The resource of that id; empty where the partner does not show it, be it gone or closed. */
  public <R extends Resource> Optional<R> read(Class<R> type, String id) {
    var request = session.requests().read(type.getSimpleName(), id);
    return session
        .find(request)
        .map(answer -> answer.as(type).orElseThrow(() -> session.garbage(request)))
        .map(found -> named(found, id));
  }

  /** Some servers show a resource without its id. */
  private static <R extends Resource> R named(R found, String id) {
    if (!found.getIdElement().hasIdPart()) {
      found.setId(id);
    }
    return found;
  }
}
