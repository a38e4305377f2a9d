package org.warmhandoff.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.referral;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.attention.JdbcAttention.OpenItem;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.FollowedReferral;
import org.warmhandoff.flow.message.ReferralAnswer;
import org.warmhandoff.flow.message.ReferralAnswer.NothingShown;
import org.warmhandoff.flow.message.ReferralAnswer.Told;
import org.warmhandoff.flow.subscription.SubscriptionAnswer.Standing;
import org.warmhandoff.followup.subscription.HookCall;
import org.warmhandoff.record.ReferralStatus;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.referral.SeenVersions;
import org.warmhandoff.store.JdbcReferralTrail;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.Store;

/** Calls that come often, in any order, with any number: the partner is read, and told of once. */
class RepeatedCallsTest {

  private static final String PARTNER = "psychiatry";

  private final SettableClock clock = new SettableClock("2026-11-21T12:00:00Z");
  private final Store store = Store.inMemory();
  private final Bridge bridge = new Bridge(store, Partners.near(), clock);

  @BeforeEach
  void aReferralIsSeen() {
    bridge.submit(dana());
    bridge.submit(referral());
    bridge.settle(bridge.claimOnly(PARTNER), Outcomes.delivered("ServiceRequest/77"));
    clock.pass(Duration.ofSeconds(30));
    assertThat(looks(told(1, State.REQUESTED))).isEqualTo(1);
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** A bundle about one event, as servers of the Backport and others send it. */
  private static String event(String type, int number) {
    return """
    {"resourceType": "Bundle", "type": "%s", "entry": [
      {"fullUrl": "urn:uuid:2b6a1f0e-0000-4000-8000-000000000001",
       "resource": {"resourceType": "Parameters", "parameter": [
         {"name": "subscription", "valueReference": {"reference": "Subscription/7"}},
         {"name": "status", "valueCode": "active"},
         {"name": "type", "valueCode": "event-notification"},
         {"name": "events-since-subscription-start", "valueString": "%d"},
         {"name": "notification-event", "part": [
           {"name": "event-number", "valueString": "%d"},
           {"name": "focus", "valueReference": {"reference": "https://ehr.example/fhir/Task/88"}}]}]}},
      {"fullUrl": "https://ehr.example/fhir/Task/88",
       "request": {"method": "PUT", "url": "Task/88"}, "response": {"status": "200"}}]}
    """
        .formatted(type, number, number);
  }

  private static String deleted(String type) {
    return """
    {"resourceType": "Bundle", "type": "%s", "entry": [
      {"fullUrl": "https://ehr.example/fhir/Task/88",
       "request": {"method": "DELETE", "url": "Task/88/_history/3"},
       "response": {"status": "204"}}]}
    """
        .formatted(type);
  }

  private void called(String body) throws IOException {
    var read = HookBody.of(new ByteArrayInputStream(body.getBytes(UTF_8)));
    bridge.hints().called(PARTNER, read.names());
  }

  private static Told told(int version, State state) {
    var status =
        new ReferralStatus(
            Optional.of("RF-1"),
            state,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    return new Told(followed(), status, SeenVersions.of("Task/88@" + version));
  }

  private static FollowedReferral followed() {
    var record = referral().record();
    return new FollowedReferral(PARTNER, record.key(), record.priority(), false, true);
  }

  /** How often it is looked at in the minutes after, where that is what is read. */
  private int looks(ReferralAnswer answer) {
    var looks = 0;
    for (var second = 0; second < 120; second += 10) {
      for (var ignored : bridge.followUp().due(PARTNER)) {
        bridge.followUp().keep(answer);
        looks++;
      }
      clock.pass(Duration.ofSeconds(10));
    }
    return looks;
  }

  private List<State> trail() {
    return new JdbcReferralTrail(store.db())
        .of("RF-1").stream().map(entry -> entry.state()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"history", "transaction", "subscription-notification"})
  void theSameEventNineteenTimesIsOneLookAndToldOnce(String type) throws IOException {
    for (var call = 0; call < 19; call++) {
      called(event(type, 1));
    }

    assertThat(looks(told(2, State.ACCEPTED))).isEqualTo(1);
    assertThat(trail()).filteredOn(State.ACCEPTED::equals).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"history", "transaction", "subscription-notification"})
  void theSameEventNineteenTimesOverHoursIsToldOnce(String type) throws IOException {
    for (var call = 0; call < 19; call++) {
      called(event(type, 1));
      assertThat(looks(told(2, State.ACCEPTED))).isEqualTo(1);
    }

    assertThat(trail()).filteredOn(State.ACCEPTED::equals).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"history", "transaction", "subscription-notification"})
  void whatNamesSomethingDeletedIsReadAndToldOnce(String type) throws IOException {
    called(event("history", 1));
    looks(told(2, State.ACCEPTED));
    for (var call = 0; call < 19; call++) {
      called(deleted(type));
    }

    assertThat(looks(new NothingShown(followed()))).isEqualTo(1);
    called(deleted(type));
    looks(new NothingShown(followed()));

    assertThat(bridge.attention().open(10).stream().map(OpenItem::reason))
        .containsOnlyOnce(AttentionReason.REFERRAL_UNCLEAR);
    assertThat(trail()).last().isEqualTo(State.ACCEPTED);
  }

