package org.warmhandoff.partner.signon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.PartnerFault;
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
    SmartHandover.key(home, algorithm, clock);
    if (!ofKeys.equals(home)) {
      SmartHandover.key(ofKeys, algorithm, clock);
    }
    var published = new PublishedKeys(SmartHandover.keys(ofKeys), List.of(), clock);
    var keys = opened(new PublicKeys(published));
    var provider = tokens(CLIENT, keys.url(), algorithm, scopes);
    var takes = StatedCapabilities.takesDocuments();
    statements.keep("psychiatry", PartnerStub.json(takes), clock.instant());
    ehr.takes(takes);
    ehr.letsIn(one -> one.header("Authorization").orElse("").startsWith("Bearer "));
    ehr.isDiscovered(
        """
        {"token_endpoint": "%s", "scopes_supported": ["%s"]}
        """
            .formatted(provider.tokenUrl(), String.join("\", \"", scopes)));
    return provider;
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
}
