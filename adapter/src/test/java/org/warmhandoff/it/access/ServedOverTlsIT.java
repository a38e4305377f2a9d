package org.warmhandoff.it.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.Main;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.config.Config.Role;
import org.warmhandoff.it.Setting;
import org.warmhandoff.people.Passwords;
import org.warmhandoff.people.User;
import org.warmhandoff.people.UserFile;
import org.warmhandoff.testing.Keytool;

/** The adapter speaks TLS itself, and knows systems by their certificates. */
class ServedOverTlsIT {

  private static final String PASSWORD = "of-the-store";
  private static final String SUBMITTER = "CN=submitter, O=Bridgewater";

  @TempDir private Path home;

  /** A pair of that subject, and its certificate in PEM beside it. */
  private Path pair(String name, String subject) {
    var file = home.resolve(name + ".p12");
    Keytool.pair(file, subject, "RSA", PASSWORD);
    Keytool.certificate(file, PASSWORD, home.resolve(name + ".pem"));
    return file;
  }

  private Setting pem() throws Exception {
    var own = pair("server", "CN=localhost");
    Keytool.pem(own, PASSWORD, home.resolve("server-key.pem"));
    return Setting.alone(home)
        .server("tls: {certificate: server.pem, key: server-key.pem, trust: clients.pem}");
  }

  private void trusting(Path... certificates) throws IOException {
    var all = new StringBuilder();
    for (var certificate : certificates) {
      all.append(Files.readString(certificate));
    }
    Files.writeString(home.resolve("clients.pem"), all);
  }

