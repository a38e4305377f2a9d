package org.warmhandoff.it.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.Main;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Setting;

/** Systems come with tokens of an authorization server, or with one of which the hash is known. */
class AccessTokensIT {

  private static final String AUDIENCE = "https://handoff.bridgewater.example";
  private static final String RECORD = "/api/v1/records/participant/P-1";

  @TempDir private Path home;

  private HttpServer keys;
  private volatile JWKSet published;
  private final AtomicInteger fetched = new AtomicInteger();
  private ECKey key;

  @BeforeEach
  void publish() throws Exception {
    key = key();
    published = new JWKSet(key.toPublicJWK());
    keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    keys.createContext(
        "/jwks",
        exchange -> {
          fetched.incrementAndGet();
          var body = published.toString().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/jwk-set+json");
          exchange.sendResponseHeaders(200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    keys.createContext(
        "/.well-known/openid-configuration",
        exchange -> {
          var body =
              "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/jwks\"}"
                  .formatted(issuer(), issuer())
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    keys.start();
  }

  @AfterEach
  void stop() {
    keys.stop(0);
  }

  private static ECKey key() throws Exception {
    return new ECKeyGenerator(Curve.P_384).keyID(UUID.randomUUID().toString()).generate();
  }

  private String issuer() {
    return "http://127.0.0.1:" + keys.getAddress().getPort();
  }

  private Adapter adapter() {
    return Adapter.start(
        Setting.alone(home)
            .authorizationServer(
                "issuer: " + issuer(),
                "jwks-url: " + issuer() + "/jwks",
                "audience: " + AUDIENCE,
                "scopes: {read: 'records:read'}")
            .config());
  }

  private JWTClaimsSet.Builder claims(String scope) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .subject("registry")
        .audience(AUDIENCE)
        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
        .claim("scope", scope);
  }

  private static String signed(JWTClaimsSet claims, ECKey by) throws Exception {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES384)
            .keyID(by.getKeyID())
            .type(new JOSEObjectType("at+jwt"))
            .build();
    var token = new SignedJWT(header, claims);
    token.sign(new ECDSASigner(by));
    return token.serialize();
  }

  private static int status(Adapter adapter, String token)
      throws IOException, InterruptedException {
    return Caller.with(adapter.port(), token).get(RECORD).statusCode();
  }

  @Test
  void aTokenOfTheAuthorizationServerIsGoodForTheRolesOfItsScopes() throws Exception {
    try (var adapter = adapter()) {
      assertThat(status(adapter, signed(claims("openid records:read").build(), key)))
          .isEqualTo(404);
      assertThat(status(adapter, signed(claims("warm-handoff.observe").build(), key)))
          .isEqualTo(403);
      assertThat(
              Caller.with(adapter.port(), signed(claims("warm-handoff.observe").build(), key))
                  .get("/actuator/prometheus")
                  .statusCode())
          .isEqualTo(200);
      assertThat(status(adapter, signed(claims("warm-handoff.read").build(), key)))
          .as("the scope has another name here")
          .isEqualTo(403);
      assertThat(status(adapter, Setting.PROGRAM)).isEqualTo(404);
    }
  }

  @Test
  void aTokenThatIsNotForThisAdapterOrOverOrOfSomebodyElseIsNone() throws Exception {
    var good = claims("records:read").build();
    try (var adapter = adapter()) {
      var elsewhere = new JWTClaimsSet.Builder(good).audience("https://other.example").build();
      var over =
          new JWTClaimsSet.Builder(good)
              .expirationTime(Date.from(Instant.now().minusSeconds(300)))
              .build();
      var endless = new JWTClaimsSet.Builder(good).expirationTime(null).build();
      var stranger = new JWTClaimsSet.Builder(good).issuer("https://other.example").build();
      var early =
          new JWTClaimsSet.Builder(good)
              .notBeforeTime(Date.from(Instant.now().plusSeconds(300)))
              .build();
      for (var claims : new JWTClaimsSet[] {elsewhere, over, endless, stranger, early}) {
        assertThat(status(adapter, signed(claims, key))).as("%s", claims).isEqualTo(401);
      }
      assertThat(status(adapter, signed(good, key()))).isEqualTo(401);
      assertThat(status(adapter, new PlainJWT(good).serialize())).isEqualTo(401);
      assertThat(status(adapter, byPublicKeyAsSecret(good))).isEqualTo(401);
      var whole = signed(good, key);
      assertThat(status(adapter, whole.substring(0, whole.length() - 8) + "AAAAAAAA"))
          .isEqualTo(401);
      assertThat(status(adapter, whole)).isEqualTo(404);
    }
  }

  /** As if the public key were a shared secret. */
  private String byPublicKeyAsSecret(JWTClaimsSet claims) throws Exception {
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build();
    var token = new SignedJWT(header, claims);
    token.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
    return token.serialize();
  }

  @Test
  void aKeyThatIsRotatedInIsKnownAtOnce() throws Exception {
    try (var adapter = adapter()) {
      assertThat(status(adapter, signed(claims("records:read").build(), key))).isEqualTo(404);
      var next = key();
      published = new JWKSet(List.of(key.toPublicJWK(), next.toPublicJWK()));

      assertThat(status(adapter, signed(claims("records:read").build(), next))).isEqualTo(404);
    }
  }

  @Test
  void whereTheAuthorizationServerIsAwayItsTokensAreForLaterAndOursAreGood() throws Exception {
    try (var adapter = adapter()) {
      var token = signed(claims("records:read").build(), key);
      keys.stop(0);

      assertThat(status(adapter, token)).isEqualTo(503);
      assertThat(status(adapter, Setting.PROGRAM)).isEqualTo(404);
    }
  }

  private Adapter discovering(String... more) {
    var lines = new ArrayList<>(List.of("issuer: " + issuer(), "audience: " + AUDIENCE));
    lines.addAll(List.of(more));
    return Adapter.start(
        Setting.alone(home).authorizationServer(lines.toArray(String[]::new)).config());
  }

  @Test
  void theKeysOfAnIssuerAreFoundByItsMetadata() throws Exception {
    try (var adapter = discovering()) {
      assertThat(status(adapter, signed(claims("warm-handoff.read").build(), key))).isEqualTo(404);
    }
  }

  @Test
  void anIssuerThatIsAwayFromTheBeginningHoldsUpNobodyElse() throws Exception {
    keys.stop(0);
    try (var adapter = discovering()) {
      assertThat(status(adapter, signed(claims("warm-handoff.read").build(), key))).isEqualTo(503);
      assertThat(status(adapter, "a-token-of-nobody-1234567890")).isEqualTo(401);
      assertThat(status(adapter, Setting.PROGRAM)).isEqualTo(404);
    }
  }

  @Test
  void keysThatSomebodyMakesUpAreNotLookedForEachTime() throws Exception {
    try (var adapter = adapter()) {
      for (var time = 0; time < 30; time++) {
        assertThat(status(adapter, signed(claims("records:read").build(), key())))
            .isIn(401, 429, 503);
      }
      assertThat(fetched.get()).isLessThan(5);
      assertThat(status(adapter, signed(claims("records:read").build(), key))).isEqualTo(404);
    }
  }

  @Test
  void oneScopeMayBeGoodForMoreRolesThanOne() throws Exception {
    try (var adapter = discovering("scopes: {read: 'both', observe: 'both'}")) {
      var token = signed(claims("both").build(), key);

      assertThat(status(adapter, token)).isEqualTo(404);
      assertThat(Caller.with(adapter.port(), token).get("/actuator/prometheus").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void whoActedWithATokenOfTheServerIsNotTakenForACredentialOfTheConfiguration() throws Exception {
    try (var adapter = discovering()) {
      for (var subject :
          List.of("desk", "line\nbreak", "https://id.example/" + "x".repeat(100), "ana@example")) {
        var token = signed(claims("warm-handoff.staff").subject(subject).build(), key);
        var answer =
            Caller.with(adapter.port(), token)
                .call("PUT", "/api/v1/matches/psychiatry/P-1", "{\"patient\": \"Patient/1\"}");
        assertThat(answer.statusCode()).as(subject).isLessThan(500);
      }
      var nobody = signed(claims("warm-handoff.read").subject(null).build(), key);
      assertThat(status(adapter, nobody)).isEqualTo(401);
    }
  }

  @Test
  void aTokenThatIsMadeIsLetInByItsHash() throws Exception {
    var out = new StringWriter();
    Main.commandLine().setOut(new PrintWriter(out, true)).execute("token", "new");
    var lines = out.toString().lines().toList();
    var token = lines.get(0).substring("token: ".length());
    var setting =
        Setting.alone(home).credential("{name: registry, " + lines.get(1) + ", roles: [read]}");

    try (var adapter = Adapter.start(setting.config())) {
      assertThat(status(adapter, token)).isEqualTo(404);
      assertThat(status(adapter, lines.get(1).substring("token-hash: sha256:".length())))
          .isEqualTo(401);
    }
  }

  @Test
  void oneCredentialThatAsksForMuchIsToldToWaitAndOthersAreHeard() throws Exception {
    var setting = Setting.alone(home).server("requests-per-credential: 1");
    try (var adapter = Adapter.start(setting.config())) {
      var program = Caller.program(adapter.port());
      var answers = new ArrayList<HttpResponse<String>>();
      for (var asked = 0; asked < 10; asked++) {
        answers.add(program.get(RECORD));
      }

      assertThat(answers)
          .filteredOn(answer -> answer.statusCode() == 429)
          .isNotEmpty()
          .allSatisfy(
              answer -> {
                assertThat(answer.headers().firstValue("Retry-After")).contains("1");
                assertThat(answer.body()).contains("too-many-requests");
              });
      assertThat(Caller.monitoring(adapter.port()).get("/actuator/prometheus").statusCode())
          .isEqualTo(200);
      assertThat(Caller.stranger(adapter.port()).get("/openapi.yaml").statusCode()).isEqualTo(200);
    }
  }
}
