package org.warmhandoff.partner.signon;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.warmhandoff.config.PartnerConfig.SignOn.Smart;
import org.warmhandoff.keys.SigningKey;

/**
 * Who we are, signed, for one request for a token (RFC 7523, 2.2; SMART App Launch 2.2, Backend
 * Services): never sent twice, for a server may remember its {@code jti} and refuse it.
 */
final class Assertion {

  /** The value of {@code client_assertion_type}. */
  static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /** At most five minutes are allowed; one is left for clocks that are not quite right. */
  static final Duration LASTS = Duration.ofMinutes(4);

  private static final int JTI_BYTES = 20;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Assertion() {}

  /**
   * A new one.
   *
   * @param tokenUrl where it goes, and whom it is for unless another is configured
   * @param now by the clock of whoever checks it
   */
  static String signed(Smart client, String tokenUrl, SigningKey key, Instant now)
      throws JOSEException {
    var header = new JWSHeader.Builder(key.algorithm()).keyID(key.kid()).type(JOSEObjectType.JWT);
    client.jku().ifPresent(header::jwkURL);
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(client.clientId())
            .subject(client.clientId())
            .audience(client.audience().orElse(tokenUrl))
            .expirationTime(Date.from(now.plus(LASTS)))
            .jwtID(jti())
            .build();
    var protectedPart = header.build();
    var content = Base64URL.encode(claims.toString());
    var signingInput = protectedPart.toBase64URL() + "." + content;
    return signingInput + "." + key.sign(protectedPart, signingInput.getBytes(UTF_8));
  }

  private static String jti() {
    var bytes = new byte[JTI_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64URL.encode(bytes).toString();
  }
}
