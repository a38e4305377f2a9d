package org.warmhandoff.api.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.web.util.WebUtils;
import org.warmhandoff.server.RecentlyUsed;

/**
 * Who has gone to the provider and is not back yet. The cookie of a session is not sent with what
 * another site leads to, so whoever comes back is known by another, which is good for that alone.
 */
public final class PendingSignIns
    implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

  private static final Duration LASTS = Duration.ofMinutes(10);
  private static final int BYTES = 32;
  private static final String PATH = "/";

  private record Pending(OAuth2AuthorizationRequest request, Instant until) {}

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;
  private final boolean secure;
  private final String cookie;
  private final Map<String, Pending> byCookie = new RecentlyUsed<>();

  /**
   * Nobody so far.
   *
   * @param secure whether browsers come over TLS
   */
  public PendingSignIns(Clock clock, boolean secure) {
    this.clock = clock;
    this.secure = secure;
    this.cookie = secure ? "__Host-sign-in" : "sign-in";
  }

  @Override
  public OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
    return pending(request).orElse(null);
  }

  private synchronized Optional<OAuth2AuthorizationRequest> pending(HttpServletRequest request) {
    return Optional.ofNullable(WebUtils.getCookie(request, cookie))
        .map(sent -> byCookie.get(sent.getValue()))
        .filter(pending -> clock.instant().isBefore(pending.until()))
        .map(Pending::request)
        .filter(
            pending -> pending.getState().equals(request.getParameter(OAuth2ParameterNames.STATE)));
  }

  @Override
  public void saveAuthorizationRequest(
      OAuth2AuthorizationRequest pending,
      HttpServletRequest request,
      HttpServletResponse response) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    var value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    keep(value, new Pending(pending, clock.instant().plus(LASTS)));
    response.addHeader(HttpHeaders.SET_COOKIE, cookie(value, LASTS));
  }

  private synchronized void keep(String value, Pending pending) {
    byCookie.put(value, pending);
  }

  @Override
  public OAuth2AuthorizationRequest removeAuthorizationRequest(
      HttpServletRequest request, HttpServletResponse response) {
    var pending = loadAuthorizationRequest(request);
    Optional.ofNullable(WebUtils.getCookie(request, cookie))
        .ifPresent(
            sent -> {
              forget(sent.getValue());
              response.addHeader(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO));
            });
    return pending;
  }

  private synchronized void forget(String value) {
    byCookie.remove(value);
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
