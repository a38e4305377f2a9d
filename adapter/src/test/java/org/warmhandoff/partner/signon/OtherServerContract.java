package org.warmhandoff.partner.signon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.PartnerFault;
import org.warmhandoff.keys.KeyDirectory.KeptKey;
import org.warmhandoff.keys.PublishedKeys;
import org.warmhandoff.testing.Concurrently;
import org.warmhandoff.testing.MemoryStatements;
import org.warmhandoff.testing.PlanHandover;
import org.warmhandoff.testing.PublicKeys;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.SilencedLibraries;
import org.warmhandoff.testing.SmartHandover;
import org.warmhandoff.testing.TokenRelay;
import org.warmhandoff.testing.ehr.PartnerStub;
import org.warmhandoff.testing.ehr.RawHttp.RawRequest;
import org.warmhandoff.testing.ehr.SmallEhr;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/**
 * SMART Backend Services with an authorization server of another make than that of each build. It
 * takes each assertion once by itself.
 */
abstract class OtherServerContract {

  static {
    SilencedLibraries.please();
  }

  private static final String CLIENT = "warm-handoff-at-brookside";
  private static final List<String> SCOPES =
      List.of("system/Patient.rs", "system/DocumentReference.crus");

  /** RFC 6749, 5.2: 401 where the client came with a header, else either. */
  private static final String NO_SUCH_CLIENT = "asked for a token: answered 40[01]: invalid_client";

  @TempDir private Path home;
  @TempDir private Path elsewhere;

  private final SettableClock clock = new SettableClock(Instant.now().toString());

  /** When keys are made and retired; days of it are of no matter to an assertion. */
  private final SettableClock calendar = new SettableClock(Instant.now().toString());

  private final SmallEhr ehr = new SmallEhr();
  private final MemoryStatements statements = new MemoryStatements();
  private final List<AutoCloseable> open = new ArrayList<>();

  /** Where a server with that client is asked for tokens; opened by {@link #opened}. */
  abstract TokenRelay tokens(String client, String jwks, String algorithm, List<String> scopes)
      throws Exception;

  @AfterEach
  void close() throws Exception {
    for (var one : open) {
      one.close();
    }
    ehr.close();
  }

  /** To be closed after the test. */
  <T extends AutoCloseable> T opened(T one) {
    open.add(one);
    return one;
  }

  private TokenRelay checking(Path ofKeys, String algorithm, List<String> scopes) throws Exception {
    SmartHandover.key(home, algorithm, calendar);
    if (!ofKeys.equals(home)) {
      SmartHandover.key(ofKeys, algorithm, calendar);
    }
    var published = new PublishedKeys(SmartHandover.keys(ofKeys), List.of(), calendar);
    var keys = opened(new PublicKeys(published));
    var provider = tokens(CLIENT, keys.url(), algorithm, scopes);
    takes(StatedCapabilities.takesDocuments());
    ehr.letsIn(one -> one.header("Authorization").orElse("").startsWith("Bearer "));
    ehr.isDiscovered(
        """
        {"token_endpoint": "%s", "scopes_supported": ["%s"]}
        """
            .formatted(provider.tokenUrl(), String.join("\", \"", scopes)));
    isAheadBy(Duration.ZERO); // the making of keys takes its time
    return provider;
  }

  private void takes(CapabilityStatement statement) {
    statements.keep("psychiatry", PartnerStub.json(statement), clock.instant());
    ehr.takes(statement);
  }

