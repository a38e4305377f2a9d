package org.warmhandoff.api.people;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.web.util.WebUtils;

/**
 * Who has gone to the provider and is not back yet. The browser keeps it itself, encrypted: so
 * nobody pushes others out by beginning often. The cookie of a session is not sent with what
 * another site leads to, so this is another, which is good for that alone.
 */
public final class PendingSignIns
    implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

  private static final Duration LASTS = Duration.ofMinutes(10);
  private static final JWEHeader HEADER = new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM);
  private static final String PATH = "/";
  private static final String AT = "at";
  private static final String CLIENT = "client";
  private static final String BACK = "back";
  private static final String SCOPES = "scopes";
  private static final String STATE = "state";
  private static final String ATTRIBUTES = "attributes";

  private final byte[] key = new byte[EncryptionMethod.A256GCM.cekBitLength() / Byte.SIZE];
  private final Clock clock;
  private final boolean secure;
  private final String cookie;

  /**
   * Of this process: its key goes with it.
   *
   * @param secure whether browsers come over TLS
   */
  public PendingSignIns(Clock clock, boolean secure) {
    new SecureRandom().nextBytes(key);
    this.clock = clock;
    this.secure = secure;
    this.cookie = secure ? "__Host-sign-in" : "sign-in";
  }

  @Override
  public OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
    return Optional.ofNullable(WebUtils.getCookie(request, cookie))
        .map(Cookie::getValue)
        .flatMap(this::opened)
        .filter(
            pending -> pending.getState().equals(request.getParameter(OAuth2ParameterNames.STATE)))
        .orElse(null);
  }

  /** Empty where it is over, or none of ours. */
  private Optional<OAuth2AuthorizationRequest> opened(String sealed) {
    try {
      var jwt = EncryptedJWT.parse(sealed);
      jwt.decrypt(new DirectDecrypter(key));
      var claims = jwt.getJWTClaimsSet();
      return claims.getExpirationTime().toInstant().isAfter(clock.instant())
          ? Optional.of(request(claims))
          : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private static OAuth2AuthorizationRequest request(JWTClaimsSet claims) throws ParseException {
    var attributes = claims.getJSONObjectClaim(ATTRIBUTES);
    return OAuth2AuthorizationRequest.authorizationCode()
        .authorizationUri(claims.getStringClaim(AT))
        .clientId(claims.getStringClaim(CLIENT))
        .redirectUri(claims.getStringClaim(BACK))
        .scopes(Set.copyOf(claims.getStringListClaim(SCOPES)))
        .state(claims.getStringClaim(STATE))
        .attributes(all -> all.putAll(attributes))
        .build();
  }

  @Override
  public void saveAuthorizationRequest(
      OAuth2AuthorizationRequest pending,
      HttpServletRequest request,
      HttpServletResponse response) {
    response.addHeader(HttpHeaders.SET_COOKIE, cookie(sealed(pending), LASTS));
  }

  private String sealed(OAuth2AuthorizationRequest pending) {
    var jwt =
        new EncryptedJWT(
            HEADER,
            new JWTClaimsSet.Builder()
                .expirationTime(Date.from(clock.instant().plus(LASTS)))
                .claim(AT, pending.getAuthorizationUri())
                .claim(CLIENT, pending.getClientId())
                .claim(BACK, pending.getRedirectUri())
                .claim(SCOPES, pending.getScopes().stream().toList())
                .claim(STATE, pending.getState())
                .claim(ATTRIBUTES, new HashMap<>(pending.getAttributes()))
                .build());
    try {
      jwt.encrypt(new DirectEncrypter(key));
    } catch (JOSEException cannot) {
      throw new IllegalStateException("this JVM does not encrypt with AES-GCM", cannot);
    }
    return jwt.serialize();
  }

  @Override
  public OAuth2AuthorizationRequest removeAuthorizationRequest(
      HttpServletRequest request, HttpServletResponse response) {
    if (WebUtils.getCookie(request, cookie) != null) {
      response.addHeader(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO));
    }
    return loadAuthorizationRequest(request);
  }

  private String cookie(String value, Duration lasts) {
    return ResponseCookie.from(cookie, value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .path(PATH)
        .maxAge(lasts)
        .build()
        .toString();
  }
}
