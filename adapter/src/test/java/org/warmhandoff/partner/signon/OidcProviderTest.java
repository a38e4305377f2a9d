package org.warmhandoff.partner.signon;

import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.warmhandoff.testing.OidcProvider;
import org.warmhandoff.testing.TokenRelay;

/**
 * The npm package {@code oidc-provider}, where it is installed: {@code npm install} in a copy of
 * {@code fixtures/oidc-provider}, {@code -Doidc-provider=} that copy.
 */
@EnabledIfSystemProperty(named = OidcProvider.HOME, matches = ".+")
class OidcProviderTest extends OtherServerContract {

  @Override
  TokenRelay tokens(String client, String jwks, String algorithm, List<String> scopes) {
    return opened(new OidcProvider(client, jwks, algorithm, scopes)).tokens();
  }
}
