package org.warmhandoff.fhir.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.cases.Programs;
import org.warmhandoff.record.NotUnderstood;

/** Nothing that a partner sends makes us fail, nor quote it. */
class FuzzTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "Maribel";

  private static final List<String> RUBBISH =
      List.of("", " ", "0", SECRET, "#", "urn:uuid:", "2026", "Patient/", "/", "\u0000", "-v9");

  private static final String TASK =
      Heard.task(
          """
          "status": "in-progress", "statusReason": {"coding": [{"code": "x"}], "text": "Maribel"},
          "businessStatus": {"coding": [{"system": "http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS", "code": "5.1.1"}], "text": "Maribel"},
          "basedOn": [{"reference": "#in"}], "groupIdentifier": {"system": "urn:g", "value": "Maribel"},
          "contained": [{"resourceType": "ServiceRequest", "id": "in", "status": "active"}],
          "for": {"reference": "Patient/5", "display": "Maribel"}, "lastModified": "2026-10-05T08:00:00Z",
          "executionPeriod": {"start": "2026-10-05T08:00:00Z", "end": "2026-10-05T09:00:00Z"},
          "output": [{"type": {"text": "Maribel"}, "valueReference": {"reference": "Procedure/4", "display": "Maribel"}},
                     {"type": {"text": "x"}, "valueAttachment": {"title": "Maribel"}},
                     {"type": {"text": "x"}, "valueCodeableConcept": {"text": "Maribel"}}]
          """);

  private final Random random = new Random(4711);
  private final PartnerChangeMapping changes = new PartnerChangeMapping(Programs.BRIDGEWATER);

  @Test
  void anyAnswerIsReadInSomeWay() throws Exception {
    List<JsonNode> whole =
        List.of(
            JSON.readTree(TASK),
            JSON.readTree(
                Heard.request(
                    """
                    "status": "active", "basedOn": [{"reference": "ServiceRequest/99"}], "extension": [
                      {"url": "http://hl7.org/fhir/StructureDefinition/request-statusReason",
                       "valueCodeableConcept": {"text": "Maribel"}}]
                    """)),
            JSON.readTree(
                Heard.appointment(
                    """
                    "status": "booked", "start": "2026-10-05T08:00:00Z",
                    "cancelationReason": {"text": "Maribel"}
                    """)));

    for (var run = 0; run < 3000; run++) {
      var status = Heard.status(whole.stream().map(this::spoilt).toList());

      assertThat(status.state()).isNotNull();
      assertQuotesNothing(status.notUnderstood());
    }
  }

  @Test
  void anyChangeIsSeenInSomeWay() throws Exception {
    var all =
        Stream.of("crisis-plan/every-section", "crisis-event/resolved", "referral/mobile-crisis")
            .flatMap(name -> Outgoing.of(name).resources())
            .toList();

    for (var run = 0; run < 1500; run++) {
      var written = all.get(random.nextInt(all.size()));
      var there = spoilt(JSON.readTree(Outgoing.json(written)));

      var change = changes.change(written, there);

      assertThat(change.differences().toString()).doesNotContain(SECRET);
      assertQuotesNothing(change.notUnderstood());
    }
  }

  private static void assertQuotesNothing(List<NotUnderstood> doubts) {
    assertThat(doubts.toString()).doesNotContain(SECRET, "urn:", "Patient/");
  }

  /** With a few elements gone, and a few that say something else. */
  private Resource spoilt(JsonNode whole) {
    var copy = whole.deepCopy();
    for (var times = random.nextInt(8); times > 0; times--) {
      spoil(parts(copy));
    }
    return Heard.resource(copy.toString());
  }

  private void spoil(List<ObjectNode> parts) {
    var part = parts.get(random.nextInt(parts.size()));
    var names = new ArrayList<String>();
    part.fieldNames().forEachRemaining(names::add);
    names.remove("resourceType");
    names.remove("div");
    if (!names.isEmpty()) {
      var name = names.get(random.nextInt(names.size()));
      if (random.nextBoolean() || !part.get(name).isTextual()) {
        part.remove(name);
      } else {
        part.put(name, RUBBISH.get(random.nextInt(RUBBISH.size())));
      }
    }
  }

  private static List<ObjectNode> parts(JsonNode node) {
    var parts = new ArrayList<ObjectNode>();
    if (node instanceof ObjectNode object) {
      parts.add(object);
    }
    if (node instanceof ObjectNode || node instanceof ArrayNode) {
      node.forEach(below -> parts.addAll(parts(below)));
    }
    return parts;
  }
}
