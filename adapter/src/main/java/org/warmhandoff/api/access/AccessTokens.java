package org.warmhandoff.api.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.warmhandoff.config.Config.Access;
import org.warmhandoff.config.Config.Credential.Token;
import org.warmhandoff.config.Config.Credential.TokenHash;

/** The configured bearer tokens (RFC 6750). Kept and compared as digests, in constant time. */
public final class AccessTokens implements OpaqueTokenIntrospector {

  @SuppressWarnings("ArrayRecordComponent") // compared in constant time, not by equals
  private record TokenDigest(byte[] digest, Access access) {}

  private final List<TokenDigest> known;

  /** Those tokens and no others. */
  public AccessTokens(List<Access> access) {
    this.known =
        access.stream()
            .flatMap(one -> digest(one).map(hash -> new TokenDigest(hash, one)))
            .toList();
  }

  @Override
  public OAuth2AuthenticatedPrincipal introspect(String token) {
    var digest = digest(token);
    return known.stream()
        .filter(one -> MessageDigest.isEqual(one.digest(), digest))
        .findFirst()
        .map(one -> principal(one.access()))
        .orElseThrow(() -> new BadOpaqueTokenException("unknown token"));
  }

  private static Stream<byte[]> digest(Access access) {
    if (access.credential() instanceof Token plain) {
      return Stream.of(digest(plain.token()));
    }
    return access.credential() instanceof TokenHash hash
        ? Stream.of(HexFormat.of().parseHex(hash.sha256()))
        : Stream.empty();
  }

  private static OAuth2AuthenticatedPrincipal principal(Access access) {
    return new DefaultOAuth2AuthenticatedPrincipal(
        access.name(), Map.of("sub", access.name()), Authorities.of(access.roles()));
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
