package org.warmhandoff.partner;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import org.apache.http.HttpEntity;
import org.warmhandoff.fit.Refusal;

/**
 * One request to a partner.
 *
 * @param url under the partner's base, beginning with a slash, a question mark or nothing; or an
 *     absolute one that was checked to be there
 * @param uses the interaction that it is, by which a partner's refusal of it is remembered
 * @param did what it is, in our own words and ids
 */
record Request(
    Doing doing,
    String method,
    String url,
    Map<String, String> headers,
    Optional<HttpEntity> body,
    Refusal uses,
    String did) {

  /** Whether a request can change anything at the partner. */
  enum Doing {
    ASKING,
    WRITING
  }

  Request {
    requireNonNull(doing);
    requireNonNull(method);
    requireNonNull(url);
    headers = Map.copyOf(headers);
    requireNonNull(body);
    requireNonNull(uses);
    requireNonNull(did);
  }
}
