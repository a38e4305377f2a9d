package org.warmhandoff.partner;

import java.time.Duration;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.UnsignedIntType;
import org.warmhandoff.config.PartnerConfig.Topic;
import org.warmhandoff.fit.offer.Offer;

/**
 * How an R4 Subscription says that it is one to a topic: what is told of are ids, so that nothing
 * of anybody travels by them.
 *
 * @see <a
 *     href="https://hl7.org/fhir/uv/subscriptions-backport/STU1.1/StructureDefinition-backport-subscription.html">Backported
 *     R5 Subscription</a>
 */
record TopicForm(Topic topic) {

  /** What a partner that names it tells of: Gravity's SDOH Clinical Care. */
  private static final String TASKS =
      "http://hl7.org/fhir/us/sdoh-clinicalcare/SubscriptionTopic/Task";

  private static final String BACKPORT =
      "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-";

  /** By which servers, HAPI's among them, tell it from a search. */
  private static final String PROFILE = BACKPORT + "subscription";

  private static final String HEARTBEAT = BACKPORT + "heartbeat-period";
  private static final int HEARTBEAT_SECONDS = 3600;
  private static final int TIMEOUT_SECONDS = 60;

  /** No server's is longer; what is says nothing of when it calls. */
  private static final int LONGEST_SECONDS = 7 * 86_400;

  /** That of such resources; empty where there is none that is configured, or named there. */
  static Optional<TopicForm> of(String type, Offer offer, Optional<Topic> configured) {
    return type.equals("Task")
        ? configured
            .or(
                () ->
                    Optional.of(new Topic(TASKS, Optional.empty()))
                        .filter(known -> offer.subscriptionTopics().contains(known.url())))
            .map(TopicForm::new)
        : Optional.empty();
  }

  /** Makes it one to this topic. */
  void shape(Subscription subscription) {
    subscription.getMeta().addProfile(PROFILE);
    subscription.setCriteria(topic.url());
    topic
        .filter()
        .ifPresent(
            filter ->
                subscription
                    .getCriteriaElement()
                    .addExtension(
                        new Extension(BACKPORT + "filter-criteria", new StringType(filter))));
    var channel = subscription.getChannel();
    channel.setPayload("application/fhir+json");
    channel
        .getPayloadElement()
        .addExtension(new Extension(BACKPORT + "payload-content", new CodeType("id-only")));
    channel.addExtension(new Extension(HEARTBEAT, new UnsignedIntType(HEARTBEAT_SECONDS)));
    channel.addExtension(new Extension(BACKPORT + "timeout", new UnsignedIntType(TIMEOUT_SECONDS)));
  }

  /** Whether it is one to this topic, of the same resources. */
  boolean isOf(Subscription subscription) {
    var filter =
        subscription.getCriteriaElement().getExtensionsByUrl(BACKPORT + "filter-criteria").stream()
            .map(one -> one.getValue().primitiveValue())
            .findFirst();
    return topic.url().equals(subscription.getCriteria().replaceFirst("[|].*$", ""))
        && filter.equals(topic.filter());
  }

  /** How often it calls at least, as the partner says; empty where it does not say. */
  static Optional<Duration> heartbeat(Subscription subscription) {
    return subscription.getChannel().getExtensionsByUrl(HEARTBEAT).stream()
        .filter(one -> one.hasValue() && one.getValue().isPrimitive())
        .map(one -> one.getValue().primitiveValue())
        .filter(text -> text.matches("[1-9]\\d{0,8}"))
        .map(Integer::parseInt)
        .filter(seconds -> seconds <= LONGEST_SECONDS)
        .map(Duration::ofSeconds)
        .findFirst();
  }
}
