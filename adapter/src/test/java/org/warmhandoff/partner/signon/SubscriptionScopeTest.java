package org.warmhandoff.partner.signon;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.subscription.SubscriptionAnswer.NotOffered;
import org.warmhandoff.flow.subscription.SubscriptionTurn;
import org.warmhandoff.keys.PublishedKeys;
import org.warmhandoff.testing.MemoryStatements;
import org.warmhandoff.testing.PlanHandover;
import org.warmhandoff.testing.PublicKeys;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.SilencedLibraries;
import org.warmhandoff.testing.SmartHandover;
import org.warmhandoff.testing.SpringAuthorizationServer;
import org.warmhandoff.testing.ehr.PartnerStub;
import org.warmhandoff.testing.ehr.SmallEhr;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/**
 * The right to have subscriptions is asked for where a partner is to call, and nothing else depends
 * on it. Spring's authorization server knows the scopes that are registered, and no others.
 */
class SubscriptionScopeTest {

  static {
    SilencedLibraries.please();
  }

  private static final String SUBSCRIPTIONS = "system/Subscription.crus";
  private static final List<String> RECORDS =
      List.of("system/Patient.rs", "system/DocumentReference.crus");
  private static final List<String> BOTH =
      Stream.concat(RECORDS.stream(), Stream.of(SUBSCRIPTIONS)).toList();
  private static final String CALLS = "server: {public-url: 'https://us.example'}";

  @TempDir private Path home;

  private final SettableClock clock = new SettableClock(Instant.now().toString());
  private final SmallEhr ehr = new SmallEhr();
  private final MemoryStatements statements = new MemoryStatements();
  private final List<AutoCloseable> open = new ArrayList<>();
  private SpringAuthorizationServer authorization;

  @BeforeEach
  void aPartnerThatTakesSubscriptions() {
    SmartHandover.key(home, "RS384", clock);
    takes(withSubscriptions());
  }

  @AfterEach
  void close() throws Exception {
    for (var one : open) {
      one.close();
    }
    ehr.close();
  }

  private static CapabilityStatement withSubscriptions() {
    var statement = StatedCapabilities.takesDocuments(TypeRestfulInteraction.UPDATE);
    var subscriptions = statement.getRestFirstRep().addResource().setType("Subscription");
    for (var interaction :
        List.of(
            TypeRestfulInteraction.CREATE,
            TypeRestfulInteraction.READ,
            TypeRestfulInteraction.UPDATE,
            TypeRestfulInteraction.SEARCHTYPE)) {
      subscriptions.addInteraction().setCode(interaction);
    }
    return statement;
  }

  private void takes(CapabilityStatement statement) {
    statements.keep("psychiatry", PartnerStub.json(statement), clock.instant());
    ehr.takes(statement);
  }

  /** Its authorization server lets us do that, and says of itself that. */
  private void grants(List<String> registered, Optional<List<String>> said, String capability) {
    var keys = new PublicKeys(new PublishedKeys(SmartHandover.keys(home), List.of(), clock));
    open.add(keys);
    authorization = new SpringAuthorizationServer(keys.url(), SignatureAlgorithm.RS384, registered);
    open.add(authorization);
    ehr.letsIn(one -> authorization.isGood(one.header("Authorization")));
    ehr.isDiscovered(
        """
        {"token_endpoint": "%s", %s "capabilities": ["%s"]}
        """
            .formatted(
                authorization.tokenUrl(),
                said.map(
                        scopes ->
                            "\"scopes_supported\": [\"" + String.join("\", \"", scopes) + "\"],")
                    .orElse(""),
                capability));
  }

  private PlanHandover handover(List<String> ofPartner, String... ofAll) {
    var settings =
        List.of(
            "client-id: " + SpringAuthorizationServer.CLIENT,
            "key: brookside",
            "client-id-in-form: true");
    var handover =
        SmartHandover.to(ehr.base(), home, statements, clock, settings, ofPartner, List.of(ofAll));
    open.add(handover);
    return handover;
  }

  @Test
  void itIsAskedForWhereThePartnerIsToCall() {
    grants(BOTH, Optional.of(BOTH), "permission-v2");

    assertThat(handover(List.of(), CALLS).write()).isInstanceOf(Delivered.class);

    assertThat(authorization.scopes()).hasSize(1);
    assertThat(authorization.scopes().get(0)).containsExactlyInAnyOrderElementsOf(BOTH);
  }

