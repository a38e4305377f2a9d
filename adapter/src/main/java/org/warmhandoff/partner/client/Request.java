package org.warmhandoff.partner.client;

import static java.util.Objects.requireNonNull;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.gclient.IClientExecutable;
import java.util.function.Function;
import org.warmhandoff.fit.offer.Refusal;

/**
 * One request to a partner.
 *
 * @param words how HAPI's client makes it
 * @param uses the interaction that it is, by which a partner's refusal of it is remembered
 * @param did what it is, in our own words and ids
 */
public record Request(
    Doing doing,
    Function<IGenericClient, IClientExecutable<?, ?>> words,
    Refusal uses,
    String did) {

  /** Whether a request can change anything at the partner. */
  enum Doing {
    ASKING,
    WRITING
  }

  public Request {
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
      Function<IGenericClient, IClientExecutable<?, ?>> words, Refusal uses, String did) {
    return new Request(
        Doing.ASKING,
        client -> words.apply(client).withAdditionalHeader("Cache-Control", "no-cache"),
        uses,
        did);
  }

  static Request writing(
      Function<IGenericClient, IClientExecutable<?, ?>> words, Refusal uses, String did) {
    return new Request(Doing.WRITING, words, uses, did);
  }

  /** As HAPI's client writes it. */
  DraftRequest draft(IGenericClient client) {
    return DraftRequest.of(() -> words.apply(client).execute());
  }
}
