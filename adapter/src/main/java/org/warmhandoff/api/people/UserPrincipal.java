package org.warmhandoff.api.people;

import org.springframework.security.core.AuthenticatedPrincipal;
import org.warmhandoff.people.User;

/**
 * Who signed in with a password, as the file of users had them then. In what is kept of who did
 * what nobody of these is called as a credential of the configuration is.
 */
record UserPrincipal(User user) implements AuthenticatedPrincipal {

  @Override
  public String getName() {
    return "user:" + user.name();
  }
}