  @Test
  void itIsNotAskedForWhereThePartnerIsAskedOnly() {
    grants(BOTH, Optional.of(BOTH), "permission-v2");

    assertThat(handover(List.of()).write()).isInstanceOf(Delivered.class);
    assertThat(handover(List.of("way-back: poll"), CALLS).write()).isInstanceOf(Delivered.class);

    assertThat(authorization.scopes()).hasSize(2).allMatch(asked -> !asked.contains(SUBSCRIPTIONS));
  }

  @Test
  void itIsNotAskedForWhereThePartnerTakesNoSubscriptions() {
    takes(StatedCapabilities.takesDocuments(TypeRestfulInteraction.UPDATE));
    grants(BOTH, Optional.of(BOTH), "permission-v2");

    assertThat(handover(List.of(), CALLS).write()).isInstanceOf(Delivered.class);

    assertThat(authorization.scopes()).hasSize(1).allMatch(asked -> !asked.contains(SUBSCRIPTIONS));
  }

  @Test
  void itIsNotAskedForWhereTheServerSaysThatItDoesNotKnowIt() {
    grants(BOTH, Optional.of(RECORDS), "permission-v2");

    assertThat(handover(List.of(), CALLS).write()).isInstanceOf(Delivered.class);

    assertThat(authorization.scopes()).hasSize(1).allMatch(asked -> !asked.contains(SUBSCRIPTIONS));
  }

  @Test
  void whereTheServerKnowsTheFirstVersionItIsAskedForInItsWords() {
    var words =
        List.of(
            "system/Patient.read",
            "system/DocumentReference.read",
            "system/DocumentReference.write",
            "system/Subscription.read",
            "system/Subscription.write");
    grants(words, Optional.empty(), "permission-v1");

    assertThat(handover(List.of(), CALLS).write()).isInstanceOf(Delivered.class);

    assertThat(authorization.scopes()).hasSize(1);
    assertThat(authorization.scopes().get(0)).containsExactlyInAnyOrderElementsOf(words);
  }

  /** What it says that it knows is not what is registered for us. */
  @Test
  void whereItIsRefusedEverythingElseGoesOnAndThePartnerIsPolled() {
    grants(RECORDS, Optional.of(BOTH), "permission-v2");
    var handover = handover(List.of(), CALLS);

    assertThat(handover.write()).isInstanceOf(Delivered.class);

    assertThat(authorization.scopes()).hasSize(2);
    assertThat(authorization.scopes().get(1)).containsExactlyInAnyOrderElementsOf(RECORDS);
    assertThat(handover.refusals().of("psychiatry"))
        .containsExactly(new Refusal("Subscription", "create"));
    assertThat(handover.partner().subscribe(turn())).isInstanceOf(NotOffered.class);
    assertThat(handover.partner().probe().signOn())
        .contains("scopes for subscriptions: refused, so it is asked without them, and polled");
  }

  @Test
  void whereItWasRefusedItIsNotAskedForTheNextTime() {
    grants(RECORDS, Optional.of(BOTH), "permission-v2");
    var handover = handover(List.of(), CALLS);
    assertThat(handover.write()).isInstanceOf(Delivered.class);

    clock.pass(Duration.ofMinutes(5));
    assertThat(handover.write()).isInstanceOf(Delivered.class);

    assertThat(authorization.scopes()).hasSize(3);
    assertThat(authorization.scopes().get(2)).containsExactlyInAnyOrderElementsOf(RECORDS);
  }

  @Test
  void whatIsRefusedForAnotherReasonIsNotLaidToIt() {
    grants(List.of("system/Patient.rs"), Optional.of(BOTH), "permission-v2");
    var handover = handover(List.of(), CALLS);

    for (var attempt = 0; attempt < 2; attempt++) {
      assertThat(handover.write().note())
          .startsWith("asked for a token: answered 400: invalid_scope");
    }

    assertThat(handover.refusals().of("psychiatry")).isEmpty();
    assertThat(authorization.scopes())
        .as("each time with it and without")
        .extracting(asked -> asked.contains(SUBSCRIPTIONS))
        .containsExactly(true, false, true, false);
  }

  private SubscriptionTurn turn() {
    return new SubscriptionTurn(
        "psychiatry",
        "Task",
        Optional.empty(),
        Optional.of(URI.create("https://us.example/hooks/psychiatry")),
        "hook_secret",
        false,
        clock.instant().plus(Duration.ofDays(7)));
  }
}
