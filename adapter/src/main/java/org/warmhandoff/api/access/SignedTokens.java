package org.warmhandoff.api.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/** What holds of tokens that other servers sign, whether systems come with them or people. */
public final class SignedTokens {

  /** By which they may be signed: none with a secret that we would share. */
  public static final Set<SignatureAlgorithm> ALGORITHMS =
      Set.of(
          SignatureAlgorithm.RS256,
          SignatureAlgorithm.RS384,
          SignatureAlgorithm.PS256,
          SignatureAlgorithm.ES256,
          SignatureAlgorithm.ES384);

  /** With the longest kind before it, {@code oidc:}, it fits into the store's 64 characters. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@|-]{1,59}");

  private SignedTokens() {}

  /**
   * Who it is, in what is kept of who did what: never as a credential of the configuration is
   * called, nor in other characters, nor longer than there is room.
   *
   * @param kind of token, such as {@code jwt}
   */
  public static String name(String kind, String subject) {
    return kind
        + ":"
        + (NAME.matcher(subject).matches()
            ? subject
            : UUID.nameUUIDFromBytes(subject.getBytes(UTF_8)));
  }
}
