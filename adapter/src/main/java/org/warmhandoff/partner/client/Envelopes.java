package org.warmhandoff.partner.client;

import java.util.Optional;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHeaders;
import org.apache.http.client.entity.UrlEncodedFormEntity;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.warmhandoff.fit.offer.Persona;
import org.warmhandoff.flow.message.Outcome.Refused;

/**
 * What HAPI's client wrote, in the envelope that a partner wants it in.
 *
 * @param wire how the partner wants it
 */
public record Envelopes(Persona.WireRules wire) {

  /** What may be sent; a failure where it is larger than the partner takes. */
  PartnerAnswer<DraftRequest> checked(DraftRequest draft) {
    var most = wire.largestBody().orElse(Integer.MAX_VALUE);
    return draft.body().filter(body -> body.getContentLength() > most).isPresent()
        ? PartnerAnswer.failed(
            new PartnerFailure(new Refused("larger than the " + most + " bytes taken there")))
        : PartnerAnswer.of(draft);
  }

  /**
   * The request as it is sent.
   *
   * @param credential the value of Authorization, if there is one
   */
  HttpUriRequest sealed(DraftRequest draft, Optional<String> credential) {
    var request = RequestBuilder.create(draft.getHttpVerbName()).setUri(draft.getUri());
    draft
        .getAllHeaders()
        .forEach((name, values) -> request.setHeader(name, String.join(", ", values)));
    request.setHeader(HttpHeaders.ACCEPT, accept());
    credential.ifPresent(value -> request.setHeader(HttpHeaders.AUTHORIZATION, value));
    draft
        .body()
        .ifPresent(
            body -> {
              request.setHeader(HttpHeaders.CONTENT_TYPE, contentType(body));
              request.setEntity(body);
            });
    return request.build();
  }

  /** What is no resource has a type of its own (RFC 6902, 6). */
  private static boolean isPatch(HttpEntity body) {
    return body.getContentType() != null && body.getContentType().getValue().contains("json-patch");
  }

  private String contentType(HttpEntity body) {
    return body instanceof UrlEncodedFormEntity || isPatch(body)
        ? body.getContentType().getValue()
        : wire.contentType();
  }

  private String accept() {
    return wire.jsonOnly()
        ? "application/fhir+json"
        : "application/fhir+json, application/json;q=0.9";
  }
}
