package org.warmhandoff.partner.signon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.PartnerFault;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.keys.PublishedKeys;
import org.warmhandoff.testing.Concurrently;
import org.warmhandoff.testing.MemoryStatements;
import org.warmhandoff.testing.PlanHandover;
import org.warmhandoff.testing.PublicKeys;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.SilencedLibraries;
import org.warmhandoff.testing.SmartHandover;
import org.warmhandoff.testing.SpringAuthorizationServer;
import org.warmhandoff.testing.ehr.PartnerStub;
import org.warmhandoff.testing.ehr.RawHttp.RawRequest;
import org.warmhandoff.testing.ehr.SmallEhr;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/**
 * SMART Backend Services, with Spring's authorization server before a partner that keeps records.
 */
class SmartSignOnTest {

  static {
    SilencedLibraries.please();
  }

  private static final List<String> SCOPES =
      List.of("system/Patient.rs", "system/DocumentReference.crus");

  @TempDir private Path home;
  @TempDir private Path elsewhere;

  private final SettableClock clock = new SettableClock(Instant.now().toString());
  private final SmallEhr ehr = new SmallEhr();
  private final MemoryStatements statements = new MemoryStatements();
  private final List<AutoCloseable> open = new ArrayList<>();
  private SpringAuthorizationServer authorization;

  @BeforeEach
  void aPartnerThatAsksForTokens() {
    SmartHandover.key(home, "RS384", clock);
    authorization = authorization(SignatureAlgorithm.RS384, SCOPES);
    ehr.isDiscovered(discovery(SCOPES));
    ehr.letsIn(this::hasAGoodToken);
    statements.keep(
        "psychiatry", PartnerStub.json(StatedCapabilities.takesDocuments()), clock.instant());
    ehr.takes(StatedCapabilities.takesDocuments());
  }

  @AfterEach
  void close() throws Exception {
    for (var one : open) {
      one.close();
    }
    ehr.close();
  }

  private SpringAuthorizationServer authorization(SignatureAlgorithm by, List<String> scopes) {
    return authorization(by, scopes, home);
  }

  private SpringAuthorizationServer authorization(
      SignatureAlgorithm by, List<String> scopes, Path ofKeys) {
    var keys = new PublicKeys(new PublishedKeys(SmartHandover.keys(ofKeys), List.of(), clock));
    open.add(keys);
    var server = new SpringAuthorizationServer(keys.url(), by, scopes);
    open.add(server);
    return server;
  }

  private boolean hasAGoodToken(RawRequest one) {
    return authorization.isGood(one.header("Authorization"));
  }

  private String discovery(List<String> scopes) {
    return """
        {"token_endpoint": "%s", "scopes_supported": ["%s"],
         "token_endpoint_auth_methods_supported": ["private_key_jwt"],
         "token_endpoint_auth_signing_alg_values_supported": ["RS384", "ES384"],
         "capabilities": ["client-confidential-asymmetric", "permission-v2"]}
        """
        .formatted(authorization.tokenUrl(), String.join("\", \"", scopes));
  }

  private PlanHandover handover(String... more) {
    var settings = new ArrayList<>(List.of("client-id: " + SpringAuthorizationServer.CLIENT));
    settings.add("key: brookside");
    settings.add("client-id-in-form: true");
    settings.addAll(List.of(more));
    var handover = SmartHandover.to(ehr.base(), home, statements, clock, settings);
    open.add(handover);
    return handover;
  }

  @Test
  void aRecordIsTakenFromWhoSignsOnWithAKey() {
    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(authorization.asked()).isEqualTo(1);
    assertThat(ehr.written()).isNotEmpty().allMatch(this::hasAGoodToken);
  }

  @Test
  void anEllipticKeySignsAsWell() throws Exception {
    authorization = authorization(SignatureAlgorithm.ES384, SCOPES);
    ehr.isDiscovered(discovery(SCOPES).replace("\"RS384\", ", ""));
    SmartHandover.key(home, "ES384", clock);

    assertThat(handover().write()).isInstanceOf(Delivered.class);
  }

  @Test
  void anAssertionForSomebodyElseIsRefused() {
    var outcome = handover("audience: https://somewhere-else.example/token").write();

    assertThat(outcome.note()).isEqualTo("asked for a token: answered 401: invalid_client");
    assertThat(ehr.written()).isEmpty();
  }

