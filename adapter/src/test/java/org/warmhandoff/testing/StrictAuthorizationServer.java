package org.warmhandoff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.net.URLDecoder;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.warmhandoff.keys.PublishedKeys;
import org.warmhandoff.keys.UnusableKey;
import org.warmhandoff.testing.ehr.RawHttp;
import org.warmhandoff.testing.ehr.RawHttp.RawRequest;
import org.warmhandoff.testing.ehr.RawHttp.RawResponse;
import org.warmhandoff.testing.ehr.RawHttp.Reaction;

/**
 * An authorization server that looks at everything that SMART App Launch 2.2 says of a client of
 * Backend Services, and takes nothing else: the same that Inferno's suite for such clients checks.
 * It remembers each {@code jti}, and whatever was wrong.
 */
public final class StrictAuthorizationServer implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final String client;
  private final PublishedKeys keys;
  private final Clock clock;
  private final RawHttp http = new RawHttp(this::react);
  private final Set<String> jtis = new HashSet<>();
  private final List<String> wrong = new ArrayList<>();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private int asked;
  private boolean cuts;
  private Optional<String> jku = Optional.empty();
  private Optional<String> replayed = Optional.empty();

  /**
   * A server.
   *
   * @param client that is registered
   * @param keys its public keys
   * @param clock by which it goes
   */
  public StrictAuthorizationServer(String client, PublishedKeys keys, Clock clock) {
    this.client = client;
    this.keys = keys;
    this.clock = clock;
  }

  /** Where tokens are asked for. */
  public String tokenUrl() {
    return "http://127.0.0.1:" + http.port() + "/token";
  }

  /** Everything that was wrong with what it was asked, in order. */
  public synchronized List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** How often it was asked for a token. */
  public synchronized int asked() {
    return asked;
  }

  /** How many assertions it has seen, none twice. */
  public synchronized int seen() {
    return jtis.size();
  }

  /** The next answer ends in its middle, though the assertion has been seen. */
  public synchronized void cutsItsNextAnswer() {
    cuts = true;
  }

  /** Where the client's keys are, as it was registered. */
  public synchronized void registered(String where) {
    jku = Optional.of(where);
  }

  /** Whatever assertion comes, it is as if that had come before. */
  public synchronized void hasSeenTheNext() {
    replayed = Optional.of("");
  }

  /** Whether that header shows a token that it gave. */
  public boolean isGood(Optional<String> authorization) {
    return authorization.filter(tokens::contains).isPresent();
  }

  /** No token that it gave is good any more. */
  public void revokesAll() {
    tokens.clear();
  }

  private synchronized Reaction react(RawRequest one) {
    asked++;
    var found = problems(one);
    wrong.addAll(found);
    if (!found.isEmpty()) {
      return new Reaction(
          answer(401, "{\"error\": \"invalid_client\", \"error_description\": \"Dana\"}"),
          RawHttp::whole);
    }
    var token = "token-" + asked;
    tokens.add("Bearer " + token);
    var scope = form(one).get("scope");
    var given =
        answer(
            200,
            """
            {"access_token": "%s", "token_type": "bearer", "expires_in": 300, "scope": "%s"}
            """
                .formatted(token, scope));
    if (cuts) {
      cuts = false;
      return new Reaction(
          given,
          (answer, socket) -> {
            RawHttp.head(answer, answer.body().length(), socket.getOutputStream());
            return false;
          });
    }
    return new Reaction(given, RawHttp::whole);
  }

  private RawResponse answer(int status, String json) {
    return new RawResponse(
        status,
        Map.of(
            "Content-Type",
            "application/json",
            "Date",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC))),
        json);
  }

  private static Map<String, String> form(RawRequest one) {
    var form = new HashMap<String, String>();
    for (var pair : one.body().split("&", -1)) {
      var parts = pair.split("=", 2);
      form.put(
          URLDecoder.decode(parts[0], UTF_8),
          parts.length == 2 ? URLDecoder.decode(parts[1], UTF_8) : "");
    }
    return form;
  }

  private List<String> problems(RawRequest one) {
    var found = new ArrayList<String>();
    var form = form(one);
    must(found, one.method().equals("POST") && one.target().equals("/token"), "no POST to it");
    must(
        found,
        one.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded"),
        "no form");
    must(found, one.header("Authorization").isEmpty(), "a credential beside the assertion");
    must(found, "client_credentials".equals(form.get("grant_type")), "grant_type");
    must(found, !form.getOrDefault("scope", "").isBlank(), "scope");
    must(
        found,
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
            .equals(form.get("client_assertion_type")),
        "client_assertion_type");
    try {
      assertion(found, SignedJWT.parse(form.getOrDefault("client_assertion", "")));
    } catch (ParseException | JOSEException | UnusableKey notOne) {
      found.add("client_assertion");
    }
    return found;
  }

  private void assertion(List<String> found, SignedJWT assertion)
      throws ParseException, JOSEException, UnusableKey {
    var header = assertion.getHeader();
    var claims = assertion.getJWTClaimsSet();
    must(found, JOSEObjectType.JWT.equals(header.getType()), "typ");
    must(found, Set.of("RS384", "ES384").contains(header.getAlgorithm().getName()), "alg");
    must(
        found,
        header.getJWKURL() == null ? true : Optional.of(header.getJWKURL().toString()).equals(jku),
        "jku");
    must(found, client.equals(claims.getIssuer()), "iss");
    must(found, client.equals(claims.getSubject()), "sub");
    must(found, tokenUrl().equals(assertion.getPayload().toJSONObject().get("aud")), "aud");
    var now = clock.instant();
    var expires = claims.getExpirationTime() == null ? now : claims.getExpirationTime().toInstant();
    must(found, expires.isAfter(now), "exp is over");
    must(found, !expires.isAfter(now.plus(LONGEST)), "exp is more than five minutes ahead");
    must(
        found,
        claims.getJWTID() != null
            && !claims.getJWTID().isBlank()
            && replayed.isEmpty()
            && jtis.add(claims.getJWTID()),
        "jti");
    replayed = Optional.empty();
    var key = JWKSet.parse(keys.json()).getKeyByKeyId(Objects.toString(header.getKeyID()));
    must(found, key != null, "kid");
    must(found, key != null && isSignedBy(key, assertion), "signature");
  }

  private static boolean isSignedBy(JWK key, SignedJWT assertion) throws JOSEException {
    var half = key instanceof RSAKey rsa ? rsa.toPublicKey() : key.toECKey().toPublicKey();
    return assertion.verify(
        new DefaultJWSVerifierFactory().createJWSVerifier(assertion.getHeader(), half));
  }

  private static void must(List<String> found, boolean isSo, String otherwise) {
    if (!isSo) {
      found.add(otherwise);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
