package org.warmhandoff.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.config.ConfigFile;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Setting;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.SmartHandover;
import org.warmhandoff.testing.SpringAuthorizationServer;
import org.warmhandoff.testing.ehr.SmallEhr;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** An adapter whose partner checks its assertions by the keys that the adapter itself publishes. */
class SignedOnByKeyIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path home;

  private final SmallEhr ehr = new SmallEhr();
  private Path config;
  private Adapter adapter;
  private SpringAuthorizationServer authorization;

  @BeforeEach
  void anAdapter() throws IOException {
    SmartHandover.key(home, "RS384", new SettableClock(Instant.now().toString()));
    config =
        Files.writeString(
            home.resolve("warm-handoff.yaml"),
            """
            program: {namespace: "https://id.bridgewater-iop.example", name: Bridgewater Virtual IOP}
            server: {port: 0}
            access:
              - {name: everybody, token: %s, roles: [submit, read, observe, operate]}
            store: {directory: data}
            partners:
              - name: psychiatry
                roles: [psychiatry, emergency-department, higher-level-of-care, aftercare]
                base-url: %s
                identifier-systems: ["https://psychiatry.example/mrn"]
                sign-on:
                  smart: {client-id: %s, key: brookside, client-id-in-form: true}
            """
                .formatted(Setting.PROGRAM, ehr.base(), SpringAuthorizationServer.CLIENT));
    ehr.takes(StatedCapabilities.takesDocuments());
    adapter = Adapter.start(new ConfigFile(name -> null).read(config));
  }

  @AfterEach
  void close() {
    adapter.close();
    authorization.close();
    ehr.close();
  }

  private void grants(String... scopes) {
    var jwks = "http://127.0.0.1:" + adapter.port() + "/.well-known/jwks.json";
    authorization = new SpringAuthorizationServer(jwks, SignatureAlgorithm.RS384, List.of(scopes));
    ehr.letsIn(one -> authorization.isGood(one.header("Authorization")));
    ehr.isDiscovered(
        """
        {"token_endpoint": "%s", "scopes_supported": ["%s"]}
        """
            .formatted(authorization.tokenUrl(), String.join("\", \"", scopes)));
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(config, adapter.port(), arguments);
  }

  @Test
  void probeSaysEachStepOfSigningOn() {
    grants("system/Patient.rs", "system/DocumentReference.crus", "system/Goal.rs");

    var probe = run("probe", "psychiatry");

    assertThat(probe.exit()).isZero();
    assertThat(probe.out())
        .contains(
            "psychiatry: answers and lets us in",
            "signing on:",
            "  discovery: tokens are asked for at " + authorization.tokenUrl(),
            "  scopes wanted: system/DocumentReference.",
            "  scopes offered: system/Patient.rs system/DocumentReference.crus system/Goal.rs",
            "  scopes asked for: system/DocumentReference.crus system/Patient.rs",
            "  key: ",
            "  token: given for ",
            "  scopes granted: ")
        .doesNotContain("not granted", "eyJ", "Bearer");
  }

  @Test
  void aScopeThatIsMissingIsNamedToWhoeverProbesAndToPeople()
      throws IOException, InterruptedException {
    grants("system/Patient.rs", "system/DocumentReference.rs");
    var program = Caller.program(adapter.port());

    for (var file : List.of("participants/P-1001.v1.json", "plans/CP-2001.v1.json")) {
      assertThat(program.submit(Fixtures.bytes(file)).statusCode()).isEqualTo(202);
    }

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(run("attention").out())
                    .contains("missing-scope", "system/DocumentReference.c"));
    var probe = run("probe", "psychiatry");
    assertThat(probe.exit()).isEqualTo(1);
    assertThat(probe.out())
        .contains(
            "does not let us in",
            "what is needed there: system/DocumentReference.c",
            "  scopes not granted: system/DocumentReference.c");
    assertThat(ehr.written()).isEmpty();
  }
}
