package org.warmhandoff.partner.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.PartnerStub.FHIR_JSON;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.PartnerFault;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.ehr.RawHttp;
import org.warmhandoff.testing.ehr.RawHttp.RawResponse;
import org.warmhandoff.testing.ehr.RawHttp.Reaction;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** A partner that answers more than is taken in is told of as such, and costs nothing else. */
class OversizedAnswerTest extends AtPartner {

  private static final PartnerFault OVERSIZED =
      new PartnerFault(
          AttentionReason.OVERSIZED_ANSWER,
          "answers with more than is taken in: bytes, elements, depth or headers; ask its maker, or"
              + " narrow what its searches find");

  @BeforeEach
  void itIsKnownWhatItTakes() {
    said(StatedCapabilities.takesDocuments());
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of("a hundred thousand patients", tinyPatients(100_000)),
        Arguments.of("arrays in arrays", bundle("[".repeat(200_000))),
        Arguments.of("objects in objects", bundle("{\"a\":".repeat(200_000))),
        Arguments.of("an object of many members", bundle(members(400_000))),
        Arguments.of("an array of many values", bundle("[1" + ",1".repeat(400_000) + "]")),
        Arguments.of("a number that would fill the memory", bundle("1E+999999999")),
        Arguments.of("a number of many digits", bundle("1".repeat(100_000))),
        Arguments.of("nine megabytes of a text", bundle("\"" + "a".repeat(9_000_000) + "\"")),
        Arguments.of("patients in single quotes", tinyPatients(100_000).replace('"', '\'')),
        Arguments.of("such a number in single quotes", bundle("1E+999999999").replace('"', '\'')),
        Arguments.of("patients after spaces of other kinds", "\f\u3000" + tinyPatients(100_000)),
        Arguments.of("patients after a byte that is no UTF-8", notUtf8(tinyPatients(100_000))));
  }

  /** With a byte in its first text that is none of UTF-8. */
  private static byte[] notUtf8(String body) {
    return body.replaceFirst("searchset", "searchset\u00ff").getBytes(ISO_8859_1);
  }

  private static String bundle(String more) {
    return "{\"resourceType\": \"Bundle\", \"type\": \"searchset\", \"more\": " + more + "}";
  }

  private static String tinyPatients(int count) {
    var entry = "{\"resource\": {\"resourceType\": \"Patient\", \"id\": \"1\"}}";
    return "{\"resourceType\": \"Bundle\", \"type\": \"searchset\", \"entry\": ["
        + (entry + ",").repeat(count - 1)
        + entry
        + "]}";
  }

  private static String members(int count) {
    var members = new StringBuilder("{\"a\": 1");
    for (var member = 0; member < count; member++) {
      members.append(",\"a").append(member).append("\":1");
    }
    return members.append('}').toString();
  }

  private Outcome whenMatching() {
    return ((AttemptResult) handover().match()).outcome();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void isToldOfAndTheNextAnswerIsHeardAgain(String what, Object body) {
    var bytes = body instanceof String text ? text.getBytes(UTF_8) : (byte[]) body;
    stub.whenPatientsAreSearched(
        aResponse().withStatus(200).withHeader("Content-Type", FHIR_JSON).withBody(bytes));
    assertThat(whenMatching()).isEqualTo(OVERSIZED);

    stub.hasPatients();
    assertThat(whenMatching()).isInstanceOf(Outcome.NeedsPerson.class);
  }

  @Test
  void manyHeadersAreTooMany() {
    var answer = aResponse().withStatus(200);
    for (var header = 0; header < 500; header++) {
      answer.withHeader("X-" + header, "a");
    }
    stub.whenPatientsAreSearched(answer);

    assertThat(whenMatching()).isEqualTo(OVERSIZED);
  }

  @Test
  void aHeaderWithoutAnEndIsNotReadToTheEnd() {
    try (var endless = new RawHttp(asked -> new Reaction(said(), OversizedAnswerTest::endless));
        var handover = to("http://127.0.0.1:" + endless.port() + "/fhir")) {

      assertThat(((AttemptResult) handover.match()).outcome()).isEqualTo(OVERSIZED);
    }
  }

  private static RawResponse said() {
    return new RawResponse(200, Map.of(), "");
  }

  private static boolean endless(RawResponse said, Socket socket) throws IOException {
    var out = socket.getOutputStream();
    out.write("HTTP/1.1 200 OK\r\nX-Endless: ".getBytes(ISO_8859_1));
    var more = "a".repeat(64 * 1024).getBytes(ISO_8859_1);
    for (var megabytes = 0; megabytes < 400 * 16; megabytes++) {
      out.write(more);
    }
    return false;
  }

  @Test
  void aPatientWhoseIdIsNoneIsLeftOut() {
    stub.whenPatientsAreSearched(
        okForContentType(
            FHIR_JSON,
            """
            {"resourceType": "Bundle", "type": "searchset", "entry": [
              {"resource": {"resourceType": "Patient", "id": "7\\u001b[2J\\nattempt 9",
                            "meta": {"versionId": "1\\u0007"}}}]}
            """));

    assertThat(whenMatching()).isInstanceOf(Outcome.NeedsPerson.class);
    assertThat(whenMatching().toString()).doesNotContain("attempt 9");
  }
}
