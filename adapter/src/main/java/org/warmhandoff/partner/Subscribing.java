package org.warmhandoff.partner;

import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.warmhandoff.config.PartnerConfig.Topic;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.flow.subscription.SubscriptionAnswer;
import org.warmhandoff.flow.subscription.SubscriptionAnswer.NotHeard;
import org.warmhandoff.flow.subscription.SubscriptionAnswer.NotOffered;
import org.warmhandoff.flow.subscription.SubscriptionAnswer.Removed;
import org.warmhandoff.flow.subscription.SubscriptionAnswer.Standing;
import org.warmhandoff.flow.subscription.SubscriptionTurn;
import org.warmhandoff.partner.capability.Capabilities;
import org.warmhandoff.partner.client.Criteria;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.PartnerFailure.Meaning;
import org.warmhandoff.partner.client.PartnerSession;
import org.warmhandoff.partner.client.ResponseClassifier;

/**
 * Our subscriptions at a partner: rest-hooks of R4 that bring nothing, so that nothing of anybody
 * travels by them. They watch what carries identifiers of ours, and say nothing of anybody.
 *
 * @see <a href="https://hl7.org/fhir/R4/subscription.html">Subscription</a>
 */
public final class Subscribing {

  private static final String SUBSCRIPTION = "Subscription";
  private static final String REASON = "Changes of what was referred to you";

  private final Conversations conversations;
  private final Capabilities capabilities;
  private final Program program;
  private final Optional<Topic> topic;

  /**
   * Subscriptions of one partner.
   *
   * @param topic that is configured for it
   */
  public Subscribing(
      Conversations conversations,
      Capabilities capabilities,
      Program program,
      Optional<Topic> topic) {
    this.conversations = conversations;
    this.capabilities = capabilities;
    this.program = program;
    this.topic = topic;
  }

  /** Looks how it stands there, and puts right what does not stand as it should. */
  SubscriptionAnswer look(SubscriptionTurn turn) {
    try (var session = conversations.subscribing()) {
      var answer =
          turn.hook().isEmpty()
              ? removed(turn, session)
              : capabilities.offer(session).then(offer -> standing(turn, offer, session));
      return answer.orElse(
          failure ->
              failure.isRefusal() || failure.means(Meaning.CLOSED)
                  ? new NotOffered(turn, failure.outcome().note())
                  : new NotHeard(turn, failure.outcome()));
    }
  }

  private PartnerAnswer<SubscriptionAnswer> removed(SubscriptionTurn turn, PartnerSession session) {
    if (turn.remoteId().isEmpty()) {
      return PartnerAnswer.of(new Removed(turn));
    }
    var deleted = session.send(session.requests().delete(SUBSCRIPTION, turn.remoteId().get()));
    return ResponseClassifier.ifThere(deleted).map(done -> new Removed(turn));
  }

  private PartnerAnswer<SubscriptionAnswer> standing(
      SubscriptionTurn turn, Offer offer, PartnerSession session) {
    if (!offer.creates(SUBSCRIPTION)) {
      return PartnerAnswer.of(new NotOffered(turn, "takes no subscriptions"));
    }
    var byTopic = TopicForm.of(turn.type(), offer, topic);
    if (byTopic.isEmpty()) {
      return classic(turn, offer, session);
    }
    var answer = standing(turn, byTopic, offer, session);
    return answer.failure().filter(PartnerFailure::isRefusal).isPresent()
        ? classic(turn, offer, session)
        : answer;
  }

  private PartnerAnswer<SubscriptionAnswer> classic(
      SubscriptionTurn turn, Offer offer, PartnerSession session) {
    if (!offer.searches(turn.type(), "identifier") || offer.searchesNeedPatient(turn.type())) {
      return PartnerAnswer.of(
          new NotOffered(turn, "cannot tell what is ours: no search by identifier"));
    }
    return standing(turn, Optional.empty(), offer, session);
  }

  private PartnerAnswer<SubscriptionAnswer> standing(
      SubscriptionTurn turn, Optional<TopicForm> form, Offer offer, PartnerSession session) {
    return there(turn, form, offer, session)
        .then(
            found ->
                found.filter(one -> isAsItShould(one, form, turn)).isPresent()
                    ? PartnerAnswer.of(standing(turn, found.get()))
                    : written(turn, form, found, offer, session));
  }

