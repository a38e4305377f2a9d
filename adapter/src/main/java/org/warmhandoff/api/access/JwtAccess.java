package org.warmhandoff.api.access;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.warmhandoff.config.Config.AuthorizationServer;

/** Access tokens that an authorization server signs (RFC 9068), by its keys as they are now. */
public final class JwtAccess {

  private static final Duration KEYS_HOLD = Duration.ofMinutes(5);
  private static final Duration KEYS_WITHIN = Duration.ofSeconds(3);

  private JwtAccess() {}

  /** Lets in whoever has one of that server's, by the roles that its scopes stand for. */
  public static JwtAuthenticationProvider provider(AuthorizationServer server, Clock clock) {
    var provider = new JwtAuthenticationProvider(decoder(server, clock));
    provider.setJwtAuthenticationConverter(
        jwt ->
            new JwtAuthenticationToken(
                jwt, authorities(jwt, server), SignedTokens.name("jwt", jwt.getSubject())));
    return provider;
  }

  /**
   * Types with and without their prefix (RFC 9068, 2.1 and 4), and none, as some servers write it.
   * Whoever makes up keys must not have them looked for again and again: they are fetched a few
   * times a minute at most.
   */
  private static JwtDecoder decoder(AuthorizationServer server, Clock clock) {
    var keys =
        JWKSourceBuilder.create(new ServersKeys(server))
            .cache(KEYS_HOLD.toMillis(), KEYS_WITHIN.toMillis())
            .refreshAheadCache(false)
            .rateLimited(true)
            .build();
    var decoder =
        NimbusJwtDecoder.withJwkSource(keys)
            .jwsAlgorithms(algorithms -> algorithms.addAll(SignedTokens.ALGORITHMS))
            .jwtProcessorCustomizer(
                processor ->
                    processor.setJWSTypeVerifier(
                        new DefaultJOSEObjectTypeVerifier<>(
                            JOSEObjectType.JWT,
                            new JOSEObjectType("at+jwt"),
                            new JOSEObjectType("application/at+jwt"),
                            null)))
            .build();
    decoder.setJwtValidator(validator(server, clock));
    return decoder;
  }

  private static OAuth2TokenValidator<Jwt> validator(AuthorizationServer server, Clock clock) {
    var times = new JwtTimestampValidator();
    times.setClock(clock);
    var all = new ArrayList<OAuth2TokenValidator<Jwt>>();
    all.add(times);
    all.add(
        new JwtClaimValidator<String>(
            JwtClaimNames.SUB, subject -> subject != null && !subject.isBlank()));
    all.add(new JwtClaimValidator<>(JwtClaimNames.EXP, expires -> expires != null));
    all.add(
        new JwtClaimValidator<Collection<String>>(
            JwtClaimNames.AUD,
            audience -> audience != null && audience.contains(server.audience())));
    server.issuer().map(URI::toString).map(JwtIssuerValidator::new).ifPresent(all::add);
    return new DelegatingOAuth2TokenValidator<>(all);
  }

  /** Scopes are words in one text (RFC 9068, 2.2.3), or, with some servers, a list. */
  private static List<GrantedAuthority> authorities(Jwt jwt, AuthorizationServer server) {
    return Authorities.of(
        Stream.of("scope", "scp")
            .map(jwt::getClaim)
            .flatMap(JwtAccess::words)
            .filter(server.scopes()::containsKey)
            .map(server.scopes()::get)
            .flatMap(Set::stream)
            .collect(toUnmodifiableSet()));
  }

  private static Stream<String> words(Object claim) {
    if (claim instanceof Collection<?> list) {
      return list.stream().map(Object::toString);
    }
    return claim instanceof String text ? Stream.of(text.split(" ")) : Stream.empty();
  }
}
