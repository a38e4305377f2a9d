package org.warmhandoff.testing;

import java.util.Map;
import org.warmhandoff.keys.PublishedKeys;
import org.warmhandoff.keys.UnusableKey;
import org.warmhandoff.testing.ehr.RawHttp;
import org.warmhandoff.testing.ehr.RawHttp.RawResponse;
import org.warmhandoff.testing.ehr.RawHttp.Reaction;

/** Our public keys, where a partner finds them. */
public final class PublicKeys implements AutoCloseable {

  private final RawHttp http;

  /** A set of those keys, which a test changes. */
  public PublicKeys(PublishedKeys keys) {
    this.http = new RawHttp(any -> new Reaction(said(keys), RawHttp::whole));
  }

  private static RawResponse said(PublishedKeys keys) {
    try {
      return new RawResponse(200, Map.of("Content-Type", "application/jwk-set+json"), keys.json());
    } catch (UnusableKey unusable) {
      throw new AssertionError(unusable);
    }
  }

  /** Where they are. */
  public String url() {
    return "http://127.0.0.1:" + http.port() + "/.well-known/jwks.json";
  }

  @Override
  public void close() {
    http.close();
  }
}