  /** Where it was made, or where one may be of which we have not heard. */
  private PartnerAnswer<Optional<Subscription>> there(
      SubscriptionTurn turn, Optional<TopicForm> form, Offer offer, PartnerSession session) {
    if (turn.remoteId().isPresent()) {
      var read = session.requests().read(SUBSCRIPTION, turn.remoteId().get());
      return ResponseClassifier.ifThere(session.ask(read, Subscription.class));
    }
    return offer.searches(SUBSCRIPTION, "url")
        ? new FhirReads(session)
            .all(
                session
                    .requests()
                    .search(
                        SUBSCRIPTION,
                        Criteria.by("url", endpoint(turn))
                            .inPagesOf(Criteria.PAGE, SUBSCRIPTION, offer)),
                Subscription.class)
            .map(hits -> hits.all().stream().filter(one -> isOurs(one, form, turn)).findFirst())
        : PartnerAnswer.none();
  }

  private boolean isOurs(Subscription one, Optional<TopicForm> form, SubscriptionTurn turn) {
    return endpoint(turn).equals(one.getChannel().getEndpoint())
        && one.hasCriteria()
        && form.map(byTopic -> byTopic.isOf(one))
            .orElseGet(() -> isSameSearch(criteria(turn), one.getCriteria()));
  }

  /** A server may write the bar and the comma as a URL does. */
  private static boolean isSameSearch(String wanted, String there) {
    return wanted.equals(
        there
            .replaceAll("(?i)%7c", "|")
            .replaceAll("(?i)%2c", ",")
            .replaceAll("(?i)%3a", ":")
            .replaceAll("(?i)%2f", "/"));
  }

  private boolean isAsItShould(Subscription one, Optional<TopicForm> form, SubscriptionTurn turn) {
    return !turn.rewrite()
        && turn.remoteId().isPresent() // else its secret is not known here
        && isOurs(one, form, turn)
        && (one.getStatus() == SubscriptionStatus.ACTIVE
            || one.getStatus() == SubscriptionStatus.REQUESTED);
  }

  private static SubscriptionAnswer standing(SubscriptionTurn turn, Subscription one) {
    return new Standing(
        turn,
        one.getIdElement().getIdPart(),
        one.getStatus() == SubscriptionStatus.ACTIVE,
        false,
        TopicForm.heartbeat(one));
  }

  private PartnerAnswer<SubscriptionAnswer> written(
      SubscriptionTurn turn,
      Optional<TopicForm> form,
      Optional<Subscription> there,
      Offer offer,
      PartnerSession session) {
    var wanted = wanted(turn, form);
    if (there.isPresent() && offer.updates(SUBSCRIPTION)) {
      var id = there.get().getIdElement().getIdPart();
      var version = Optional.ofNullable(there.get().getMeta().getVersionId());
      wanted.setId(id);
      return session
          .send(session.requests().update(wanted, id, version))
          .map(done -> new Standing(turn, id, false, true));
    }
    var create = session.requests().create(wanted);
    return session
        .send(create)
        .then(
            made ->
                PartnerAnswer.of(made.place(SUBSCRIPTION), () -> session.garbage(create))
                    .map(place -> new Standing(turn, place.id(), false, true)));
  }

  private Subscription wanted(SubscriptionTurn turn, Optional<TopicForm> form) {
    var subscription = new Subscription();
    subscription
        .setStatus(SubscriptionStatus.REQUESTED)
        .setReason(REASON)
        .setCriteria(criteria(turn))
        .setEnd(Date.from(turn.end()));
    subscription
        .getChannel()
        .setType(SubscriptionChannelType.RESTHOOK)
        .setEndpoint(endpoint(turn))
        .addHeader("Authorization: Bearer " + turn.secret());
    form.ifPresent(byTopic -> byTopic.shape(subscription));
    return subscription;
  }

  private static String endpoint(SubscriptionTurn turn) {
    return turn.hook().orElseThrow().toString();
  }

  /** What carries an identifier of ours, whichever. */
  private String criteria(SubscriptionTurn turn) {
    return turn.type() + "?identifier=" + OwnCriteria.identifiers(program, turn.type());
  }
}
