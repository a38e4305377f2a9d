package org.warmhandoff.partner;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
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
import org.warmhandoff.partner.client.PartnerSession;
import org.warmhandoff.partner.client.SearchResult;
import org.warmhandoff.partner.write.Remotes;
import org.warmhandoff.partner.write.Remotes.Remote;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.referral.SeenVersions;

/**
 * What a partner says of a referral of ours: in its ServiceRequest and its Tasks, each read where
 * it was written, else searched by our identifier where that is offered. What is there and does not
 * carry our identifier is not ours.
 */
public final class ReferralAnswers {

  /** Nobody has more; what comes after is not looked at. */
  private static final int MOST = 20;

  private final Conversations conversations;
  private final Capabilities capabilities;
  private final Remotes remotes;
  private final Program program;
  private final ReferralStatusMapping mapping;

  /**
   * Answers of one partner.
   *
   * @param remotes where our resources are there
   */
  public ReferralAnswers(
      Conversations conversations, Capabilities capabilities, Remotes remotes, Program program) {
    this.conversations = conversations;
    this.capabilities = capabilities;
    this.remotes = remotes;
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
          .then(offer -> new Inquiry(followed, offer, session).all())
          .map(found -> told(followed, found))
          .orElse(failure -> new NotTold(followed, failure.outcome()));
    }
  }

  private ReferralAnswer told(FollowedReferral followed, List<DomainResource> found) {
    return found.isEmpty()
        ? new NothingShown(followed)
        : new Told(followed, mapping.status(found), versions(found));
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

    Inquiry(FollowedReferral followed, Offer offer, PartnerSession session) {
      this.followed = followed;
      this.offer = offer;
      this.session = session;
      this.reads = new FhirReads(session);
    }

    PartnerAnswer<List<DomainResource>> all() {
      return found(Task.class, "referral-task")
          .then(task -> aborts().map(aborts -> joined(task, aborts)))
          .then(
              tasks ->
                  found(ServiceRequest.class, "referral").map(requests -> joined(tasks, requests)));
    }

    /** By which it was asked to stop. */
    private PartnerAnswer<List<Task>> aborts() {
      return followed.askedToStop()
          ? found(Task.class, "referral-abort")
          : PartnerAnswer.of(List.of());
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
      var there =
          remote(type, identifier)
              .filter(one -> offer.reads(type.getSimpleName()))
              .map(one -> reads.read(type, one.id()).map(shown -> shown.stream().toList()))
              .orElseGet(() -> searched(type, identifier));
      return there.map(all -> ours(all, identifier));
    }

    private RecordKey key() {
      return followed.key();
    }

    private Optional<Written> remote(Class<?> type, Identifier identifier) {
      return remotes
          .find(followed.partner(), type.getSimpleName(), OwnResources.token(identifier))
          .map(Remote::written);
    }

    private <R extends DomainResource> PartnerAnswer<List<R>> searched(
        Class<R> type, Identifier identifier) {
      var name = type.getSimpleName();
      return offer.searches(name, "identifier") && !offer.searchesNeedPatient(name)
          ? reads
              .all(session.requests().search(name, Criteria.by(identifier)), type)
              .unless(ReferralAnswers::mayBeAmongWhatIsNotShown)
              .map(hits -> hits.all())
          : PartnerAnswer.of(List.of());
    }

    private static <R extends DomainResource> List<R> ours(List<R> all, Identifier identifier) {
      return all.stream().filter(one -> OwnResources.has(one, identifier)).toList();
    }
  }
}
