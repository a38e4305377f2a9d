package org.warmhandoff.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.followup.subscription.HookCall.EventCount;

/** Of what a hook brings nothing counts but which resources it names. */
class HookBodyTest {

  private static HookBody read(String body) throws IOException {
    return HookBody.of(new ByteArrayInputStream(body.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "no JSON", "[]", "\"Task/88\"", "{\"resourceType\": \"Task\"}"})
  void whatNamesNothingIsAboutEverything(String body) throws IOException {
    assertThat(read(body).names()).isEmpty();
    assertThat(read(body).isAboutNothing()).isFalse();
  }

  @Test
  void aWholeResourceNamesItself() throws IOException {
    assertThat(
            read("{\"resourceType\": \"Task\", \"id\": \"88\", \"status\": \"accepted\"}").names())
        .containsExactly("Task/88");
  }

  @ParameterizedTest
  @ValueSource(strings = {"history", "transaction", "subscription-notification", "searchset"})
  void aBundleOfAnyTypeNamesWhatIsInIt(String type) throws IOException {
    var bundle =
        """
        {"resourceType": "Bundle", "type": "%s", "entry": [
          {"fullUrl": "urn:uuid:2b6a1f0e-0000-4000-8000-000000000001",
           "resource": {"resourceType": "Parameters", "id": "s", "parameter": [
             {"name": "subscription", "valueReference": {"reference": "Subscription/7"}},
             {"name": "type", "valueCode": "event-notification"},
             {"name": "notification-event", "part": [
               {"name": "event-number", "valueString": "1"},
               {"name": "focus", "valueReference": {"reference": "https://ehr.example/fhir/Task/88"}}]}]}},
          {"fullUrl": "https://ehr.example/fhir/ServiceRequest/77",
           "request": {"method": "DELETE", "url": "ServiceRequest/77/_history/3"}}]}
        """;

    assertThat(read(bundle.formatted(type)).names())
        .containsExactlyInAnyOrder("Task/88", "ServiceRequest/77");
  }

  @ParameterizedTest
  @ValueSource(strings = {"handshake", "heartbeat"})
  void aHeartbeatIsAboutNothing(String type) throws IOException {
    var notice =
        """
        {"resourceType": "Bundle", "type": "history", "entry": [
          {"resource": {"resourceType": "Parameters", "parameter": [
             {"name": "subscription", "valueReference": {"reference": "Subscription/7"}},
             {"name": "type", "valueCode": "%s"}]}}]}
        """;

    assertThat(read(notice.formatted(type)).isAboutNothing()).isTrue();
  }

  @Test
  void whatIsTooLongOrTooDeepOrNamesTooMuchIsAboutEverything() throws IOException {
    var many = new StringBuilder("{\"a\": [");
    for (var n = 0; n < 300; n++) {
      many.append(n == 0 ? "" : ",").append("{\"reference\": \"Task/").append(n).append("\"}");
    }
    for (var body :
        new String[] {"[".repeat(300), "{\"a\": \"" + "x".repeat(300_000) + "\"}", many + "]}"}) {
      assertThat(read(body).names()).isEmpty();
      assertThat(read(body).isAboutNothing()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"events-since-subscription-start\", \"valueString\": \"12\"}",
        "{\"valueString\": \"12\", \"name\": \"events-since-subscription-start\"}",
        "{\"name\": \"events-since-subscription-start\", \"valueInteger64\": 12}"
      })
  void whereASubscriptionStandsIsRead(String parameter) throws IOException {
    var notice =
        """
        {"resourceType": "Bundle", "type": "history", "entry": [
          {"resource": {"resourceType": "Parameters", "parameter": [%s,
             {"name": "type", "valueCode": "event-notification"},
             {"name": "notification-event", "part": [
               {"name": "event-number", "valueString": "11"},
               {"name": "focus", "valueReference": {"reference": "Task/88"}}]},
             {"name": "notification-event", "part": [
               {"name": "event-number", "valueString": "12"},
               {"name": "focus", "valueReference": {"reference": "Task/89"}}]}]}}]}
        """;

    assertThat(read(notice.formatted(parameter)).count()).contains(new EventCount(12, 2));
    assertThat(read(notice.formatted(parameter)).names())
        .containsExactlyInAnyOrder("Task/88", "Task/89");
  }

  @Test
  void whereASubscriptionOfR4bStandsIsRead() throws IOException {
    assertThat(
            read("""
                    {"resourceType": "Bundle", "type": "subscription-notification", "entry": [
                      {"resource": {"resourceType": "SubscriptionStatus", "type": "heartbeat",
                        "eventsSinceSubscriptionStart": "7"}}]}
                    """)
                .count())
        .contains(new EventCount(7, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1e3", "9999999999999999999", "many"})
  void aNumberThatIsNoneSaysNothing(String number) throws IOException {
    var notice =
        "{\"parameter\": [{\"name\": \"events-since-subscription-start\", \"valueString\": \"%s\"}]}";

    assertThat(read(notice.formatted(number)).count()).isEmpty();
  }
}
