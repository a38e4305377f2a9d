package org.warmhandoff.partner.signon;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.testing.Keycloak;
import org.warmhandoff.testing.TokenRelay;

/** Keycloak, where it is unpacked: {@code -Pkeycloak}, or {@code -Dkeycloak=} its directory. */
@EnabledIfSystemProperty(named = Keycloak.HOME, matches = ".+")
class KeycloakTest extends OtherServerContract {

  @TempDir private static Path data;

  private static Keycloak keycloak;

  @BeforeAll
  static void start() throws Exception {
    keycloak = new Keycloak(data);
  }

  @AfterAll
  static void stop() {
    if (keycloak != null) {
      keycloak.close();
    }
  }

  @Override
  TokenRelay tokens(String client, String jwks, String algorithm, List<String> scopes)
      throws Exception {
    return opened(new TokenRelay(keycloak.tokens(client, jwks, algorithm, scopes)));
  }
}
