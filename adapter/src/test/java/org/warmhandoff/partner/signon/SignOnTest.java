package org.warmhandoff.partner.signon;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.ehr.PartnerStub.ok;
import static org.warmhandoff.testing.ehr.PartnerStub.searchset;
import static org.warmhandoff.testing.ehr.StatedCapabilities.takesDocuments;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.PlanHandover;
import org.warmhandoff.testing.ehr.PartnerStub;

/** OAuth 2 with a client secret, and user and password. */
class SignOnTest extends AtPartner {

  private static final String TOKENS = "/token";

  private final PartnerStub authorization = new PartnerStub();
  private PlanHandover oauth;

  @BeforeEach
  void aPartnerThatWantsTokens() {
    oauth = signedOnBy(credentials("basic"));
    known(takesDocuments());
    stub.whenSearched("DocumentReference", ok(searchset()));
    stub.filesAs(oauth.documentAtPartner());
    gives("first", 3600);
  }

  @AfterEach
  void hangUp() {
    oauth.close();
    authorization.close();
  }

  private String credentials(String how) {
    return "oauth2: {token-url: %s, client-id: program, client-secret: 'se+cr:et', scopes: [system/*.rs, system/*.cu], credentials: %s}"
        .formatted(authorization.base() + TOKENS, how);
  }

  private void gives(String token, int seconds) {
    authorization.whenAskedAtAll(
        okJson("{\"access_token\": \"%s\", \"expires_in\": %d}".formatted(token, seconds)));
  }

  private List<String> tokensSeen() {
    return stub.requests().stream().map(one -> one.getHeader("Authorization")).distinct().toList();
  }

  @Test
  void oneTokenOpensTheDoorForEveryRequestUntilShortlyBeforeItExpires() {
    oauth.write();
    clock.pass(Duration.ofSeconds(3569));
    oauth.write();
    assertThat(authorization.requests()).hasSize(1);

    gives("second", 3600);
    clock.pass(Duration.ofSeconds(2));
    oauth.write();

    assertThat(authorization.requests()).hasSize(2);
    assertThat(tokensSeen()).containsExactly("Bearer first", "Bearer second");
  }

  @Test
  void theClientIsReportedInTheHeaderAndTheScopesInTheForm() {
    oauth.write();

    var asked = authorization.requests().get(0);
    assertThat(asked.getHeader("Authorization")).isEqualTo("Basic cHJvZ3JhbTpzZSUyQmNyJTNBZXQ=");
    assertThat(asked.getBodyAsString())
        .isEqualTo("grant_type=client_credentials&scope=system%2F*.rs+system%2F*.cu");
  }

  @Test
  void theClientIsReportedInTheFormWhereThePartnerWantsIt() {
    try (var inForm = signedOnBy(credentials("form"))) {
      inForm.write();
    }

    var asked = authorization.requests().get(0);
    assertThat(asked.getHeader("Authorization")).isNull();
    assertThat(asked.getBodyAsString()).contains("client_id=program&client_secret=se%2Bcr%3Aet");
  }

  @Test
  void whoLosesTheLaneWhileTheTokenIsRenewedDoesNotWriteASecondTime() {
    stub.whenFiled(status(401));
    authorization.whileItAnswers(() -> clock.pass(Bridge.LEASE.minusSeconds(10)));
    oauth.laneIsLost();

    assertThat(oauth.write()).isEqualTo(TryLater.unasked("not its turn any more"));

    assertThat(authorization.requests()).hasSize(2);
    assertThat(stub.writes()).hasSize(1);
  }

  @Test
  void aTokenThatIsNotTakenAnyMoreIsRenewedOnceAndTheWriteGoesAgain() {
    var document = oauth.documentAtPartner();
    stub.whenFiledOnceThen(
        status(401),
        aResponse()
            .withStatus(201)
            .withHeader("Location", stub.base() + "/DocumentReference/88/_history/1"));
    stub.whenRead(document, ok(document));

    assertThat(oauth.write()).isInstanceOf(Delivered.class);

    assertThat(authorization.requests()).hasSize(2);
    assertThat(stub.writes()).hasSize(2);
  }

  @Test
  void whoIsNotLetInWithANewTokenEitherComesBackLater() {
    stub.whenFiled(status(401));

    var outcome = oauth.write();

    assertThat(outcome).isInstanceOf(TryLater.class);
    assertThat(outcome.note()).startsWith("answered 401");
    assertThat(authorization.requests()).hasSize(2);
    assertThat(stub.writes()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_client, 'asked for a token: answered 400: invalid_client'",
    "401, invalid_client, 'asked for a token: answered 401: invalid_client'",
    "400, Dana, 'asked for a token: answered 400'",
    "500, '', 'asked for a token: answered 500'",
    "200, '', 'asked for a token: answered 200'"
  })
  void whereNoTokenIsGivenItIsTriedLater(int status, String error, String note) {
    authorization.whenAskedAtAll(
        aResponse().withStatus(status).withBody("{\"error\": \"%s\"}".formatted(error)));

    var outcome = (TryLater) oauth.write();

    assertThat(outcome.note()).isEqualTo(note);
    assertThat(outcome.reach()).isEqualTo(Reach.AILING);
    assertThat(stub.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whatIsNoTokenIsNotSent(int which) {
    gives(List.of("a".repeat(20_000), "first second", "<script>").get(which), 3600);

    assertThat(oauth.write())
        .isInstanceOfSatisfying(
            TryLater.class,
            later ->
                assertThat(later.note())
                    .isEqualTo("asked for a token: answered with what is no token"));
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void noSecretAndNoTokenIsWrittenDown() {
    AttemptResult answer = oauth.answer();

    assertThat(answer.exchanges().toString())
        .contains("did=token")
        .doesNotContain("first", "cr:et");
    assertThat(stub.requests())
        .extracting(LoggedRequest::getUrl)
        .noneMatch(url -> url.contains("first"));
  }

  @Test
  void userAndPasswordGoWithEveryRequest() {
    try (var basic = signedOnBy("basic: {user: program, password: pass}")) {
      basic.write();
    }

    assertThat(tokensSeen()).containsExactly("Basic cHJvZ3JhbTpwYXNz");
  }
}
