package org.warmhandoff.partner;

import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.subscription.EventGap;
import org.warmhandoff.flow.subscription.EventGapAnswer;
import org.warmhandoff.flow.subscription.EventGapAnswer.NotRecovered;
import org.warmhandoff.partner.capability.Capabilities;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.PartnerFailure.Meaning;
import org.warmhandoff.partner.client.PartnerSession;
import org.warmhandoff.partner.client.Request;
import org.warmhandoff.record.Priority;

/**
 * Asks a partner for exactly the events of a subscription that it has not told of ({@code $events}
 * of Subscriptions R5 Backport for R4). Nothing but names is made of its answer, and nothing at all
 * where it leaves anything open.
 */
public final class EventQuery {

  private static final String SUBSCRIPTION = "Subscription";
  private static final String EVENTS = "$events";
  private static final int MOST_PAGES = 10;

  private final Conversations conversations;
  private final Capabilities capabilities;

  /** What subscriptions at one partner have told of. */
  public EventQuery(Conversations conversations, Capabilities capabilities) {
    this.conversations = conversations;
    this.capabilities = capabilities;
  }

  /** What those events were about. */
  EventGapAnswer of(EventGap gap) {
    try (var session = conversations.asking(Priority.URGENT)) {
      return capabilities
          .offer(session)
          .map(
              offer ->
                  offer.mayTellEvents()
                      ? asked(gap, offer, session)
                      : new NotRecovered(gap, "it does not tell of events once more"))
          .orElse(failure -> unheard(gap, failure));
    }
  }

  private EventGapAnswer asked(EventGap gap, Offer offer, PartnerSession session) {
    var events = new ToldEvents(gap);
    var first = session.requests().events(gap.subscription(), gap.first(), gap.last());
    var next = PartnerAnswer.of(Optional.of(first));
    for (var pages = 0; pages < MOST_PAGES && isMore(next); pages++) {
      next = next.then(request -> page(request.orElseThrow(), events, session));
    }
    next.failure().ifPresent(failure -> remember(failure, offer));
    return next.map(rest -> events.answer()).orElse(failure -> unheard(gap, failure));
  }

  private static boolean isMore(PartnerAnswer<Optional<Request>> next) {
    return next.orElse(failure -> Optional.empty()).isPresent();
  }

  /** Reads that page. What is to be asked for next, where that is needed. */
  private static PartnerAnswer<Optional<Request>> page(
      Request request, ToldEvents events, PartnerSession session) {
    return session
        .ask(request, Bundle.class)
        .then(
            page -> {
              events.add(page);
              var link = page.getLink(Bundle.LINK_NEXT);
              return events.areToBeContinued() && link != null && link.hasUrl()
                  ? session.requests().page(link.getUrl(), SUBSCRIPTION).map(Optional::of)
                  : PartnerAnswer.none();
            });
  }

  /** Who does not say that it does that, and refuses it, is not asked for a while. */
  private void remember(PartnerFailure failure, Offer offer) {
    var isRefused =
        failure.means(Meaning.NOT_SUPPORTED)
            || (failure.means(Meaning.REFUSED) && !offer.operation(SUBSCRIPTION, EVENTS));
    if (isRefused && failure.isOf(SUBSCRIPTION, EVENTS)) {
      capabilities.remember(new Refusal(SUBSCRIPTION, EVENTS));
    }
  }

  private static EventGapAnswer unheard(EventGap gap, PartnerFailure failure) {
    return new NotRecovered(gap, failure.outcome().note(), Optional.of(failure.outcome()));
  }
}
