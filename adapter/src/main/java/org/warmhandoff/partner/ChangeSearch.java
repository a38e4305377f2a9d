package org.warmhandoff.partner;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.flow.changes.ChangeAnswer;
import org.warmhandoff.flow.changes.ChangeAnswer.Changed;
import org.warmhandoff.flow.changes.ChangeAnswer.NotSearchable;
import org.warmhandoff.flow.changes.ChangeAnswer.Unheard;
import org.warmhandoff.flow.changes.ChangeTurn;
import org.warmhandoff.flow.message.Outcome.PartnerFault;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.partner.capability.Capabilities;
import org.warmhandoff.partner.client.Criteria;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.OwnResources;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.PartnerFailure.Meaning;
import org.warmhandoff.partner.client.PartnerSession;
import org.warmhandoff.partner.client.SearchResult;

/**
 * What has changed at a partner of what referrals of ours are there as, in one search by {@code
 * _lastUpdated}: where it is offered, by the partner's own clock, and by our identifiers.
 *
 * @see <a href="https://hl7.org/fhir/R4/search.html#lastUpdated">_lastUpdated</a>
 */
public final class ChangeSearch {

  private static final Map<String, Class<? extends DomainResource>> TYPES =
      Map.of("ServiceRequest", ServiceRequest.class, "Task", Task.class);

  private static final String LAST_UPDATED = "_lastUpdated";
  private static final String NO_STAMPS = "does not show when what is there was changed";

  /** Some partners look at the day alone; what is older than that was not searched for. */
  private static final Duration COARSEST = Duration.ofDays(2);

  private final Conversations conversations;
  private final Capabilities capabilities;
  private final Program program;

  /** What changes at one partner of what that program wrote. */
  public ChangeSearch(Conversations conversations, Capabilities capabilities, Program program) {
    this.conversations = conversations;
    this.capabilities = capabilities;
    this.program = program;
  }

  /** What has changed there. */
  ChangeAnswer of(ChangeTurn turn) {
    try (var session = conversations.asking(turn.priority())) {
      return capabilities
          .offer(session)
          .then(offer -> new ChangeInquiry(turn, offer, session).all())
          .orElse(failure -> failed(turn, failure));
    }
  }

  private static ChangeAnswer failed(ChangeTurn turn, PartnerFailure failure) {
    return isNotOffered(failure)
        ? new NotSearchable(turn, Map.of(), failure.outcome().note())
        : new Unheard(turn, failure.outcome());
  }

  /** Whatever is wrong with such a search, and will be tomorrow. */
  private static boolean isNotOffered(PartnerFailure failure) {
    return failure.outcome() instanceof Refused
        || failure.outcome() instanceof PartnerFault
        || failure.means(Meaning.REFUSED, Meaning.NOT_SUPPORTED, Meaning.CLOSED, Meaning.NOT_THERE);
  }

  /** One search: what is asked, one after another. */
  private final class ChangeInquiry {

    private final ChangeTurn turn;
    private final Offer offer;
    private final PartnerSession session;
    private final FhirReads reads;
    private int pages;

    ChangeInquiry(ChangeTurn turn, Offer offer, PartnerSession session) {
      this.turn = turn;
      this.offer = offer;
      this.session = session;
      this.reads = new FhirReads(session);
    }

    PartnerAnswer<ChangeAnswer> all() {
      if (!offer.searches(turn.type(), LAST_UPDATED)
          || !offer.searches(turn.type(), "identifier")
          || !offer.reads(turn.type())
          || offer.searchesNeedPatient(turn.type())) {
        return PartnerAnswer.of(
            notSearchable("offers no search for what has changed of what is ours"));
      }
      return turn.from().isPresent() ? from(turn.from().get()) : stampOfAnchor().then(this::begun);
    }

    private NotSearchable notSearchable(String note) {
      return new NotSearchable(turn, Map.of(), note);
    }