  private static SSLContext client(Path serverPair, Optional<Path> own) throws Exception {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    var store = KeyStore.getInstance(serverPair.toFile(), PASSWORD.toCharArray());
    trusted.setCertificateEntry("server", store.getCertificate("own"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    if (own.isPresent()) {
      keys.init(
          KeyStore.getInstance(own.get().toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
    } else {
      keys.init(null, null);
    }
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static int status(SSLContext tls, int port, String path, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    var answer =
        HttpClient.newBuilder()
            .sslContext(tls)
            .build()
            .send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.discarding());
    assertThat(answer.headers().firstValue("Set-Cookie")).as("a session").isEmpty();
    return answer.statusCode();
  }

  @Test
  void aSystemIsLetInByTheSubjectOfItsCertificateToWhatItsRolesAllow() throws Exception {
    var setting =
        pem()
            .credential("{name: submitter, certificate: '%s', roles: [read]}".formatted(SUBMITTER));
    var submitter = pair("submitter", SUBMITTER);
    var unknown = pair("unknown", "CN=unknown, O=Bridgewater");
    var untrusted = pair("untrusted", SUBMITTER);
    trusting(home.resolve("submitter.pem"), home.resolve("unknown.pem"));
    var server = home.resolve("server.p12");
    var records = "/api/v1/records/participant/P-1";

    try (var adapter = Adapter.start(setting.config())) {
      var port = adapter.port();

      assertThat(status(client(server, Optional.of(submitter)), port, records)).isEqualTo(404);
      assertThat(status(client(server, Optional.of(submitter)), port, "/api/v1/deliveries"))
          .isEqualTo(403);
      assertThat(status(client(server, Optional.of(unknown)), port, records)).isEqualTo(401);
      assertThat(status(client(server, Optional.empty()), port, records)).isEqualTo(401);
      assertThat(
              status(
                  client(server, Optional.empty()),
                  port,
                  records,
                  "Authorization",
                  "Bearer " + Setting.PROGRAM))
          .isEqualTo(404);
      assertThatThrownBy(() -> status(client(server, Optional.of(untrusted)), port, records))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void nothingOlderThanTls12IsSpokenNorPlainHttp() throws Exception {
    trusting(pairPem("anybody"));
    try (var adapter = Adapter.start(pem().config())) {
      var tls = client(home.resolve("server.p12"), Optional.empty());
      try (var socket =
          (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", adapter.port())) {
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.startHandshake();
        assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
      }
      try (var socket =
          (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", adapter.port())) {
        socket.setEnabledProtocols(new String[] {"TLSv1.1"});
        assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
      }
      var plain =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + adapter.port() + "/openapi.yaml"))
                      .build(),
                  BodyHandlers.ofString());
      assertThat(plain.statusCode()).isEqualTo(400);
      assertThat(plain.body()).doesNotContain("openapi");
    }
  }

  @Test
  void theCookiesOfPeopleGoOverTlsAlone() throws Exception {
    var own = pair("server", "CN=localhost");
    var file = home.resolve("users.yaml");
    Files.writeString(file, "users: []");
    var password = "seven lamps on the quay";
    var user = new User("k.novak", Set.of(Role.STAFF), new Passwords().hash(password), false);
    new UserFile(file).add(user);
    var setting =
        Setting.alone(home)
            .server("tls: {certificate: server.p12, password: " + PASSWORD + "}")
            .people("users: users.yaml");
    try (var adapter = Adapter.start(setting.config())) {
      var browser = Browser.overTls(client(own, Optional.empty()), adapter.port());
      var form = browser.get("/sign-in").headers().allValues("Set-Cookie");
      var session = browser.signIn("k.novak", password).headers().allValues("Set-Cookie");

      assertThat(form).isNotEmpty().allSatisfy(ServedOverTlsIT::isForOurPagesOverTls);
      assertThat(form).anyMatch(cookie -> cookie.startsWith("__Host-form="));
      assertThat(session).isNotEmpty().allSatisfy(ServedOverTlsIT::isForOurPagesOverTls);
      assertThat(session).anyMatch(cookie -> cookie.startsWith("__Host-warm-handoff="));
      assertThat(browser.get("/me").statusCode()).isEqualTo(200);
    }
  }

  /** A browser takes one of such a name only if it is of no other domain and path (RFC 6265bis). */
  private static void isForOurPagesOverTls(String cookie) {
    assertThat(cookie)
        .startsWith("__Host-")
        .contains("; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/")
        .doesNotContain("Domain=")
        .doesNotContainPattern("Path=/[^;]");
  }

  private Path pairPem(String name) {
    pair(name, "CN=" + name);
    return home.resolve(name + ".pem");
  }

  @Test
  void aCertificateThatIsRenewedIsShownWithoutARestart() throws Exception {
    var first = pair("server", "CN=localhost");
    var setting =
        Setting.alone(home).server("tls: {certificate: server.p12, password: " + PASSWORD + "}");
    try (var adapter = Adapter.start(setting.config())) {
      assertThat(status(client(first, Optional.empty()), adapter.port(), "/openapi.yaml"))
          .isEqualTo(200);
      var renewed = pair("renewed", "CN=localhost");
      assertThatThrownBy(
              () -> status(client(renewed, Optional.empty()), adapter.port(), "/openapi.yaml"))
          .isInstanceOf(SSLException.class);
      Files.copy(renewed, home.resolve("new.p12"));
      Files.move(
          home.resolve("new.p12"),
          home.resolve("server.p12"),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);

      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(SSLException.class)
          .until(
              () ->
                  status(client(renewed, Optional.empty()), adapter.port(), "/openapi.yaml")
                      == 200);
    }
  }

  @Test
  void operatorsCommandsKnowTheAdapterByTheCertificateOfItsConfiguration() throws Exception {
    trusting(pairPem("anybody"));
    var setting = pem();
    try (var adapter = Adapter.start(setting.config())) {
      var file =
          Files.writeString(home.resolve("warm-handoff.yaml"), setting.port(adapter.port()).yaml());
      var out = new StringWriter();

      var exit =
          Main.commandLine()
              .setOut(new PrintWriter(out, true))
              .setErr(new PrintWriter(out, true))
              .execute("deliveries", "--config", file.toString());

      assertThat(exit).as(out.toString()).isZero();
    }
  }
}
