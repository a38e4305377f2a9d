package org.warmhandoff.api.people;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.warmhandoff.api.access.Authorities;
import org.warmhandoff.api.access.SignedTokens;
import org.warmhandoff.config.Config.OpenIdConnect;
import org.warmhandoff.config.Config.Role;

/** Who signed in at the provider, by its ID token (OpenID Connect Core 1.0, 2). */
final class PersonOfProvider extends DefaultOidcUser {

  private static final long serialVersionUID = 1L;

  PersonOfProvider(OidcIdToken token, OpenIdConnect provider) {
    super(Authorities.of(roles(token, provider)), token);
  }

  private static Set<Role> roles(OidcIdToken token, OpenIdConnect provider) {
    return values(token.getClaim(provider.rolesClaim()))
        .filter(provider.roles()::containsKey)
        .map(provider.roles()::get)
        .flatMap(Set::stream)
        .collect(toUnmodifiableSet());
  }

  private static Stream<String> values(Object claim) {
    if (claim instanceof Collection<?> list) {
      return list.stream().map(Object::toString);
    }
    return claim instanceof String text ? Stream.of(text) : Stream.empty();
  }

  @Override
  public String getName() {
    return SignedTokens.name("oidc", getSubject());
  }
}
