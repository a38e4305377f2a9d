package org.warmhandoff.it.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.warmhandoff.config.Config.Role.OPERATE;
import static org.warmhandoff.config.Config.Role.STAFF;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.warmhandoff.api.people.PasswordSignIn;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.config.Config.Role;
import org.warmhandoff.it.Setting;
import org.warmhandoff.people.KnownUsers;
import org.warmhandoff.people.Passwords;
import org.warmhandoff.people.User;
import org.warmhandoff.people.UserFile;
import org.warmhandoff.testing.SettableClock;

/** People sign in with a password. */
class PeopleIT {

  private static final String NAME = "k.novak";
  private static final String PASSWORD = "seven lamps on the quay";
  private static final String ATTENTION = "/api/v1/attention";
  private static final String SEEN = "/api/v1/attention/1/seen";
  private static final String SESSION = "warm-handoff";
  private static final String FORM_TOKEN = "X-XSRF-TOKEN";

  @TempDir private static Path home;

  private static final SettableClock clock = new SettableClock("2026-11-28T12:00:00Z");
  private static Adapter adapter;

  private final UserFile users = new UserFile(home.resolve("users.yaml"));
  private final Browser browser = new Browser(adapter.port());

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(home.resolve("users.yaml"), "users: []");
    adapter =
        Adapter.start(
            Setting.alone(home)
                .people("users: users.yaml", "session: {idle: 15m, longest: 1h}")
                .config(),
            clock);
  }

  @AfterAll
  static void close() {
    adapter.close();
  }

  /** What was tried in the test before is forgotten. */
  @BeforeEach
  void someDaysLater() throws Exception {
    clock.pass(Duration.ofDays(2));
    Files.writeString(home.resolve("users.yaml"), "users: []");
    add(NAME, STAFF);
  }

  private void add(String name, Role role) throws Exception {
    users.add(new User(name, Set.of(role), new Passwords().hash(PASSWORD), false));
  }

  private static void isSentTo(String place, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location"))
        .hasValueSatisfying(location -> assertThat(location).endsWith(place));
  }

  @Test
  void whoHasNotSignedInIsSentToWherePeopleDoAndThenSeesWhoSheIs() throws Exception {
    isSentTo("/sign-in", browser.get("/me"));

    isSentTo("/me", browser.signIn(NAME, PASSWORD));

    var me = browser.get("/me");
    assertThat(me.statusCode()).isEqualTo(200);
    assertThat(me.body())
        .contains("k.novak", "user:k.novak", "staff", "Bridgewater Virtual IOP")
        .containsPattern("[0-9]{2}:[0-9]{2} EST");
  }

  @Test
  void aPersonMayDoWhatHerRolesAllowAndNothingElse() throws Exception {
    assertThat(browser.get(ATTENTION).statusCode()).isEqualTo(401);
    browser.signIn(NAME, PASSWORD);

    assertThat(browser.get(ATTENTION).statusCode()).isEqualTo(200);
    assertThat(browser.get("/api/v1/partners").statusCode()).isEqualTo(403);
    assertThat(browser.get("/actuator/prometheus").statusCode()).isEqualTo(403);
  }

  @Test
  void aStreamOfEventsDoesNotOutlastASessionByLong() throws Exception {
    browser.signIn(NAME, PASSWORD);
    var stream = browser.events();
    var begun = clock.instant();

    await()
        .until(
            () -> {
              clock.pass(Duration.ofSeconds(1));
              return stream.isDone();
            });

    assertThat(stream.join().statusCode()).isEqualTo(200);
    assertThat(clock.instant()).isBefore(begun.plus(Duration.ofMinutes(5)));
  }

  @Test
  void theCookieOfASessionIsForOurOwnPagesAloneAndAnotherThanBefore() throws Exception {
    var answer = browser.signIn(NAME, PASSWORD);

    assertThat(answer.headers().allValues("Set-Cookie"))
        .filteredOn(cookie -> cookie.startsWith(SESSION + "="))
        .hasSize(1)
        .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/"));
    var first = browser.cookie(SESSION);
    browser.signIn(NAME, PASSWORD);
    assertThat(browser.cookie(SESSION)).isNotEqualTo(first);
  }

  @Test
  void whatChangesSomethingNeedsTheTokenOfAPage() throws Exception {
    browser.signIn(NAME, PASSWORD);
    var token = Browser.formToken(browser.get("/me"));

    var without = browser.send("POST", SEEN, Map.of());
    assertThat(without.statusCode()).isEqualTo(403);
    assertThat(without.body()).contains("no-form-token");
    var basic = browser.send("POST", SEEN, Map.of("Authorization", "Basic YTpi"));
    assertThat(basic.body()).contains("no-form-token");
    assertThat(browser.send("POST", SEEN, Map.of(FORM_TOKEN, token)).statusCode()).isEqualTo(404);
    var bearer = Map.of("Authorization", "Bearer " + Setting.STAFF);
    assertThat(browser.send("POST", SEEN, bearer).statusCode()).isEqualTo(404);
  }

  @Test
  void signingInNeedsTheTokenOfThePageToo() throws Exception {
    browser.get("/sign-in");

    var answer = browser.post("/sign-in", Map.of("username", NAME, "password", PASSWORD));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(browser.cookie(SESSION)).isNull();
  }

  @Test
  void whatStandsInTheAddressIsNoFieldOfAForm() throws Exception {
    var token = Browser.formToken(browser.get("/sign-in"));
    var address = "/sign-in?username=" + NAME + "&password=" + URLEncoder.encode(PASSWORD, UTF_8);

    isSentTo("/sign-in?failed", browser.send("POST", address, Map.of(FORM_TOKEN, token)));
    var inAddress = address + "&_csrf=" + token;
    assertThat(browser.send("POST", inAddress, Map.of()).statusCode()).isEqualTo(403);

    assertThat(browser.get(ATTENTION).statusCode()).isEqualTo(401);
  }

  @Test
  void aWrongNameAndAWrongPasswordAreAnsweredTheSame() throws Exception {
    isSentTo("/sign-in?failed", browser.signIn(NAME, "seven lamps on the key"));
    isSentTo("/sign-in?failed", browser.signIn("nobody", PASSWORD));
    isSentTo("/sign-in?failed", browser.signIn("No Name!", PASSWORD));
    isSentTo("/sign-in?failed", browser.signIn(NAME, ""));

    assertThat(browser.get("/sign-in?failed").body()).contains("Check the name and the password");
    assertThat(browser.get(ATTENTION).statusCode()).isEqualTo(401);
  }

  @Test
  void whoTriesManyPasswordsHasToWaitEvenWithTheRightOne() throws Exception {
    for (var tried = 0; tried < 6; tried++) {
      isSentTo("/sign-in?failed", browser.signIn(NAME, "a wrong password " + tried));
    }

    isSentTo("/sign-in?wait=2", browser.signIn(NAME, PASSWORD));
    isSentTo("/sign-in?wait=2", new Browser(adapter.port()).signIn(NAME, PASSWORD));
    assertThat(browser.get("/sign-in?wait=2").body()).contains("2 seconds");
    clock.pass(Duration.ofSeconds(1));
    isSentTo("/me", browser.signIn(NAME, PASSWORD));
    isSentTo("/sign-in?failed", browser.signIn(NAME, "a wrong password"));
  }

  @Test
  void whoTriesManyNamesHasToWaitToo() throws Exception {
    for (var tried = 0; tried < 31; tried++) {
      isSentTo("/sign-in?failed", browser.signIn("name-" + tried, PASSWORD));
    }

    isSentTo("/sign-in?wait=2", browser.signIn(NAME, PASSWORD));
    clock.pass(Duration.ofSeconds(1));
    isSentTo("/me", browser.signIn(NAME, PASSWORD));
  }

  @ParameterizedTest
  @CsvSource({"'', /sign-in?wait=2", "203.0.113.1, /sign-in?wait=2", "127.0.0.1, /me"})
  void onlyAProxyThatIsNamedIsBelievedForWhomItSpeaks(
      String proxy, String place, @TempDir Path elsewhere) throws Exception {
    var setting =
        Setting.alone(elsewhere)
            .server("proxies: [" + proxy + "]")
            .people("users: " + home.resolve("users.yaml"));
    try (var behind = Adapter.start(setting.config(), clock)) {
      for (var tried = 0; tried < 6; tried++) {
        var from = Browser.of("198.51.100." + tried, behind.port());
        isSentTo("/sign-in?failed", from.signIn(NAME, "a wrong password " + tried));
      }

      isSentTo(place, Browser.of("198.51.100.9", behind.port()).signIn(NAME, PASSWORD));
    }
  }

  @Test
  void manyWhoSignInFromOneAddressDoNotWait() throws Exception {
    for (var person = 0; person < 35; person++) {
      isSentTo("/me", new Browser(adapter.port()).signIn(NAME, PASSWORD));
    }
  }

  @Test
  void nobodyIsKeptOutFromElsewhereByAFewWrongPasswords() {
    var signIn =
        new PasswordSignIn(new KnownUsers(home.resolve("users.yaml")), new Passwords(), clock);
    for (var tried = 0; tried < 6; tried++) {
      assertThatThrownBy(() -> signIn.authenticate(from("203.0.113.7", "wrong")))
          .isInstanceOf(AuthenticationException.class);
    }

    assertThatThrownBy(() -> signIn.authenticate(from("203.0.113.7", PASSWORD)))
        .hasMessageContaining("paused");
    assertThat(signIn.authenticate(from("198.51.100.9", PASSWORD)).isAuthenticated()).isTrue();
  }

  private static Authentication from(String address, String password) {
    var tried = UsernamePasswordAuthenticationToken.unauthenticated(NAME, password);
    tried.setDetails(new WebAuthenticationDetails(address, null));
    return tried;
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "DELETE", "POST"})
  void theFormOfAStrangerIsNotWaitedFor(String method) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), adapter.port())) {
      socket.setSoTimeout(8_000);
      socket
          .getOutputStream()
          .write(
              (method
                      + " /api/v1/attention HTTP/1.1\r\nHost: here\r\n"
                      + "Content-Type: application/x-www-form-urlencoded\r\n"
                      + "Content-Length: 90000000\r\n\r\na=")
                  .getBytes(US_ASCII));

      var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      assertThat(answer.readLine()).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void aSessionEndsWhenNothingIsAskedForAWhile() throws Exception {
    browser.signIn(NAME, PASSWORD);
    clock.pass(Duration.ofMinutes(14));
    assertThat(browser.get(ATTENTION).statusCode()).isEqualTo(200);
    clock.pass(Duration.ofMinutes(14));
    assertThat(browser.get(ATTENTION).statusCode()).isEqualTo(200);

    clock.pass(Duration.ofMinutes(15));

    assertThat(browser.get(ATTENTION).statusCode()).isEqualTo(401);
    isSentTo("/sign-in", browser.get("/me"));
  }

  @Test
  void aSessionEndsAfterItsLongestTimeHoweverMuchIsAsked() throws Exception {
    browser.signIn(NAME, PASSWORD);
    for (var minutes = 10; minutes < 60; minutes += 10) {
      clock.pass(Duration.ofMinutes(10));
      assertThat(browser.get(ATTENTION).statusCode()).as("after %d", minutes).isEqualTo(200);
    }

    clock.pass(Duration.ofMinutes(10));

    assertThat(browser.get(ATTENTION).statusCode()).isEqualTo(401);
  }

  @Test
  void whoIsDisabledIsOutWithTheNextRequest() throws Exception {
    browser.signIn(NAME, PASSWORD);

    users.change(NAME, user -> user.disabled(true));

    assertThat(browser.get(ATTENTION).statusCode()).isEqualTo(401);
    isSentTo("/sign-in?failed", browser.signIn(NAME, PASSWORD));
    users.change(NAME, user -> user.disabled(false));
    isSentTo("/me", browser.signIn(NAME, PASSWORD));
  }

  @Test
  void whoHasAnotherPasswordOrOtherRolesSignsInAgain() throws Exception {
    browser.signIn(NAME, PASSWORD);
    users.change(NAME, user -> user.password(new Passwords().hash("nine lamps on the quay")));
    assertThat(browser.get(ATTENTION).statusCode()).isEqualTo(401);
    browser.signIn(NAME, "nine lamps on the quay");
    assertThat(browser.get(ATTENTION).statusCode()).isEqualTo(200);

    users.change(NAME, user -> new User(NAME, Set.of(OPERATE), user.password(), user.disabled()));

    assertThat(browser.get(ATTENTION).statusCode()).isEqualTo(401);
    browser.signIn(NAME, "nine lamps on the quay");
    assertThat(browser.get("/api/v1/partners").statusCode()).isEqualTo(200);
  }

  @Test
  void whoIsAddedWhileTheAdapterRunsSignsInAtOnce() throws Exception {
    add("imani", STAFF);

    isSentTo("/me", browser.signIn("imani", PASSWORD));
  }

  @Test
  void signingOutEndsTheSession() throws Exception {
    browser.signIn(NAME, PASSWORD);
    var session = browser.cookie(SESSION);
    var token = Browser.formToken(browser.get("/me"));

    assertThat(browser.post("/sign-out", Map.of()).statusCode()).isEqualTo(403);
    assertThat(browser.get(ATTENTION).statusCode()).isEqualTo(200);
    isSentTo("/sign-in?out", browser.post("/sign-out", Map.of("_csrf", token)));

    assertThat(browser.cookie(SESSION)).isNull();
    var stolen = Map.of("Cookie", SESSION + "=" + session);
    assertThat(new Browser(adapter.port()).send("GET", ATTENTION, stolen).statusCode())
        .isEqualTo(401);
  }

  @Test
  void nothingRunsOnThePagesAndNobodyFramesThem() throws Exception {
    browser.signIn(NAME, PASSWORD);
    for (var page : Set.of("/sign-in", "/me")) {
      var answer = browser.get(page);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'");
      assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
      assertThat(answer.body()).doesNotContain("<script", "style=");
    }
    var style = browser.get("/sign-in/style.css");
    assertThat(style.statusCode()).isEqualTo(200);
    assertThat(style.headers().firstValue("Content-Type")).contains("text/css");
  }

  @Test
  void aFormThatIsLongOrOfAnotherKindIsNotRead() throws Exception {
    browser.get("/sign-in");

    var answer = browser.post("/sign-in", Map.of("username", "x".repeat(5000)));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("no-small-form");
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-www-form-urlencoded, username=%zz, 400",
    "application/x-www-form-urlencoded, username=%, 400",
    "no type at all, username=a, 413",
    "'', username=a, 413",
    "multipart/form-data, username=a, 413",
    "application/json, '{}', 413"
  })
  void whatIsNoFormIsRefused(String type, String body, int status) throws Exception {
    assertThat(browser.post("/sign-in", type, body).statusCode()).isEqualTo(status);
  }

  @Test
  void otherAddressesBelowAreForNobody() throws Exception {
    browser.signIn(NAME, PASSWORD);

    assertThat(browser.get("/sign-in/other").statusCode()).isEqualTo(403);
    assertThat(browser.get("/sign-out").statusCode()).isEqualTo(403);
    assertThat(browser.get("/login").statusCode()).isEqualTo(403);
    assertThat(browser.get("/logout").statusCode()).isEqualTo(403);
    assertThat(browser.get("/oauth2/authorization/provider").statusCode()).isEqualTo(403);
  }
}
