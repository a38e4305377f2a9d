package org.warmhandoff.api.access;

import static java.util.stream.Collectors.toUnmodifiableList;

import java.util.Collection;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.warmhandoff.config.Config.Role;

/** Roles as Spring Security has them. */
public final class Authorities {

  private Authorities() {}

  /** The authority of each. */
  public static List<GrantedAuthority> of(Collection<Role> roles) {
    return roles.stream()
        .map(Role::name)
        .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
        .collect(toUnmodifiableList());
  }
}