  /** As the hook takes it, with where the subscription says that it stands. */
  private void hooked(String body) throws IOException {
    var read = HookBody.of(new ByteArrayInputStream(body.getBytes(UTF_8)));
    bridge
        .hints()
        .called(
            new HookCall(
                PARTNER, Optional.of("Task"), read.names(), read.isAboutNothing(), read.count()));
  }

  private void subscribed() {
    var looking =
        bridge.subscriptions(Map.of(PARTNER, URI.create("https://us.example/hooks/psychiatry")));
    looking.due(PARTNER).forEach(turn -> looking.keep(new Standing(turn, "S-1", true, true)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"history", "transaction", "subscription-notification"})
  void theSameNumberNineteenTimesLeavesNothingOut(String type) throws IOException {
    subscribed();
    for (var call = 0; call < 19; call++) {
      hooked(event(type, 1));
    }

    assertThat(looks(told(2, State.ACCEPTED))).isEqualTo(1);
    assertThat(trail()).filteredOn(State.ACCEPTED::equals).hasSize(1);
    assertThat(bridge.gaps().missing(PARTNER)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"history", "transaction", "subscription-notification"})
  void whatNamesSomethingDeletedThatIsNotOursIsNoReasonToLook(String type) throws IOException {
    subscribed();
    for (var call = 0; call < 19; call++) {
      hooked(deleted(type).replace("Task/88", "Task/99"));
    }

    assertThat(looks(told(1, State.REQUESTED))).isZero();
  }

  /** Numbers in the order in which they come in. */
  @ParameterizedTest
  @CsvSource({"3 1 2", "7 9 12", "41 42 1", "5 5 5", "0 -1 9223372036854775807"})
  void whateverTheNumbersWhatIsReadCounts(String numbers) throws IOException {
    var states = List.of(State.RECEIVED, State.ACCEPTED, State.IN_PROGRESS);
    var version = 2;
    for (var number : numbers.split(" ", -1)) {
      called(event("history", 0).replace("\"0\"", "\"" + number + "\""));
      assertThat(looks(told(version, states.get(version - 2)))).isEqualTo(1);
      version++;
    }

    assertThat(trail()).endsWith(State.RECEIVED, State.ACCEPTED, State.IN_PROGRESS);
  }

  @Test
  void anEventThatIsLostIsFoundByTheNextLook() {
    clock.pass(Duration.ofHours(1));

    assertThat(looks(told(2, State.ACCEPTED))).isEqualTo(1);
    assertThat(trail()).endsWith(State.ACCEPTED);
  }

  /** A call about an older version comes late: by then the newer one is read. */
  @Test
  void aCallThatComesLateChangesNothing() throws IOException {
    called(event("history", 2));
    looks(told(3, State.ACCEPTED));

    called(event("history", 1));
    assertThat(looks(told(2, State.RECEIVED))).isEqualTo(1);

    assertThat(trail()).endsWith(State.ACCEPTED);
  }
}
