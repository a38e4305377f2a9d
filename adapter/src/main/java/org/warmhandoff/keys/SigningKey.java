package org.warmhandoff.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A key pair that signs with RS384 or ES384, the two that SMART App Launch 2.2 asks of clients. Its
 * private half leaves this package in a signature only.
 */
public final class SigningKey {

  private static final int SHORTEST_RSA = 2048;
  private static final int KID_BYTES = 16;

  private final JWK pair;
  private final JWSAlgorithm algorithm;

  private SigningKey(JWK pair, JWSAlgorithm algorithm) {
    this.pair = pair;
    this.algorithm = algorithm;
  }

  /**
   * A key that signs.
   *
   * @throws UnusableKey if it is no such pair
   */
  static SigningKey of(JWK pair) throws UnusableKey {
    requireNonNull(pair);
    if (!pair.isPrivate()) {
      throw new UnusableKey("the key has no private half");
    }
    var key = new SigningKey(named(pair), algorithm(pair));
    key.mustFit();
    return key;
  }

  /** Whose halves belong to different pairs signs what nobody can check. */
  private void mustFit() throws UnusableKey {
    try {
      var header = new JWSHeader(algorithm);
      var sample = "warm handoff".getBytes(UTF_8);
      var publicHalf =
          pair instanceof RSAKey rsa ? rsa.toPublicKey() : pair.toECKey().toPublicKey();
      var fits =
          new DefaultJWSVerifierFactory()
              .createJWSVerifier(header, publicHalf)
              .verify(header, sample, sign(header, sample));
      if (!fits) {
        throw new UnusableKey("the two halves of the key are not of one pair");
      }
    } catch (JOSEException cannot) {
      throw new UnusableKey("the key cannot sign");
    }
  }

  private static JWSAlgorithm algorithm(JWK pair) throws UnusableKey {
    if (pair instanceof RSAKey rsa && rsa.size() >= SHORTEST_RSA) {
      return JWSAlgorithm.RS384;
    }
    if (pair instanceof ECKey ec && ec.getCurve().equals(Curve.P_384)) {
      return JWSAlgorithm.ES384;
    }
    throw new UnusableKey("the key must be RSA of 2048 bits or more, or EC on P-384");
  }

  private static JWK named(JWK pair) throws UnusableKey {
    return pair.getKeyID() == null ? withId(pair, kid(pair)) : pair;
  }

  private static JWK withId(JWK pair, String kid) {
    return pair instanceof RSAKey rsa
        ? new RSAKey.Builder(rsa).keyID(kid).build()
        : new ECKey.Builder(pair.toECKey()).keyID(kid).build();
  }

  /** The beginning of its thumbprint (RFC 7638), in letters that any file system keeps apart. */
  static String kid(JWK pair) throws UnusableKey {
    try {
      return HexFormat.of().formatHex(pair.computeThumbprint().decode(), 0, KID_BYTES);
    } catch (JOSEException cannot) {
      throw new UnusableKey("the key has no thumbprint");
    }
  }

  /** By which whoever checks a signature finds the public half. */
  public String kid() {
    return pair.getKeyID();
  }

  /** What it signs with. */
  public JWSAlgorithm algorithm() {
    return algorithm;
  }

  /**
   * Signs.
   *
   * @throws JOSEException if that cannot be done
   */
  public Base64URL sign(JWSHeader header, byte[] content) throws JOSEException {
    JWSSigner signer =
        pair instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(pair.toECKey());
    return signer.sign(header, content);
  }

  /** What everybody may know of it, and nothing else: no certificate, no other member. */
  JWK publicHalf() {
    return publicHalf(pair, Optional.of(algorithm));
  }

  /** The same of any pair, or of a half that is public already. */
  static JWK publicHalf(JWK key, Optional<JWSAlgorithm> algorithm) {
    return key instanceof RSAKey rsa
        ? new RSAKey.Builder(rsa.getModulus(), rsa.getPublicExponent())
            .keyID(rsa.getKeyID())
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(algorithm.orElse(JWSAlgorithm.RS384))
            .build()
        : new ECKey.Builder(key.toECKey().getCurve(), key.toECKey().getX(), key.toECKey().getY())
            .keyID(key.getKeyID())
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(algorithm.orElse(JWSAlgorithm.ES384))
            .build();
  }

  @Override
  public String toString() {
    return "SigningKey[" + kid() + "]";
  }
}
