package org.warmhandoff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Keycloak in a process of its own: one server, and a realm for each that asks for one. */
public final class Keycloak implements AutoCloseable {

  /** The system property that says where its distribution was unpacked. */
  public static final String HOME = "keycloak";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADMIN = "admin";

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger realms = new AtomicInteger();
  private final Process process;
  private final String base;

  /** A server, which is there when this returns; it takes most of a minute. */
  public Keycloak(Path data) throws IOException, InterruptedException {
    var port = freePort();
    base = "http://127.0.0.1:" + port;
    var start =
        new ProcessBuilder(
            "bash",
            Path.of(System.getProperty(HOME), "bin", "kc.sh").toString(),
            "start-dev",
            "--http-host=127.0.0.1",
            "--http-port=" + port,
            "--health-enabled=false",
            "--db=dev-mem");
    start.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
    start.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN);
    process =
        start
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("keycloak.log").toFile())
            .start();
    try {
      untilItAnswers();
    } catch (RuntimeException late) {
      close();
      throw late;
    }
  }

  private static int freePort() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void untilItAnswers() {
    await()
        .atMost(Duration.ofMinutes(10))
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(() -> answer(HttpRequest.newBuilder(URI.create(base + "/realms/master"))) == 200);
  }

  private int answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  /** Where a client of its own realm, with keys there and those scopes, asks for tokens. */
  public URI tokens(String client, String jwks, String algorithm, List<String> scopes)
      throws IOException, InterruptedException {
    var realm = "realm-" + realms.incrementAndGet();
    var made =
        answer(
            HttpRequest.newBuilder(URI.create(base + "/admin/realms"))
                .header("Authorization", "Bearer " + adminToken())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(realm(realm, client, jwks, algorithm, scopes))));
    if (made != 201) {
      throw new IOException("a realm was answered " + made);
    }
    return URI.create(base + "/realms/" + realm + "/protocol/openid-connect/token");
  }

  private String adminToken() throws IOException, InterruptedException {
    var form = "grant_type=password&client_id=admin-cli&username=" + ADMIN + "&password=" + ADMIN;
    var request =
        HttpRequest.newBuilder(URI.create(base + "/realms/master/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return JSON.readTree(http.send(request, BodyHandlers.ofString(UTF_8)).body())
        .path("access_token")
        .asText();
  }

  private static String realm(
      String realm, String client, String jwks, String algorithm, List<String> scopes) {
    var names = scopes.stream().map(scope -> '"' + scope + '"').collect(joining(", "));
    var definitions =
        scopes.stream()
            .map(
                scope ->
                    """
                    {"name": "%s", "protocol": "openid-connect",
                     "attributes": {"include.in.token.scope": "true"}}
                    """
                        .formatted(scope))
            .collect(joining(", "));
    // It would take 300 seconds; a test is five minutes ahead of it.
    return """
        {"realm": "%s", "enabled": true, "sslRequired": "none", "clientScopes": [%s],
         "clients": [{"clientId": "%s", "enabled": true, "protocol": "openid-connect",
           "clientAuthenticatorType": "client-jwt", "serviceAccountsEnabled": true,
           "standardFlowEnabled": false, "optionalClientScopes": [%s],
           "attributes": {"use.jwks.url": "true", "jwks.url": "%s",
             "token.endpoint.auth.signing.alg": "%s",
             "token.endpoint.auth.signing.max.exp": "900"}}]}
        """
        .formatted(realm, definitions, client, names, jwks, algorithm);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
