package org.warmhandoff.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.context.FhirContext;
import java.util.HashMap;
import java.util.Map;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHeaders;
import org.apache.http.entity.ByteArrayEntity;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.fit.Persona;
import org.warmhandoff.flow.port.Outcome.Refused;

/** Headers and bodies as a partner wants them. */
final class Envelopes {

  private final FhirContext fhir;
  private final Persona.Wire wire;

  Envelopes(FhirContext fhir, Persona.Wire wire) {
    this.fhir = fhir;
    this.wire = wire;
  }

  /** Some servers answer the same search from memory for a minute; we ask how it is now. */
  Map<String, String> asking() {
    return Map.of(HttpHeaders.ACCEPT, accept(), HttpHeaders.CACHE_CONTROL, "no-cache");
  }

  /** These and what goes with every write. */
  Map<String, String> writing(Map<String, String> headers) {
    var all = new HashMap<>(headers);
    all.put(HttpHeaders.ACCEPT, accept());
    return all;
  }

  private String accept() {
    return wire.jsonOnly()
        ? "application/fhir+json"
        : "application/fhir+json, application/json;q=0.9";
  }

  /**
   * The resource as a body.
   *
   * @throws Said where it is larger than the partner takes
   */
  HttpEntity json(Resource resource) {
    var bytes = fhir.newJsonParser().encodeResourceToString(resource).getBytes(UTF_8);
    var most = wire.largestBody().orElse(Integer.MAX_VALUE);
    if (bytes.length > most) {
      throw new Said(new Refused("larger than the " + most + " bytes taken there"));
    }
    var entity = new ByteArrayEntity(bytes);
    entity.setContentType(wire.contentType());
    return entity;
  }
}
