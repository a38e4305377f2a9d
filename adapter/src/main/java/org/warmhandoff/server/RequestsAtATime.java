package org.warmhandoff.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits how many requests of one credential are being answered at a time, and of nobody's those
 * from one address: whoever reads answers slowly, on many connections, leaves workers for others.
 * Whether the adapter is alive may be asked beside that.
 */
public final class RequestsAtATime extends OncePerRequestFilter {

  private static final int MOST = 64;
  private static final String HEALTH = "/actuator/health";

  private final Map<String, Semaphore> bySender = new RecentlyUsed<>();

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith(HEALTH);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var turns = turns(sender(request));
    if (!turns.tryAcquire()) {
      Problem.tooMany(
          response,
          1,
          "too-many-requests",
          "As many requests of this credential, or from there, are being answered as may be."
              + " Nothing was accepted.");
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      turns.release();
    }
  }

  /** A credential's name holds no space. */
  private static String sender(HttpServletRequest request) {
    return request.getRemoteUser() == null
        ? "from " + request.getRemoteAddr()
        : request.getRemoteUser();
  }

  private synchronized Semaphore turns(String sender) {
    return bySender.computeIfAbsent(sender, first -> new Semaphore(MOST));
  }
}