  private PlanHandover handover(String audience) {
    var settings = List.of("client-id: " + CLIENT, "key: brookside", "audience: " + audience);
    return opened(SmartHandover.to(ehr.base(), home, statements, clock, settings));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS384", "ES384"})
  void aRecordIsTakenFromWhoSignsOnWithAKey(String algorithm) throws Exception {
    var provider = checking(home, algorithm, SCOPES);

    assertThat(handover(provider.audience()).write()).isInstanceOf(Delivered.class);
    assertThat(provider.asked()).isEqualTo(1);
  }

  @Test
  void anAssertionForSomebodyElseIsRefused() throws Exception {
    var provider = checking(home, "RS384", SCOPES);

    assertThat(handover(provider.audience() + "-of-somebody-else").write().note())
        .matches(NO_SUCH_CLIENT);
  }

  @Test
  void anAssertionThatIsOverIsRefused() throws Exception {
    var provider = checking(home, "RS384", SCOPES);
    clock.pass(Duration.ofMinutes(-20).minusSeconds(30));

    var note = handover(provider.audience()).write().note();

    assertThat(note).matches(NO_SUCH_CLIENT + "(; its clock is 20 min ahead.*)?");
    assertThat(note.contains("; its clock is 20 min ahead")).isEqualTo(provider.tellsTime());
  }

  @Test
  void anAssertionThatCameBeforeIsRefusedAndOurNextIsAnother() throws Exception {
    var provider = checking(home, "RS384", SCOPES);
    var handover = handover(provider.audience());
    assertThat(handover.write()).isInstanceOf(Delivered.class);

    assertThat(provider.answersTheLastOnceMore()).isIn(400, 401);
    clock.pass(Duration.ofMinutes(5));
    assertThat(handover.write()).isInstanceOf(Delivered.class);
    assertThat(provider.asked()).isEqualTo(2);
  }

  @Test
  void anAnswerThatIsCutAfterTheAssertionWasSeenIsAskedForWithAnother() throws Exception {
    var provider = checking(home, "RS384", SCOPES);
    var handover = handover(provider.audience());
    provider.cutsItsNextAnswer();

    assertThat(handover.write().note()).isEqualTo("asked for a token: no whole answer");
    assertThat(handover.write()).isInstanceOf(Delivered.class);
    assertThat(ehr.shelf().all("DocumentReference")).hasSize(1);
  }

  @Test
  void aKeyThatIsNotInThePublishedSetIsRefused() throws Exception {
    var provider = checking(elsewhere, "RS384", SCOPES);

    assertThat(handover(provider.audience()).write().note()).matches(NO_SUCH_CLIENT);
  }

  /** Waits as long as the server keeps what it has read of our keys: a minute, or less. */
  @Test
  void afterARotationTheNewKeyIsTakenAtOnceAndALaterOneWhenTheServerHasLookedAgain()
      throws Exception {
    var provider = checking(home, "RS384", SCOPES);
    var first = SmartHandover.keys(home).all().get(0);
    var second = another();
    signsOn(provider, first);

    retire(first);
    signsOn(provider, second);
    var third = another();
    retire(second);
    calendar.pass(Duration.ofDays(2)); // nothing of the others is published any more

    var handover = handover(provider.audience());
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              isAheadBy(Duration.ZERO);
              return handover.write() instanceof Delivered;
            });
    signsOn(provider, third);
    assertThat(ehr.shelf().all("DocumentReference")).hasSize(1);
  }

  private KeptKey another() {
    calendar.pass(Duration.ofMinutes(1));
    var key = SmartHandover.key(home, "RS384", calendar);
    calendar.pass(Duration.ofMinutes(1));
    return key;
  }

  private void retire(KeptKey key) throws Exception {
    SmartHandover.keys(home).retire(key.name(), key.kid(), calendar.instant());
  }

  /** Somebody who has no token yet. */
  private void signsOn(TokenRelay provider, KeptKey by) {
    isAheadBy(Duration.ZERO);
    var handover = handover(provider.audience());

    assertThat(handover.write()).isInstanceOf(Delivered.class);
    assertThat(handover.partner().probe().signOn()).contains("key: " + by.kid() + ", RS384");
  }

  @Test
  void aClockThatIsFourMinutesAheadDoesNotKeepUsOut() throws Exception {
    var provider = checking(home, "RS384", SCOPES);
    isAheadBy(Duration.ofMinutes(4));
    var handover = handover(provider.audience());

    assertThat(handover.write()).isInstanceOf(Delivered.class);

    assertThat(provider.asked()).isEqualTo(1);
    assertThat(
            handover.partner().probe().signOn().stream()
                .anyMatch(step -> step.matches("clock: its clock is [34] min behind ours")))
        .isEqualTo(provider.tellsTime());
  }

  /**
   * An assertion lasts four minutes, and half a minute is more than these servers let pass. By the
   * time that a server tells we sign the next; of one that tells none all that is known is that it
   * refuses, until our clock is set right.
   */
  @Test
  void aClockThatIsFourMinutesBehindIsMadeUpForWhereTheServerTellsTheTime() throws Exception {
    var provider = checking(home, "RS384", SCOPES);
    isAheadBy(Duration.ofMinutes(-4).minusSeconds(30));
    var handover = handover(provider.audience());

    var note = handover.write().note();

    assertThat(note).matches(NO_SUCH_CLIENT + "(; its clock is [45] min ahead of ours)?");
    assertThat(note.contains("; its clock is")).isEqualTo(provider.tellsTime());
    assertThat(handover.write() instanceof Delivered).isEqualTo(provider.tellsTime());
    isAheadBy(Duration.ZERO);
    assertThat(handover.write()).isInstanceOf(Delivered.class);
  }

  private void isAheadBy(Duration time) {
    clock.set(Instant.now().plus(time).toString());
  }

  @Test
  void aScopeThatIsNeededAndNotGrantedIsNamed() throws Exception {
    var provider =
        checking(home, "RS384", List.of("system/Patient.rs", "system/DocumentReference.rs"));

    assertThat(handover(provider.audience()).write())
        .isInstanceOf(PartnerFault.class)
        .extracting(Outcome::note)
        .asString()
        .endsWith("what is needed there: system/DocumentReference.c");
  }

  @Test
  void fourLanesThatNeedATokenAtOnceAskForOne() throws Exception {
    var provider = checking(home, "RS384", SCOPES);
    var handover = handover(provider.audience());
    Callable<Outcome> lane = handover::write;

    Concurrently.all(IntStream.range(0, 4).mapToObj(any -> lane).toList());

    assertThat(provider.asked()).isEqualTo(1);
  }

  @Test
  void whoseTokenIsRevokedBetweenTheTwentiethAndTheNextOfFiftyWritesIsThereOnceWithEach()
      throws Exception {
    var types = typesOfAPlan();
    var scopes = new ArrayList<>(types.stream().map(type -> "system/" + type + ".crus").toList());
    scopes.add("system/Patient.rs");
    var provider = checking(home, "RS384", scopes);
    takes(StatedCapabilities.takesOneByOne(types));
    var handover = handover(provider.audience());
    var revoked = new HashSet<String>();
    ehr.letsIn(
        one -> {
          var token = one.header("Authorization").orElse("");
          if (isWrite(one) && ehr.written().size() == 20 && revoked.isEmpty()) {
            revoked.add(token);
          }
          return token.startsWith("Bearer ") && !revoked.contains(token);
        });

    for (var number = 1; ehr.written().size() < 50; number++) {
      handover.record(plan().id("CP-" + number));
      assertThat(handover.write()).isInstanceOf(Delivered.class);
    }

    assertThat(handover.setOut()).containsOnly(Form.SINGLE_WRITES);
    assertThat(provider.asked()).isEqualTo(2);
    assertThat(ehr.asked().stream().filter(OtherServerContract::isWrite))
        .hasSize(ehr.written().size() + 1);
    assertThat(ehr.shelf().names()).hasSize(ehr.written().size()).doesNotHaveDuplicates();
  }

  private List<String> typesOfAPlan() {
    SmartHandover.key(elsewhere, "ES384", calendar);
    var settings = List.of("client-id: " + CLIENT, "key: brookside");
    try (var unsent = SmartHandover.to(ehr.base(), elsewhere, statements, clock, settings)) {
      return unsent.graph().entries().stream()
          .map(entry -> entry.resource().fhirType())
          .distinct()
          .toList();
    }
  }

  private static boolean isWrite(RawRequest one) {
    return !one.method().equals("GET") && !one.target().endsWith("/_search");
  }
}
