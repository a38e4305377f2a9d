package org.warmhandoff.partner.signon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a partner that is elsewhere may send us for a token. */
class SmartConfigurationTest {

  private static boolean isTaken(String tokenUrl) {
    var document = new ObjectMapper().createObjectNode().put("token_endpoint", tokenUrl);
    return SmartConfiguration.read(document, URI.create("https://ehr.example/fhir"))
        .tokenUrl()
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost/token",
        "https://LOCALHOST/token",
        "https://localhost./token",
        "https://any.localhost/token",
        "https://127.1/token",
        "https://127.0.0.1:8420/token",
        "https://[::1]/token",
        "https://[0:0:0:0:0:0:0:1]/token",
        "https://[::]/token",
        "https://[::ffff:127.0.0.1]/token",
        "https://[::FFFF:7F00:1]/token",
        "http://login.example/token",
        "ftp://login.example/token"
      })
  void neitherToThisMachineNorIntoTheClear(String tokenUrl) {
    assertThat(isTaken(tokenUrl)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://login.example/tenants/1/token",
        "https://localhost.example/token",
        "https://[2001:db8::1]:8443/token"
      })
  void toAnyOtherHostOverTls(String tokenUrl) {
    assertThat(isTaken(tokenUrl)).isTrue();
  }
}
