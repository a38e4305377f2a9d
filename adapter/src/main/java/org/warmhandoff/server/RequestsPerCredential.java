package org.warmhandoff.server;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits how much one credential may ask for in a second, so that others are heard as well. */
public final class RequestsPerCredential extends OncePerRequestFilter {

  private final RateLimiterConfig limits;
  private final Map<String, RateLimiter> byCredential = new RecentlyUsed<>();

  /** At most that many in a second. */
  public RequestsPerCredential(int inASecond) {
    this.limits =
        RateLimiterConfig.custom()
            .limitForPeriod(inASecond)
            .limitRefreshPeriod(Duration.ofSeconds(1))
            .timeoutDuration(Duration.ZERO)
            .build();
  }

  /** Nobody's requests are what anybody may ask for. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRemoteUser() == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (limiter(request.getRemoteUser()).acquirePermission()) {
      chain.doFilter(request, response);
      return;
    }
    Problem.tooMany(
        response,
        1,
        "too-many-requests",
        "More requests than a credential may make in a second"
            + " (server.requests-per-credential). Nothing was accepted.");
  }

  private synchronized RateLimiter limiter(String credential) {
    return byCredential.computeIfAbsent(credential, name -> RateLimiter.of(name, limits));
  }
}
