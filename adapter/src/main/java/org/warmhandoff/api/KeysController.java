package org.warmhandoff.api;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.keys.PublishedKeys;
import org.warmhandoff.keys.UnusableKey;

/** Our public keys, for partners that check what we sign (RFC 7517, 5). */
@RestController
public final class KeysController {

  private static final MediaType JWK_SET = MediaType.parseMediaType("application/jwk-set+json");

  /** For so long a partner may not know of a new key. */
  private static final Duration CACHED = Duration.ofMinutes(5);

  private final PublishedKeys keys;

  /** Shows these. */
  public KeysController(PublishedKeys keys) {
    this.keys = keys;
  }

  /** All that may be checked by; 503 where one cannot be read. */
  @GetMapping("/.well-known/jwks.json")
  public ResponseEntity<Object> keys() {
    try {
      return ResponseEntity.ok()
          .contentType(JWK_SET)
          .cacheControl(CacheControl.maxAge(CACHED).cachePublic())
          .body(keys.json());
    } catch (UnusableKey unusable) {
      return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
    }
  }
}
