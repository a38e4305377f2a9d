package org.warmhandoff.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.warmhandoff.config.PartnerConfig.CertificateFile;
import org.warmhandoff.config.PartnerConfig.Tls;

/** TLS of what the adapter serves, as settings of Spring Boot. */
class ServerTlsTest {

  @ParameterizedTest
  @ValueSource(strings = {"plain", "a${java.home}b", "${x}", "a$b{c}", "#{1+1}", "back\\slash"})
  void aPasswordIsTakenAsItIsWhateverItLooksLike(String password) {
    var own = new CertificateFile(Path.of("own.p12"), Optional.empty(), Optional.of(password));
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new PropertiesPropertySource(
                "settings", ServerTls.settings(new Tls(Optional.of(own), Optional.empty()))));

    assertThat(environment.getProperty("spring.ssl.bundle.jks.adapter.keystore.password"))
        .isEqualTo(password);
  }
}
