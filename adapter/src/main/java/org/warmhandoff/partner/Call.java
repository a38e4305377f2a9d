package org.warmhandoff.partner;

import ca.uhn.fhir.rest.client.api.IClientInterceptor;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.IHttpRequest;
import ca.uhn.fhir.rest.client.api.IHttpResponse;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.http.HttpHeaders;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.partner.Reply.HttpReply;

/**
 * One request of HAPI's client over our wire. What came of it is judged by the answer itself: HAPI
 * takes a page of HTML for a success, and its exceptions leave out headers.
 */
final class Call implements IClientInterceptor {

  private final Function<DraftRequest, HttpReply> wire;
  private Optional<HttpReply> heard = Optional.empty();

  /**
   * A call.
   *
   * @param wire sends what HAPI wrote; throws {@link PartnerFailure} where there is no whole answer
   */
  Call(Function<DraftRequest, HttpReply> wire) {
    this.wire = wire;
  }

  /** The answer, if there was one. */
  Optional<HttpReply> heard() {
    return heard;
  }

  /**
   * What came back, be it a success or not.
   *
   * @throws PartnerFailure where there was no whole answer
   */
  FhirResponse say(Function<IGenericClient, Optional<Resource>> words, IGenericClient client) {
    client.registerInterceptor(this);
    try {
      return told(words.apply(client));
    } catch (PartnerFailure said) {
      throw said;
    } catch (RuntimeException noSuccessOrNoFhir) {
      if (heard.isEmpty()) {
        throw noSuccessOrNoFhir;
      }
      return told(outcome(noSuccessOrNoFhir).or(() -> tolerantly(client)));
    }
  }

  private Optional<Resource> tolerantly(IGenericClient client) {
    return heard
        .filter(HttpReply::isJson)
        .flatMap(answer -> new TolerantReading(client.getFhirContext()).read(answer.text()));
  }

  private static Optional<Resource> outcome(RuntimeException thrown) {
    return thrown instanceof BaseServerResponseException failure
            && failure.getOperationOutcome() instanceof Resource outcome
        ? Optional.of(outcome)
        : Optional.empty();
  }

  private FhirResponse told(Optional<Resource> resource) {
    var answer = heard.orElseThrow();
    var text = answer.text();
    return new FhirResponse(
        answer.status(),
        resource.map(PartnerIds::kept),
        text.isBlank(),
        answer.isJson(),
        text,
        answer.header(HttpHeaders.LOCATION).or(() -> answer.header(HttpHeaders.CONTENT_LOCATION)),
        answer.header(HttpHeaders.ETAG).flatMap(FhirResponse::version));
  }

  @Override
  public void interceptRequest(IHttpRequest request) {
    ((DraftRequest) request)
        .goesBy(
            draft -> {
              var answer = wire.apply(draft);
              heard = Optional.of(answer);
              return new HapiResponse(answer);
            });
  }

  @Override
  public void interceptResponse(IHttpResponse response) {
    // as it came
  }
}