    /** When something of ours that is there was changed last, as the partner says. */
    private PartnerAnswer<Optional<Instant>> stampOfAnchor() {
      var id = anchor().substring(anchor().indexOf('/') + 1);
      return reads
          .read(TYPES.get(turn.type()), id)
          .map(found -> found.flatMap(ChangeSearch::stamp));
    }

    private String anchor() {
      return turn.anchor().orElseThrow();
    }

    /** It is only gone by what shows what is known to be there. */
    private PartnerAnswer<ChangeAnswer> begun(Optional<Instant> stamp) {
      if (stamp.isEmpty()) {
        return PartnerAnswer.of(notSearchable(NO_STAMPS));
      }
      return from(stamp.get().minus(turn.overlap()))
          .map(
              answer ->
                  answer instanceof Changed changed && !changed.versions().containsKey(anchor())
                      ? notSearchable("does not find what is there")
                      : answer);
    }

    private PartnerAnswer<ChangeAnswer> from(Instant from) {
      var before = session.exchanges().size();
      return reads
          .all(session.requests().search(turn.type(), criteria(from)), type())
          .map(
              hits -> {
                pages = session.exchanges().size() - before;
                return found(hits, from);
              });
    }

    @SuppressWarnings("unchecked") // of that class is what is searched for
    private Class<DomainResource> type() {
      return (Class<DomainResource>) TYPES.get(turn.type());
    }

    /** By our identifiers: what is not ours is nothing for us to see. */
    private Criteria criteria(Instant from) {
      return Criteria.by(LAST_UPDATED, "ge" + from)
          .and("identifier", OwnCriteria.identifiers(program, turn.type()))
          .inPagesOf(Criteria.PAGE, turn.type(), offer);
    }

    private ChangeAnswer found(SearchResult<DomainResource> hits, Instant from) {
      var versions = versions(hits.all());
      if (!hits.complete()) {
        return new NotSearchable(turn, versions, "says that it does not show all");
      }
      if (stamps(hits.all()).anyMatch(stamp -> stamp.isBefore(from.minus(COARSEST)))) {
        return new NotSearchable(turn, versions, "shows what has not changed as well");
      }
      var latest = stamps(hits.all()).max(Comparator.naturalOrder());
      if (latest.isEmpty() && !versions.isEmpty()) {
        return new NotSearchable(turn, versions, NO_STAMPS);
      }
      return new Changed(turn, versions, referrals(hits.all()), latest, fitting(hits.all()));
    }

    /** After that stamp comes half a page at most; where one moment has more, nothing. */
    private Optional<Instant> fitting(List<DomainResource> found) {
      var half = Math.max(1, found.size() / Math.max(1, pages) / 2);
      return pages > 1
          ? stamps(found).sorted(Comparator.reverseOrder()).skip(half).findFirst()
          : Optional.empty();
    }

    private Map<String, String> referrals(List<DomainResource> found) {
      var family = turn.type().equals("Task") ? "referral-task" : "referral";
      var system = program.identifier(family, "").getSystem();
      var byAddress = new HashMap<String, String>();
      for (var one : found) {
        OwnResources.identifiers(one).stream()
            .filter(own -> system.equals(own.getSystem()) && own.hasValue())
            .findFirst()
            .ifPresent(own -> byAddress.put(VersionOf.address(one), own.getValue()));
      }
      return byAddress;
    }

    private static Map<String, String> versions(List<DomainResource> found) {
      return found.stream()
          .collect(toMap(VersionOf::address, VersionOf::version, (one, other) -> one));
    }

    private static Stream<Instant> stamps(List<DomainResource> found) {
      return found.stream().flatMap(one -> stamp(one).stream());
    }
  }

  private static Optional<Instant> stamp(DomainResource there) {
    return Optional.ofNullable(there.getMeta().getLastUpdated()).map(date -> date.toInstant());
  }
}
