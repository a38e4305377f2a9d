package org.warmhandoff.partner;

import static java.util.Objects.requireNonNull;

import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.gclient.IClientExecutable;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.fit.offer.Refusal;

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

  /**
   * Some servers answer the same search from memory for a minute; we ask how it is now. HAPI's own
   * directive is left out of a read.
   */
  static Request asking(
      Function<IGenericClient, IClientExecutable<?, ? extends IBaseResource>> words,
      Refusal uses,
      String did) {
    return new Request(
        Doing.ASKING,
        client ->
            came(words.apply(client).withAdditionalHeader("Cache-Control", "no-cache").execute()),
        uses,
        did);
  }

  static Request writing(
      Function<IGenericClient, Optional<Resource>> words, Refusal uses, String did) {
    return new Request(Doing.WRITING, words, uses, did);
  }

  /**
   * What comes of a write.
   *
   * @param prefer what is to come. HAPI, told so itself, would go and read the resource from
   *     wherever the answer says it is
   */
  static Optional<Resource> written(IClientExecutable<?, MethodOutcome> write, String prefer) {
    var outcome = write.withAdditionalHeader("Prefer", prefer).execute();
    return came(outcome.getResource()).or(() -> came(outcome.getOperationOutcome()));
  }

  /** HAPI's nothing is null. */
  static Optional<Resource> came(IBaseResource resource) {
    return resource instanceof Resource one ? Optional.of(one) : Optional.empty();
  }
}
