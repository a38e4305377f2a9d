package org.warmhandoff.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.config.Config.Role;

/**
 * How people sign in: by a file of users, by OpenID Connect, or by either.
 *
 * @param users the file that {@code warm-handoff users} writes
 * @param url under which browsers reach the adapter, without a slash at its end; there wherever
 *     OpenID Connect is
 */
public record PeopleConfig(
    Optional<Path> users,
    Optional<OpenIdConnect> openIdConnect,
    Optional<URI> url,
    SessionConfig session) {

  /**
   * A provider that knows people (OpenID Connect Core 1.0).
   *
   * @param name what people call it, on the button
   * @param issuer who it calls itself; what else is to be known of it is asked there
   * @param rolesClaim the claim of its ID token that says what somebody is there
   * @param roles what each value of that claim is good for here
   */
  public record OpenIdConnect(
      String name,
      URI issuer,
      String clientId,
      String clientSecret,
      String rolesClaim,
      Map<String, Set<Role>> roles) {

    public OpenIdConnect {
      roles = Map.copyOf(roles);
    }

    @Override
    public String toString() {
      return "OpenIdConnect[" + issuer + "]";
    }
  }

  /**
   * When somebody has to sign in again.
   *
   * @param idle after nothing was asked for so long
   * @param longest however much was asked
   */
  public record SessionConfig(Duration idle, Duration longest) {}
}
