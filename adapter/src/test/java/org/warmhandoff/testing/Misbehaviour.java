package org.warmhandoff.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Outcome.Unknown;
import org.warmhandoff.testing.ehr.PartnerStub;

/** What a partner may answer instead of what was asked, and what it means. */
@SuppressWarnings("ImmutableEnumChecker") // an answer is built once and never changed
public enum Misbehaviour {
  BAD_REQUEST(AtPartner.status(400), TryLater.class, Refused.class),
  UNAUTHORIZED(AtPartner.status(401), TryLater.class, TryLater.class),
  FORBIDDEN(AtPartner.status(403), TryLater.class, Refused.class),
  NOT_FOUND(AtPartner.status(404), TryLater.class, Refused.class),
  TIMED_OUT_THERE(AtPartner.status(408), TryLater.class, Unknown.class),
  CONFLICT(AtPartner.status(409), TryLater.class, TryLater.class),
  GONE(AtPartner.status(410), TryLater.class, Refused.class),
  PRECONDITION_FAILED(AtPartner.status(412), TryLater.class, TryLater.class),
  TOO_LARGE(AtPartner.status(413), TryLater.class, Refused.class),
  UNPROCESSABLE(AtPartner.status(422), TryLater.class, Refused.class),
  TOO_MANY(AtPartner.status(429), TryLater.class, TryLater.class),
  BROKEN(AtPartner.status(500), TryLater.class, Unknown.class),
  BAD_GATEWAY(AtPartner.status(502), TryLater.class, Unknown.class),
  UNAVAILABLE(AtPartner.status(503), TryLater.class, TryLater.class),
  GATEWAY_TIMED_OUT(AtPartner.status(504), TryLater.class, Unknown.class),
  HTML_AND_500(
      aResponse().withStatus(500).withHeader("Content-Type", "text/html").withBody("<p>Dana</p>"),
      TryLater.class,
      Unknown.class),
  HTML_AND_403(
      aResponse().withStatus(403).withHeader("Content-Type", "text/html").withBody("<p>Dana</p>"),
      TryLater.class,
      Unknown.class),
  NOTHING_AND_403(aResponse().withStatus(403), TryLater.class, Refused.class),
  NOTHING_AND_422(aResponse().withStatus(422), TryLater.class, Refused.class),
  JSON_AND_403(
      okForContentType("application/json", "{\"error\": \"insufficient_scope\"}").withStatus(403),
      TryLater.class,
      Refused.class),
  JSON_AND_404(
      okForContentType("application/json", "{\"error\": \"no such route\"}").withStatus(404),
      TryLater.class,
      Unknown.class),
  TEXT_AND_503(
      okForContentType("text/plain", "upstream connect error or disconnect/reset before headers")
          .withStatus(503),
      TryLater.class,
      Unknown.class),
  NOTHING_AND_503(aResponse().withStatus(503), TryLater.class, Unknown.class),
  NOTHING_AND_RETRY_AFTER(
      aResponse().withStatus(503).withHeader("Retry-After", "60"), TryLater.class, TryLater.class),
  LOGIN_PAGE(
      okForContentType("text/html", "<html><body>Dana, please log in</body></html>"),
      TryLater.class,
      Unknown.class),
  TRUNCATED(
      okForContentType(PartnerStub.FHIR_JSON, "{\"resourceType\": \"Bundle\", \"entry\": [{\"re"),
      TryLater.class,
      Unknown.class),
  NO_BODY(okForContentType(PartnerStub.FHIR_JSON, ""), TryLater.class, Unknown.class),
  NOTHING_AT_ALL(aResponse().withStatus(200), TryLater.class, Unknown.class),
  ANOTHER_RESOURCE(
      okForContentType(PartnerStub.FHIR_JSON, "{\"resourceType\": \"OperationOutcome\"}"),
      TryLater.class,
      Unknown.class),
  NO_RESOURCE(
      okForContentType(PartnerStub.FHIR_JSON, "{\"name\": \"Dana\"}"),
      TryLater.class,
      Unknown.class),
  RESET(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), TryLater.class, Unknown.class),
  EMPTY_ANSWER(aResponse().withFault(Fault.EMPTY_RESPONSE), TryLater.class, Unknown.class),
  GARBAGE(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE), TryLater.class, Unknown.class),
  BAD_CHUNK(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK), TryLater.class, Unknown.class);

  private final ResponseDefinitionBuilder answer;
  private final Class<? extends Outcome> whenAsked;
  private final Class<? extends Outcome> whenWritten;

  Misbehaviour(
      ResponseDefinitionBuilder answer,
      Class<? extends Outcome> whenAsked,
      Class<? extends Outcome> whenWritten) {
    this.answer = answer;
    this.whenAsked = whenAsked;
    this.whenWritten = whenWritten;
  }

  /** The answer. */
  public ResponseDefinitionBuilder answer() {
    return answer;
  }

  /** What it means where nothing could have been changed. */
  public Class<? extends Outcome> whenAsked() {
    return whenAsked;
  }

  /** What it means where something could have been written. */
  public Class<? extends Outcome> whenWritten() {
    return whenWritten;
  }
}
