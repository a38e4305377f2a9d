package org.warmhandoff.benchmarks.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.warmhandoff.benchmarks.people.SampleRecords;

/** The transactions that the adapter sent, to be sent again as those of other records. */
final class Bodies {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern OWN_ID = Pattern.compile("\"url\":\"Provenance/([0-9a-f-]+)\"");

  /** One of them, and the id of its record. */
  private record Sent(String body, String recordId) {}

  private final List<Sent> sent;

  /** Of these bodies, as they were captured. */
  Bodies(List<String> captured) {
    this.sent = captured.stream().map(Bodies::sent).toList();
  }

  int count() {
    return sent.size();
  }

  /** As the transaction of the plan with this number in that group. */
  String plan(String group, int number) {
    var one = sent.get(number % sent.size());
    var id = SampleRecords.planId(group, number);
    var renamed = one.body().replace(one.recordId(), id);
    var own = OWN_ID.matcher(renamed);
    return own.find()
        ? renamed.replace(
            own.group(1), UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString())
        : renamed;
  }

  private static Sent sent(String body) {
    return new Sent(body, tree(body).at("/entry/0/resource/identifier/0/value").asText());
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      throw new IllegalStateException(notJson);
    }
  }
}
