package org.warmhandoff.benchmarks.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.warmhandoff.benchmarks.files.Checkout;

/**
 * Records of the fixtures with other ids and other people, so that there can be as many as one
 * wants. A record's id begins with the group that it is sent in.
 */
public final class SampleRecords {

  /** The partner that all of them go to. */
  public static final String PARTNER = "psychiatry";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode participant = fixture("participants/P-1001.v2.json");
  private final ObjectNode emergency = fixture("events/CE-3009.v1.json");
  private final List<ObjectNode> plans =
      Stream.of("CP-2001.v1", "CP-2002.v1", "CP-2004.v1", "CP-2007.v1", "CP-2010.v1")
          .map(name -> fixture("plans/" + name + ".json"))
          .toList();

  /** The participant that this person is, who allows everything to the partner. */
  public byte[] participant(SamplePerson person) {
    var one = participant.deepCopy();
    one.put("id", person.participantId()).put("version", 1);
    one.putObject("name").put("family", person.family()).putArray("given").add(person.given());
    one.put("birthDate", person.birthDate());
    var phones = one.withObject("/contact").putArray("phones");
    phones.addObject().put("number", person.phone()).put("use", "mobile");
    one.remove("identifiers");
    if (person.bringsMrn()) {
      var known = one.putArray("identifiers").addObject();
      known.put("system", SamplePerson.MRN).put("value", person.mrn());
    }
    one.putObject("careNetwork").put("psychiatry", PARTNER);
    var consent = (ObjectNode) one.path("consents").path(0);
    var scope = consent.putArray("scope");
    List.of("mental-health", "substance-use", "safety-plan", "location").forEach(scope::add);
    consent.putObject("signer").put("capacity", "participant");
    consent.putObject("ends").put("event", "end of the treatment");
    consent
        .putObject("form")
        .put("discloser", "Bridgewater Virtual IOP")
        .put("description", "My crisis plan and reports of crises")
        .put("rightToRevoke", "At any time, by a call or a letter")
        .put("document", "DOC-1");
    return bytes(one, person);
  }

  /** The id of a plan; the identifier of its version has {@code -v1} behind it. */
  public static String planId(String group, int number) {
    return group + "-CP-" + number;
  }

  /** The id of an emergency; the identifier of its version has {@code -v1} behind it. */
  public static String emergencyId(String group, int number) {
    return group + "-CE-" + number;
  }

  /** A crisis plan in force. */
  public byte[] plan(String group, int number, SamplePerson person) {
    var plan = plans.get(number % plans.size()).deepCopy();
    plan.put("id", planId(group, number)).put("version", 1);
    return bytes(plan.put("participantId", person.participantId()), person);
  }

  /** A crisis event that is an emergency. */
  public byte[] emergency(String group, int number, SamplePerson person) {
    var event = emergency.deepCopy();
    event.put("id", emergencyId(group, number));
    return bytes(event.put("participantId", person.participantId()), person);
  }

  /** Consents and contacts are the participant's own, and so are their ids. */
  private static byte[] bytes(ObjectNode record, SamplePerson person) {
    return record
        .toString()
        .replaceAll("\"(CO|EC)-\\d{4}-", "\"$1-" + person.number() + "-")
        .getBytes(UTF_8);
  }

  private static ObjectNode fixture(String file) {
    try {
      var path = Checkout.top().resolve("fixtures").resolve("records").resolve(file);
      return (ObjectNode) JSON.readTree(path.toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
