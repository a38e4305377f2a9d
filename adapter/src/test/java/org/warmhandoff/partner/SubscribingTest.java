package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesGraphsOf;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.flow.subscription.SubscriptionAnswer;
import org.warmhandoff.flow.subscription.SubscriptionAnswer.Standing;
import org.warmhandoff.flow.subscription.SubscriptionTurn;
import org.warmhandoff.testing.AtEhr;
import org.warmhandoff.testing.PlanHandover;

/** Which subscription is made at a partner, and when it is left as it stands. */
class SubscribingTest extends AtEhr {

  private static final String TOPIC =
      "http://hl7.org/fhir/us/sdoh-clinicalcare/SubscriptionTopic/Task";
  private static final String BACKPORT =
      "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";

  private static CapabilityStatement takesSubscriptions() {
    return takesGraphsOf(List.of("Task", "ServiceRequest", "Subscription"));
  }

  private static CapabilityStatement names(String topic) {
    var statement = takesSubscriptions();
    statement.getRestFirstRep().getResource().stream()
        .filter(type -> type.getType().equals("Subscription"))
        .forEach(
            type ->
                type.addExtension(
                    BACKPORT + "capabilitystatement-subscriptiontopic-canonical",
                    new CanonicalType(topic)));
    return statement;
  }

  private SubscriptionTurn turn(String type, Optional<String> remoteId) {
    return new SubscriptionTurn(
        "psychiatry",
        type,
        remoteId,
        Optional.of(URI.create("https://us.example/hooks/psychiatry")),
        "hook_secret",
        false,
        clock.instant().plus(Duration.ofDays(7)));
  }

  private SubscriptionAnswer subscribe(String type) {
    return toEhr.partner().subscribe(turn(type, Optional.empty()));
  }

  private Subscription there() {
    assertThat(ehr.shelf().all("Subscription")).hasSize(1);
    return (Subscription) ehr.shelf().all("Subscription").get(0);
  }

  private static String extension(List<Extension> all, String name) {
    return all.stream()
        .filter(one -> one.getUrl().equals(BACKPORT + name))
        .map(one -> one.getValue().primitiveValue())
        .findFirst()
        .orElse("");
  }

  @Test
  void aTopicThatThePartnerNamesIsSubscribedTo() {
    known(names(TOPIC + "|3.0.0"));

    assertThat(subscribe("Task")).isInstanceOf(Standing.class);

    var made = there();
    assertThat(made.getCriteria()).isEqualTo(TOPIC);
    assertThat(made.getMeta().hasProfile(BACKPORT + "backport-subscription")).isTrue();
    assertThat(made.getStatus()).isEqualTo(SubscriptionStatus.REQUESTED);
    var channel = made.getChannel();
    assertThat(channel.getPayload()).isEqualTo("application/fhir+json");
    assertThat(extension(channel.getPayloadElement().getExtension(), "backport-payload-content"))
        .isEqualTo("id-only");
    assertThat(extension(channel.getExtension(), "backport-heartbeat-period")).isEqualTo("3600");
    assertThat(extension(channel.getExtension(), "backport-timeout")).isEqualTo("60");
    assertThat(channel.getHeader().get(0).getValue())
        .isEqualTo("Authorization: Bearer hook_secret");
  }

  @Test
  void whatNoTopicTellsOfIsSubscribedToInTheClassicWay() {
    known(names(TOPIC));

    assertThat(subscribe("ServiceRequest")).isInstanceOf(Standing.class);

    assertThat(there().getCriteria())
        .isEqualTo("ServiceRequest?identifier=https://id.bridgewater-iop.example/referral|");
    assertThat(there().getChannel().hasPayload()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://other.example/SubscriptionTopic/admission"})
  void whoNamesNoTopicThatIsKnownIsSubscribedToInTheClassicWay(String other) {
    known(other.isEmpty() ? takesSubscriptions() : names(other));

    assertThat(subscribe("Task")).isInstanceOf(Standing.class);

    assertThat(there().getCriteria()).startsWith("Task?identifier=");
  }

  @Test
  void whoRefusesTheTopicIsSubscribedToInTheClassicWay() {
    known(names(TOPIC));
    ehr.refuses(one -> one.body().contains(TOPIC), 422, IssueType.NOTSUPPORTED, "");

    assertThat(subscribe("Task")).isInstanceOf(Standing.class);

    assertThat(there().getCriteria()).startsWith("Task?identifier=");
  }

  @Test
  void aTopicThatIsConfiguredIsSubscribedToWithItsFilter() {
    known(takesSubscriptions());
    try (PlanHandover configured =
        to(
            ehr.base(),
            "bearer: " + TOKEN,
            "topic: {url: 'https://ehr.example/topic', filter: 'Task?requester=Organization/1'}")) {
      configured.partner().subscribe(turn("Task", Optional.empty()));
    }

    assertThat(there().getCriteria()).isEqualTo("https://ehr.example/topic");
    assertThat(extension(there().getCriteriaElement().getExtension(), "backport-filter-criteria"))
        .isEqualTo("Task?requester=Organization/1");
  }

  @Test
  void oneThatStandsAsItShouldIsLeftAndItsHeartbeatIsKnown() {
    known(names(TOPIC));
    var id = ((Standing) subscribe("Task")).id();
    ehr.shelf().put(there().copy().setStatus(SubscriptionStatus.ACTIVE));
    var written = ehr.written().size();

    var standing = (Standing) toEhr.partner().subscribe(turn("Task", Optional.of(id)));

    assertThat(standing.active()).isTrue();
    assertThat(standing.heartbeat()).contains(Duration.ofHours(1));
    assertThat(ehr.written()).hasSize(written);
  }

  /** A server may write a search as it stands in a URL. */
  @Test
  void aSearchThatIsWrittenOtherwiseAndMeansTheSameIsLeft() {
    known(takesSubscriptions());
    var id = ((Standing) subscribe("Task")).id();
    var encoded = there().copy();
    ehr.shelf()
        .put(
            encoded
                .setCriteria(encoded.getCriteria().replace("|", "%7C").replace(",", "%2c"))
                .setStatus(SubscriptionStatus.ACTIVE));
    var written = ehr.written().size();

    var standing = (Standing) toEhr.partner().subscribe(turn("Task", Optional.of(id)));

    assertThat(standing.active()).isTrue();
    assertThat(ehr.written()).hasSize(written);
  }
}