  @Test
  void anAssertionOfAnUnknownClientIsRefused() {
    var settings = List.of("client-id: somebody", "key: brookside", "client-id-in-form: true");
    var stranger = SmartHandover.to(ehr.base(), home, statements, clock, settings);
    open.add(stranger);

    assertThat(stranger.write().note())
        .isEqualTo("asked for a token: answered 401: invalid_client");
  }

  @Test
  void anAssertionThatIsOverIsRefusedAndItIsShownHowFarTheClocksAreApart() {
    clock.pass(Duration.ofMinutes(-20).minusSeconds(30));

    assertThat(handover().write().note())
        .isEqualTo(
            "asked for a token: answered 401: invalid_client; its clock is 20 min ahead of ours");
    assertThat(ehr.written()).isEmpty();
  }

  @Test
  void anAssertionThatCameBeforeIsRefusedAndOurNextIsAnother() throws Exception {
    var handover = handover();
    assertThat(handover.write()).isInstanceOf(Delivered.class);

    assertThat(authorization.answersTheLastOnceMore()).isEqualTo(401);
    clock.pass(Duration.ofMinutes(5));
    assertThat(handover.write()).isInstanceOf(Delivered.class);

    assertThat(authorization.jtis()).hasSize(3);
    assertThat(Set.copyOf(authorization.jtis())).hasSize(2);
  }

  @Test
  void anAnswerThatIsCutAfterTheAssertionWasSeenIsAskedForWithAnother() {
    authorization.cutsItsNextAnswer();
    var handover = handover();

    assertThat(handover.write().note()).isEqualTo("asked for a token: no whole answer");
    assertThat(handover.write()).isInstanceOf(Delivered.class);

    assertThat(authorization.jtis()).hasSize(2).doesNotHaveDuplicates();
    assertThat(ehr.shelf().all("DocumentReference")).hasSize(1);
  }

  @Test
  void aKeyThatIsNotInThePublishedSetIsRefused() {
    SmartHandover.key(elsewhere, "RS384", clock);
    authorization = authorization(SignatureAlgorithm.RS384, SCOPES, elsewhere);
    ehr.isDiscovered(discovery(SCOPES));

    assertThat(handover().write().note())
        .isEqualTo("asked for a token: answered 401: invalid_client");
    assertThat(ehr.written()).isEmpty();
  }

  @Test
  void aScopeThatIsNotRegisteredIsReportedAndWhereToNameThoseThatAre() {
    var handover = handover("scopes: [system/Patient.rs, system/Goal.d]");

    assertThat(handover.write().note())
        .isEqualTo(
            "asked for a token: answered 400: invalid_scope; name those that are registered there"
                + " in sign-on.smart.scopes");
  }

  @ParameterizedTest
  @ValueSource(ints = {-4, 4})
  void aClockThatIsMinutesOffIsReportedAndDoesNotKeepUsOut(int minutes) {
    clock.pass(Duration.ofMinutes(minutes));
    var handover = handover();

    assertThat(handover.write()).isInstanceOf(Delivered.class);

    assertThat(handover.partner().probe().signOn())
        .anyMatch(step -> step.matches("clock: its clock is [34] min (behind|ahead of) ours"));
  }

  @Test
  void aPartnerWhoseClockIsNotThatOfItsAuthorizationServerDoesNotKeepUsOut() {
    ehr.saysItIs(clock.instant().minus(Duration.ofMinutes(6)));
    var handover = handover();

    assertThat(handover.write().note()).startsWith("asked for a token: answered 401");
    assertThat(handover.write()).isInstanceOf(Delivered.class);
  }

  @Test
  void afterARotationNobodyWasLockedOutAtAnyTime() throws Exception {
    var keys = SmartHandover.keys(home);
    var before = keys.all().get(0);
    var handover = handover();
    assertThat(handover.write()).isInstanceOf(Delivered.class);

    clock.pass(Duration.ofMinutes(10));
    SmartHandover.key(home, "RS384", clock);
    assertThat(handover.write()).isInstanceOf(Delivered.class);
    keys.retire("brookside", before.kid(), clock.instant());
    clock.pass(Duration.ofMinutes(10));

    assertThat(handover.write()).isInstanceOf(Delivered.class);
    assertThat(authorization.asked()).isEqualTo(3);
  }

