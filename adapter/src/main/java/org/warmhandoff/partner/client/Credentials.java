package org.warmhandoff.partner.client;

import java.util.List;
import java.util.Optional;
import org.apache.http.client.methods.HttpUriRequest;

/** Supplies the Authorization header of requests to a partner. */
public interface Credentials {

  /**
   * The value of Authorization, if there is one.
   *
   * @param exchange over which it is asked for where it has to be
   */
  PartnerAnswer<Optional<String>> header(Exchange exchange);

  /** The partner answered 401 to that one. Whether another is to be had. */
  boolean canRenew(Optional<String> refused);

  /** Whether a question that anybody may ask goes without it, so that it waits for no token. */
  default boolean sparedOpenQuestions() {
    return false;
  }

  /** How signing on went last, step by step, in words; empty where it takes no steps. */
  default List<String> steps() {
    return List.of();
  }

  /** Sends a request as it is. */
  interface Exchange {

    /**
     * What came of it; a failure where the partner is not to be asked any more today.
     *
     * @param did what it is, in our own words
     */
    PartnerAnswer<Reply> send(HttpUriRequest request, String did);
  }
}
