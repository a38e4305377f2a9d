package org.warmhandoff.partner.client;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.http.client.methods.HttpGet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.config.ConfigFile;
import org.warmhandoff.config.ConfigProblems;
import org.warmhandoff.partner.client.Reply.HttpReply;
import org.warmhandoff.partner.client.Reply.Lost;
import org.warmhandoff.testing.Keytool;
import org.warmhandoff.testing.SilencedLibraries;

/** A partner with a private CA that asks for a certificate of ours. */
class MutualTlsTest {

  static {
    SilencedLibraries.please();
  }

  private static final String PASSWORD = "of-the-file";

  @TempDir private Path home;

  private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
  private WireMockServer partner;

  @BeforeEach
  void aPartnerThatKnowsUs() {
    pair("partner");
    pair("us");
    pair("stranger");
    trust("us", "they-trust.p12");
    partner =
        new WireMockServer(
            options()
                .bindAddress("127.0.0.1")
                .httpDisabled(true)
                .dynamicHttpsPort()
                .keystorePath(home.resolve("partner.p12").toString())
                .keystoreType("PKCS12")
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD)
                .needClientAuth(true)
                .trustStorePath(home.resolve("they-trust.p12").toString())
                .trustStoreType("PKCS12")
                .trustStorePassword(PASSWORD));
    partner.stubFor(any(anyUrl()).willReturn(ok()));
    partner.start();
  }

  @AfterEach
  void close() {
    partner.stop();
    clockwork.shutdownNow();
  }

  private void pair(String name) {
    Keytool.pair(home.resolve(name + ".p12"), "CN=" + name, "RSA", PASSWORD);
    Keytool.certificate(
        home.resolve(name + ".p12"), PASSWORD, home.resolve(name + "-certificate.pem"));
  }

  private void trust(String whom, String into) {
    Keytool.trusting(home.resolve(whom + "-certificate.pem"), home.resolve(into), PASSWORD);
  }

  private HttpTransport connections(String tls) {
    return connections("https://127.0.0.1:" + partner.httpsPort() + "/fhir", tls);
  }

  private HttpTransport connections(String base, String tls) {
    var yaml =
        """
        program: {namespace: "https://id.bridgewater-iop.example", name: Bridgewater Virtual IOP}
        access: [{name: program, token: a-token-of-twenty-and-more, roles: [submit]}]
        partners:
          - {name: psychiatry, roles: [psychiatry], base-url: "%s", tls: {%s}}
        """
            .formatted(base, tls);
    return new HttpTransport(
        new ConfigFile(name -> null).read(yaml, home).partners().get(0), clockwork);
  }

  private Reply asked(HttpTransport connections) {
    return connections.send(new HttpGet(partner.baseUrl().replace("localhost", "127.0.0.1")));
  }

  private static final String TRUST = "trust: partner-certificate.pem";

  @Test
  void whoShowsItsCertificateIsLetIn() {
    var us = connections("certificate: us.p12, password: " + PASSWORD + ", " + TRUST);

    assertThat(asked(us)).isInstanceOfSatisfying(HttpReply.class, this::isWell);
  }

  private void isWell(HttpReply reply) {
    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void aCertificateAndItsKeyMayBeInPem() throws Exception {
    Keytool.pem(home.resolve("us.p12"), PASSWORD, home.resolve("us-key.pem"));
    var us = connections("certificate: us-certificate.pem, key: us-key.pem, " + TRUST);

    assertThat(asked(us)).isInstanceOfSatisfying(HttpReply.class, this::isWell);
  }

  @Test
  void whoShowsNoneOrAnotherIsNot() {
    assertThat(asked(connections(TRUST))).isInstanceOf(Lost.class);
    assertThat(
            asked(connections("certificate: stranger.p12, password: " + PASSWORD + ", " + TRUST)))
        .isInstanceOf(Lost.class);
  }

  @Test
  void aPartnerThatNobodyVouchesForIsNotTalkedTo() {
    var us = "certificate: us.p12, password: " + PASSWORD;

    assertThat(asked(connections(us))).isEqualTo(new Lost(Reply.LossReason.NEVER_LEFT));
    assertThat(asked(connections(us + ", trust: stranger-certificate.pem")))
        .isEqualTo(new Lost(Reply.LossReason.NEVER_LEFT));
    assertThat(partner.getAllServeEvents()).isEmpty();
  }

  @Test
  void aCertificateThatIsForAnotherNameIsNotTaken() {
    Keytool.pair(
        home.resolve("elsewhere.p12"), "CN=elsewhere", "RSA", PASSWORD, "dns:elsewhere.example");
    Keytool.certificate(
        home.resolve("elsewhere.p12"), PASSWORD, home.resolve("elsewhere-certificate.pem"));
    var server =
        new WireMockServer(
            options()
                .bindAddress("127.0.0.1")
                .dynamicHttpsPort()
                .keystorePath(home.resolve("elsewhere.p12").toString())
                .keystoreType("PKCS12")
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD));
    server.start();
    try {
      var us = connections("trust: elsewhere-certificate.pem");

      assertThat(us.send(new HttpGet("https://127.0.0.1:" + server.httpsPort() + "/")))
          .isInstanceOf(Lost.class);
      assertThat(server.getAllServeEvents()).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void aNewCertificateHoldsFromTheNextRequestOnAndOneThatIsBrokenChangesNothing()
      throws IOException {
    Files.copy(home.resolve("stranger.p12"), home.resolve("own.p12"));
    var us = connections("certificate: own.p12, password: " + PASSWORD + ", " + TRUST);
    assertThat(asked(us)).isInstanceOf(Lost.class);

    Files.copy(
        home.resolve("us.p12"), home.resolve("own.p12"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(asked(us)).isInstanceOf(HttpReply.class);

    Files.writeString(home.resolve("own.p12"), "half of a fi");
    assertThat(asked(us)).isInstanceOf(HttpReply.class);
  }

  @Test
  void whatCannotBeUsedIsReportedAtTheStart() {
    assertThatThrownBy(() -> connections("certificate: us.p12, password: another, trust: none.pem"))
        .isInstanceOfSatisfying(
            ConfigProblems.class,
            wrong ->
                assertThat(wrong.problems())
                    .containsExactly(
                        "partners[0].tls.certificate: the file cannot be read, or not with that"
                            + " password",
                        "partners[0].tls.trust: the file cannot be read, or not with that"
                            + " password"));
  }
}
