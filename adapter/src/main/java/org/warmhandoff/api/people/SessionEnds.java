package org.warmhandoff.api.people;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.warmhandoff.config.Config.SessionConfig;
import org.warmhandoff.people.KnownUsers;
import org.warmhandoff.people.User;

/**
 * Ends sessions: after a time without requests, after the longest that one may last, and at once
 * where the user is disabled, or has another password or other roles than at the sign-in.
 */
public final class SessionEnds extends OncePerRequestFilter {

  private static final String SIGNED_IN = SessionEnds.class.getName() + ".signedIn";
  private static final String LAST_SEEN = SessionEnds.class.getName() + ".lastSeen";

  private final SessionConfig limits;
  private final Optional<KnownUsers> users;
  private final Clock clock;

  /** By those limits, and by those users where there is a file of them. */
  public SessionEnds(SessionConfig limits, Optional<KnownUsers> users, Clock clock) {
    this.limits = limits;
    this.users = users;
    this.clock = clock;
  }

  /** Somebody has signed in just now. */
  void begin(HttpSession session) {
    session.setAttribute(SIGNED_IN, clock.instant());
    session.setAttribute(LAST_SEEN, clock.instant());
  }

  /** When that session ends at the latest. */
  Instant end(HttpSession session) {
    return signedIn(session).plus(limits.longest());
  }

  private static Instant signedIn(HttpSession session) {
    return session.getAttribute(SIGNED_IN) instanceof Instant since ? since : Instant.EPOCH;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var session = request.getSession(false);
    if (session != null) {
      if (isOver(session)) {
        session.invalidate();
        SecurityContextHolder.clearContext();
      } else {
        session.setAttribute(LAST_SEEN, clock.instant());
      }
    }
    chain.doFilter(request, response);
  }

  private boolean isOver(HttpSession session) {
    var now = clock.instant();
    var idleUntil =
        session.getAttribute(LAST_SEEN) instanceof Instant last
            ? last.plus(limits.idle())
            : Instant.EPOCH;
    return !now.isBefore(idleUntil) || !now.isBefore(end(session)) || isAnother();
  }

  private boolean isAnother() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null
        && authentication.getPrincipal() instanceof UserPrincipal person
        && !present(person.user().name()).equals(Optional.of(person.user()));
  }

  private Optional<User> present(String name) {
    return users.flatMap(known -> known.of(name));
  }
}
