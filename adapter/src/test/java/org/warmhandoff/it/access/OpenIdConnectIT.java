package org.warmhandoff.it.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.it.Setting;
import org.warmhandoff.testing.SettableClock;

/** People sign in at a provider that knows them. */
class OpenIdConnectIT {

  private static final String START = "/sign-in/with/provider";

  /** Under which browsers reach the adapter, through a proxy. */
  private static final String URL = "https://handoff.example.org";

  private static final String ATTENTION = "/api/v1/attention";

  @TempDir private static Path home;

  private static PeopleProvider provider;
  private static Adapter adapter;

  private final Browser browser = new Browser(adapter.port());

  @BeforeAll
  static void start() {
    provider = new PeopleProvider(URL + "/sign-in/answer");
    adapter = adapter(home, Clock.systemUTC());
  }

  private static Adapter adapter(Path home, Clock clock) {
    return Adapter.start(
        Setting.alone(home)
            .people(
                "url: " + URL,
                "open-id-connect:",
                "  name: Bridgewater",
                "  issuer: " + provider.issuer(),
                "  client-id: " + PeopleProvider.CLIENT,
                "  client-secret: " + PeopleProvider.SECRET,
                "  roles-claim: groups",
                "  roles: {staff: crisis-staff, audit: privacy}")
            .config(),
        clock);
  }

  @AfterAll
  static void close() {
    adapter.close();
    provider.close();
  }

  private static URI place(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }

  /** The person signs on at the provider, which sends her back. */
  private static URI back(HttpResponse<String> sentThere) throws Exception {
    var there =
        HttpRequest.newBuilder(place(sentThere))
            .header("Authorization", PeopleProvider.knownBy())
            .build();
    return place(HttpClient.newHttpClient().send(there, BodyHandlers.ofString()));
  }

  @Test
  void aPersonWhomTheProviderKnowsMayDoWhatHerGroupsStandFor() throws Exception {
    provider.groups("crisis-staff", "cooks");
    assertThat(browser.get("/sign-in").body()).contains("Sign in with Bridgewater");

    var home = browser.comesFromElsewhere(back(browser.get(START)));

    assertThat(home.statusCode()).isEqualTo(200);
    assertThat(home.body()).contains("url=/me");
    assertThat(browser.get("/me").body())
        .contains("oidc:" + PeopleProvider.PERSON, "staff")
        .doesNotContain("audit");
    assertThat(browser.get(ATTENTION).statusCode()).isEqualTo(200);
    assertThat(browser.get("/api/v1/partners").statusCode()).isEqualTo(403);
  }

  @Test
  void whoHasNoGroupThatStandsForARoleMayNothing() throws Exception {
    provider.groups("cooks");

    browser.comesFromElsewhere(back(browser.get(START)));

    assertThat(browser.get("/me").body()).contains("you have no role here");
    assertThat(browser.get(ATTENTION).statusCode()).isEqualTo(403);
  }

  @Test
  void whoDidNotGoThereIsNotTakenFromThere() throws Exception {
    provider.groups("crisis-staff");
    var back = back(browser.get(START));
    var other = new Browser(adapter.port());

    assertThat(place(other.comesFromElsewhere(back))).hasToString("/sign-in?there");
    other.get(START);
    assertThat(place(other.comesFromElsewhere(back))).hasToString("/sign-in?there");

    assertThat(other.get(ATTENTION).statusCode()).isEqualTo(401);
    assertThat(browser.comesFromElsewhere(back).statusCode()).isEqualTo(200);
    assertThat(place(browser.comesFromElsewhere(back))).hasToString("/sign-in?there");
  }

  @Test
  void aCookieThatIsNoneOfOursIsNoSignIn() throws Exception {
    var header = "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"p2c\":-1}";
    var encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(UTF_8));
    for (var value : List.of("garbage", encoded + "..AAAA.AAAA.AAAA")) {
      var answer =
          new Browser(adapter.port())
              .send("GET", "/sign-in/answer?code=a&state=b", Map.of("Cookie", "sign-in=" + value));

      assertThat(place(answer)).as(value).hasToString("/sign-in?there");
    }
  }

  @Test
  void theRequestThereIsForACodeWithProofKeyStateAndNonce() throws Exception {
    var there = place(browser.get(START));

    assertThat(there.getPath()).isEqualTo("/oauth2/authorize");
    assertThat(there.getQuery())
        .contains("response_type=code", "scope=openid", "code_challenge_method=S256")
        .contains("state=", "nonce=", "redirect_uri=" + URL + "/sign-in/answer");
  }

  @Test
  void aSignInThatWasBegunTooLongAgoOrWithAnotherAdapterIsOver(@TempDir Path elsewhere)
      throws Exception {
    provider.groups("crisis-staff");
    var clock = new SettableClock(Instant.now().toString());
    try (var other = adapter(elsewhere, clock)) {
      var late = new Browser(other.port());
      var back = back(late.get(START));
      clock.pass(Duration.ofMinutes(10));
      assertThat(place(late.comesFromElsewhere(back))).hasToString("/sign-in?there");

      var begunThere = new Browser(other.port());
      var backHere = back(begunThere.get(START));
      var here = begunThere.at(adapter.port());
      assertThat(place(here.comesFromElsewhere(backHere))).hasToString("/sign-in?there");
    }
  }

  @Test
  void aProviderThatIsAwayIsToldAndAskedAgain(@TempDir Path elsewhere) throws Exception {
    provider.groups("crisis-staff");
    provider.away(true);
    var clock = new SettableClock(Instant.now().toString());
    try (var other = adapter(elsewhere, clock)) {
      var early = new Browser(other.port());
      assertThat(place(early.get(START))).hasToString("/sign-in?away");
      assertThat(early.get("/sign-in?away").body()).contains("Bridgewater", "cannot be reached");

      provider.away(false);
      assertThat(place(early.get(START))).as("not asked so soon").hasToString("/sign-in?away");
      clock.pass(Duration.ofSeconds(10));
      early.comesFromElsewhere(back(early.get(START)));

      assertThat(early.get(ATTENTION).statusCode()).isEqualTo(200);
    } finally {
      provider.away(false);
    }
  }
}
