package org.warmhandoff.api.people;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Too many tries by that name or from that address: another is looked at only after a while. */
final class SignInPaused extends AuthenticationException {

  private static final long serialVersionUID = 1L;

  private final Duration left;

  SignInPaused(Duration left) {
    super("sign-in is paused");
    this.left = left;
  }

  /** How long it has still to wait. */
  Duration left() {
    return left;
  }
}