  @Test
  void aScopeThatIsNeededAndNotGrantedIsReportedByItsName() {
    var fewer = List.of("system/Patient.rs", "system/DocumentReference.rs");
    authorization = authorization(SignatureAlgorithm.RS384, fewer);
    ehr.isDiscovered(discovery(fewer));

    assertThat(handover().write())
        .isEqualTo(
            new PartnerFault(
                AttentionReason.MISSING_SCOPE,
                "its authorization server does not grant what is needed there:"
                    + " system/DocumentReference.c"));
    assertThat(ehr.written()).isEmpty();
  }

  @Test
  void fourLanesThatNeedATokenAtOnceAskForOne() throws Exception {
    var handover = handover();
    Callable<Outcome> lane = handover::write;

    Concurrently.all(IntStream.range(0, 4).mapToObj(any -> lane).toList());

    assertThat(authorization.asked()).isEqualTo(1);
  }

  @Test
  void aTokenThatIsRevokedIsRenewedAndWhatWasRefusedIsThereOnce() {
    var handover = handover();
    ehr.letsIn(
        one -> {
          if (one.method().equals("POST") && authorization.asked() == 1) {
            authorization.revoke(one.header("Authorization").orElseThrow());
            return false;
          }
          return hasAGoodToken(one);
        });

    assertThat(handover.write()).isInstanceOf(Delivered.class);

    assertThat(authorization.asked()).isEqualTo(2);
    assertThat(ehr.shelf().all("DocumentReference")).hasSize(1);
  }

  @Test
  void whoseTokenIsRevokedBetweenTheTwentiethAndTheNextOfFiftyWritesIsThereOnceWithEach() {
    var types = typesOfAPlan();
    var scopes = new ArrayList<>(types.stream().map(type -> "system/" + type + ".crus").toList());
    scopes.add("system/Patient.rs");
    authorization = authorization(SignatureAlgorithm.RS384, scopes);
    ehr.isDiscovered(discovery(scopes));
    var takes = StatedCapabilities.takesOneByOne(types);
    statements.keep("psychiatry", PartnerStub.json(takes), clock.instant());
    ehr.takes(takes);
    var handover = handover();
    ehr.letsIn(
        one -> {
          if (isWrite(one) && ehr.written().size() == 20 && authorization.jtis().size() == 1) {
            authorization.revoke(one.header("Authorization").orElseThrow());
          }
          return hasAGoodToken(one);
        });

    for (var number = 1; ehr.written().size() < 50; number++) {
      handover.record(plan().id("CP-" + number));
      assertThat(handover.write()).isInstanceOf(Delivered.class);
    }

    assertThat(handover.setOut()).containsOnly(Form.SINGLE_WRITES);
    assertThat(authorization.jtis()).hasSize(2);
    assertThat(ehr.asked().stream().filter(SmartSignOnTest::isWrite))
        .hasSize(ehr.written().size() + 1);
    assertThat(ehr.shelf().names()).hasSize(ehr.written().size()).doesNotHaveDuplicates();
  }

  private List<String> typesOfAPlan() {
    return handover().graph().entries().stream()
        .map(entry -> entry.resource().fhirType())
        .distinct()
        .toList();
  }

  private static boolean isWrite(RawRequest one) {
    return !one.method().equals("GET") && !one.target().endsWith("/_search");
  }

  @Test
  void whereTheServerDoesNotCheckWhatWeSignWithItIsReportedInWords() {
    ehr.isDiscovered(discovery(SCOPES).replace("\"RS384\", ", ""));

    var outcome = (TryLater) handover().write();

    assertThat(outcome.note())
        .isEqualTo("signing on: key: it checks ES384, and no key of ours is for these");
  }

  @Test
  void aTokenEndpointInTheClearIsNotAsked() {
    ehr.isDiscovered("{\"token_endpoint\": \"http://tokens.example/token\"}");

    assertThat(handover().write().note())
        .isEqualTo("signing on: discovery: names no token endpoint that may be asked");
  }
}
