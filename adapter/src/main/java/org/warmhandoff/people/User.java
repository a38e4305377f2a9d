package org.warmhandoff.people;

import java.util.Set;
import java.util.regex.Pattern;
import org.warmhandoff.config.Config.Role;

/**
 * Somebody who signs in with a password.
 *
 * @param password its Argon2id hash, in the encoded form that names its costs
 * @param disabled whether no one is let in by that name any more
 */
public record User(String name, Set<Role> roles, String password, boolean disabled) {

  /** What a name looks like. */
  public static final String NAME = "[a-z0-9][a-z0-9._-]{0,39}";

  private static final Pattern PATTERN = Pattern.compile(NAME);

  public User {
    roles = Set.copyOf(roles);
  }

  /** Whether a user can be called so. */
  public static boolean isName(String text) {
    return PATTERN.matcher(text).matches();
  }

  /** The same user, let in or not. */
  public User disabled(boolean from) {
    return new User(name, roles, password, from);
  }

  /** The same user with another password. */
  public User password(String hash) {
    return new User(name, roles, hash, disabled);
  }

  @Override
  public String toString() {
    return "User[" + name + "]";
  }
}
