package org.warmhandoff.partner.signon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.keys.PublishedKeys;
import org.warmhandoff.testing.MemoryStatements;
import org.warmhandoff.testing.PlanHandover;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.SilencedLibraries;
import org.warmhandoff.testing.SmartHandover;
import org.warmhandoff.testing.StrictAuthorizationServer;
import org.warmhandoff.testing.ehr.PartnerStub;
import org.warmhandoff.testing.ehr.RawHttp.RawRequest;
import org.warmhandoff.testing.ehr.SmallEhr;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/**
 * The same checks that Inferno's suite for clients of SMART Backend Services makes, by a server
 * that looks at everything, remembers each assertion, and forgives nothing.
 */
class BackendServicesClientTest {

  static {
    SilencedLibraries.please();
  }

  private static final String CLIENT = "warm-handoff-at-brookside";

  @TempDir private Path home;

  private final SettableClock clock = new SettableClock("2026-11-28T12:00:00Z");
  private final SettableClock theirs = new SettableClock("2026-11-28T12:00:00Z");
  private final SmallEhr ehr = new SmallEhr();
  private final MemoryStatements statements = new MemoryStatements();
  private final List<PlanHandover> open = new ArrayList<>();
  private StrictAuthorizationServer authorization;

  @BeforeEach
  void aPartnerThatAsksForTokens() {
    SmartHandover.key(home, "RS384", clock);
    var keys = new PublishedKeys(SmartHandover.keys(home), List.of(), clock);
    authorization = new StrictAuthorizationServer(CLIENT, keys, theirs);
    ehr.isDiscovered(
        """
        {"token_endpoint": "%s", "capabilities": ["client-confidential-asymmetric"]}
        """
            .formatted(authorization.tokenUrl()));
    ehr.letsIn(one -> authorization.isGood(one.header("Authorization")));
    statements.keep(
        "psychiatry", PartnerStub.json(StatedCapabilities.takesDocuments()), clock.instant());
    ehr.takes(StatedCapabilities.takesDocuments());
  }

  @AfterEach
  void close() {
    open.forEach(PlanHandover::close);
    ehr.close();
    authorization.close();
  }

  private PlanHandover handover(String... more) {
    var settings = new ArrayList<>(List.of("client-id: " + CLIENT, "key: brookside"));
    settings.addAll(List.of(more));
    var handover = SmartHandover.to(ehr.base(), home, statements, clock, settings);
    open.add(handover);
    return handover;
  }

  private long written() {
    return ehr.shelf().all("DocumentReference").size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS384", "ES384"})
  void everythingThatIsAskedOfAClientIsAsItShouldBe(String algorithm) throws Exception {
    if (algorithm.equals("ES384")) {
      var first = SmartHandover.keys(home).all().get(0);
      SmartHandover.key(home, algorithm, clock);
      SmartHandover.keys(home).retire("brookside", first.kid(), clock.instant());
    }
    var handover = handover();

    assertThat(handover.write()).isInstanceOf(Delivered.class);
    clock.pass(Duration.ofMinutes(5));
    theirs.pass(Duration.ofMinutes(5));
    assertThat(handover.write()).isInstanceOf(Delivered.class);

    assertThat(authorization.wrong()).isEmpty();
    assertThat(authorization.seen()).isEqualTo(2);
  }

  @Test
  void theTokenGoesWithEveryRequestButThatForWhatAnybodyMayKnow() {
    var handover = handover();
    handover.partner().probe();
    handover.write();

    assertThat(ehr.asked())
        .filteredOn(one -> !isOpen(one))
        .isNotEmpty()
        .allMatch(one -> authorization.isGood(one.header("Authorization")));
    assertThat(ehr.asked())
        .filteredOn(BackendServicesClientTest::isOpen)
        .isNotEmpty()
        .allMatch(one -> one.header("Authorization").isEmpty());
  }

  private static boolean isOpen(RawRequest one) {
    return one.target().matches("/fhir/(metadata.*|[.]well-known/smart-configuration)");
  }

  @Test
  void whereOurKeysAreIsSaidAsItWasRegistered() {
    authorization.registered("https://handoff.example/.well-known/jwks.json");

    assertThat(handover("jku: https://handoff.example/.well-known/jwks.json").write())
        .isInstanceOf(Delivered.class);
    assertThat(handover("jku: https://elsewhere.example/jwks.json").write().note())
        .isEqualTo("asked for a token: answered 401: invalid_client");
    assertThat(authorization.wrong()).containsExactly("jku");
  }

  @Test
  void whatASwitchSaysOtherwiseIsRefusedWhereItIsWrong() {
    assertThat(handover("audience: https://elsewhere.example").write())
        .isInstanceOf(TryLater.class);

    assertThat(authorization.wrong()).containsExactly("aud");
  }

  @Test
  void afterAnAnswerThatWasCutAnotherAssertionIsSent() {
    authorization.cutsItsNextAnswer();
    var handover = handover();

    assertThat(handover.write().note()).isEqualTo("asked for a token: no whole answer");
    assertThat(handover.write()).isInstanceOf(Delivered.class);

    assertThat(authorization.wrong()).isEmpty();
    assertThat(authorization.seen()).isEqualTo(2);
    assertThat(written()).isEqualTo(1);
  }

  @Test
  void anAssertionThatWasSeenBeforeIsRefusedAndTheNextIsAnother() {
    authorization.hasSeenTheNext();
    var handover = handover();

    assertThat(handover.write().note())
        .isEqualTo("asked for a token: answered 401: invalid_client");
    assertThat(handover.write()).isInstanceOf(Delivered.class);

    assertThat(authorization.wrong()).containsExactly("jti");
  }

  @ParameterizedTest
  @CsvSource({"4, behind", "-4, ahead of"})
  void whoseClockIsMinutesOffIsRefusedOnceWithTheReasonAndThenLetIn(int minutes, String how) {
    clock.pass(Duration.ofMinutes(minutes));
    var handover = handover("token-url: " + authorization.tokenUrl());

    var outcome = handover.write();

    assertThat(outcome.note())
        .isEqualTo(
            "asked for a token: answered 401: invalid_client; its clock is 4 min " + how + " ours");
    assertThat(handover.write()).isInstanceOf(Delivered.class);
  }

  @Test
  void noAssertionAndNoTokenIsWrittenDown() {
    var answer = handover().answer();

    assertThat(answer.exchanges().toString())
        .contains("did=token", "did=smart-configuration")
        .doesNotContain("token-1", "eyJ");
    assertThat(ehr.asked()).noneMatch(one -> one.target().contains("token-1"));
  }

  @Test
  void howItSignedOnIsShownStepByStep() {
    var probe = handover().partner().probe();

    assertThat(probe.signOn())
        .hasSize(7)
        .anyMatch(step -> step.startsWith("discovery: tokens are asked for at http://127.0.0.1:"))
        .anyMatch(step -> step.startsWith("scopes wanted: system/DocumentReference."))
        .contains("scopes offered: it does not say")
        .anyMatch(step -> step.startsWith("scopes asked for: system/DocumentReference."))
        .anyMatch(step -> step.matches("key: [0-9a-f]{32}, RS384"))
        .contains("token: given for 300 s")
        .anyMatch(step -> step.startsWith("scopes granted: system/DocumentReference."));
  }
}
