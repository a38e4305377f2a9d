package org.warmhandoff.partner;

import static java.util.Objects.requireNonNull;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.fit.Refusal;

/**
 * One request to a partner.
 *
 * @param words how HAPI's client makes it; gives what came back, if anything
 * @param uses the interaction that it is, by which a partner's refusal of it is remembered
 * @param did what it is, in our own words and ids
 */
record Request(
    Doing doing, Function<IGenericClient, Optional<Resource>> words, Refusal uses, String did) {

  /** Whether a request can change anything at the partner. */
  enum Doing {
    ASKING,
    WRITING
  }

  Request {
    requireNonNull(doing);
    requireNonNull(words);
    requireNonNull(uses);
    requireNonNull(did);
  }
}
