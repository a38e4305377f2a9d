package org.warmhandoff.it.failure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.it.Caller;
import org.warmhandoff.it.Fixtures;
import org.warmhandoff.it.Setting;

/** Requests as nobody sends them who means well. */
@Tag("timed")
class HostileRequestsIT {

  private static final String PROBLEM = "application/problem+json";
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir private static Path home;

  private static Adapter adapter;

  private final List<Socket> open = new ArrayList<>();

  @BeforeAll
  static void start() {
    adapter = Adapter.start(Setting.alone(home).config());
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  @AfterEach
  void hangUp() throws IOException, InterruptedException {
    for (var socket : open) {
      socket.close();
    }
    open.clear();
    isAlive();
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), adapter.port());
    socket.setSoTimeout(20_000);
    open.add(socket);
    return socket;
  }

  private Socket send(String request) throws IOException {
    var socket = connect();
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    return socket;
  }

  private static String first(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
  }

  private String whole(String request) throws IOException {
    return new String(send(request).getInputStream().readAllBytes(), UTF_8);
  }

  private static String submitting(String more) {
    return "POST /api/v1/records HTTP/1.1\r\nHost: adapter\r\nContent-Type: application/json\r\n"
        + more
        + "\r\n";
  }

  private static String token() {
    return "Authorization: Bearer " + Setting.PROGRAM + "\r\n";
  }

  private void isAlive() throws IOException, InterruptedException {
    await("liveness")
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> nobody().get("/actuator/health/liveness").statusCode() == 200);
    var answer =
        Caller.program(adapter.port()).submit(Fixtures.bytes("participants/P-1001.v1.json"));
    assertThat(answer.statusCode()).isEqualTo(202);
  }

  private Caller nobody() {
    return Caller.stranger(adapter.port());
  }

  @Test
  void bodiesThatTrickleWithoutATokenHoldNobodyUp() throws IOException, InterruptedException {
    for (var one = 0; one < 215; one++) {
      send(submitting("Content-Length: 100000\r\n") + "{");
    }

    isAlive();
  }

  @Test
  void bodiesThatTrickleWithATokenLeaveWorkersForOthers() throws IOException, InterruptedException {
    for (var one = 0; one < 240; one++) {
      send(submitting(token() + "Content-Length: 100000\r\n") + "{");
    }

    await("liveness")
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> nobody().get("/actuator/health/liveness").statusCode() == 200);
    var busy = Caller.program(adapter.port()).submit("{}".getBytes(UTF_8));
    assertThat(busy.statusCode()).isEqualTo(429);
    assertThat(busy.headers().firstValue("Retry-After")).contains("5");
    assertThat(busy.headers().firstValue("Content-Type")).contains(PROBLEM);
  }

  @Test
  void oneAddressGetsSoManyConnectionsAndNoMore() throws IOException, InterruptedException {
    // Those of the test before may not be gone yet: they count as well, for a moment.
    await("no more than the rest is closed")
        .atMost(SOON.multipliedBy(4))
        .until(this::closedOfThreeHundred, closed -> closed >= 300 - 256 && closed < 100);
  }

  private long closedOfThreeHundred() throws IOException, InterruptedException {
    hangUp();
    for (var one = 0; one < 300; one++) {
      connect().setSoTimeout(2);
    }
    await("some are closed").atMost(SOON).until(() -> closed() >= 300 - 256);
    return closed();
  }

  private long closed() {
    return open.stream().filter(HostileRequestsIT::isClosed).count();
  }

  private static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Test
  void headersThatTrickleAreWaitedForOnlySoLong() throws IOException {
    var socket = send("GET /actuator/health/liveness HTTP/1.1\r\nHost: adapter\r\nX-Slow: ");
    socket.setSoTimeout(1000);
    var began = System.nanoTime();

    while (!isClosed(socket)) {
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(40));
      trickle(socket);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(5));
  }

  @Test
  void whoNeverEndsAHeadCostsNobodyElseHisRequest() throws IOException, InterruptedException {
    var began = System.nanoTime();
    for (var one = 0; one < 20; one++) {
      send("GET /actuator/health/liveness HTTP/1.1\r\nHost: adapter\r\nX-Half");
    }
    await("they are hung up on")
        .atMost(Duration.ofSeconds(30))
        .until(() -> open.stream().allMatch(HostileRequestsIT::isAtItsEnd));
    await("longer ago than a head may take")
        .atMost(Duration.ofSeconds(30))
        .until(() -> Duration.ofNanos(System.nanoTime() - began).toSeconds() > 16);

    for (var one = 0; one < 40; one++) {
      assertThat(first(send("GET /actuator/health/liveness HTTP/1.1\r\nHost: adapter\r\n\r\n")))
          .as("request %s", one)
          .startsWith("HTTP/1.1 200");
    }
  }

  private static void trickle(Socket socket) {
    try {
      socket.getOutputStream().write('x');
    } catch (IOException closed) {
      // which reading says as well
    }
  }

  @Test
  void whoExpectsToBeAskedOnIsToldOnlyAfterTheToken() throws IOException {
    var expecting = "Expect: 100-continue\r\nContent-Length: 10\r\n";

    assertThat(first(send(submitting(expecting)))).startsWith("HTTP/1.1 401");
    assertThat(first(send(submitting(token() + expecting)))).startsWith("HTTP/1.1 100");
  }

  @Test
  void aBodyIsNotWaitedForAfter401() throws IOException {
    var answer = whole(submitting("Content-Length: 1000000\r\n") + "{\"kind\":");

    assertThat(answer).startsWith("HTTP/1.1 401").contains(PROBLEM);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TRACE /api/v1/records|405",
        "CONNECT adapter:443|405",
        "get /api/v1/records|405",
        "PROPFIND /api/v1/records|405",
        "GET /api/v1/records/crisis-plan%2FCP-1|400",
        "GET /api/v1/records/crisis-plan%5CCP-1|400",
        "GET /WEB-INF/web.xml|404",
        "GET /web-inf/web.xml|404",
        "GET /META-INF/MANIFEST.MF|404",
        "GET /api/v1/records/..%2f..%2fetc|400",
        "GET /nothing/here|401"
      })
  void whatTheServerAnswersByItselfIsAProblemWithOurHeaders(String request, int status)
      throws IOException {
    var answer = whole(request + " HTTP/1.1\r\nHost: adapter\r\nConnection: close\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains(PROBLEM, "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY")
        .contains("\"status\":" + status)
        .doesNotContain("Tomcat", "<html", "<!doctype");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Encoding: gzip\r\n",
        "Content-Encoding: br\r\n",
        "Content-Encoding: identity, gzip\r\n",
        "Content-Encoding: identity\r\nContent-Encoding: gzip\r\n",
        "Content-Type: application/json\r\nContent-Type: application/json; charset=utf-16\r\n",
        "Content-Type: application/json; charset=iso-8859-1; charset=utf-8\r\n",
        "Content-Type: application/json; charset=utf-16\r\n",
        "Content-Type: application/json; charset=iso-8859-1\r\n",
        "Content-Type: application/json; charset=nonsense\r\n",
      })
  void aBodyInAnotherEncodingIsNotTaken(String header) throws IOException {
    var type = header.startsWith("Content-Type") ? "" : "Content-Type: application/json\r\n";

    var answer =
        whole(
            "POST /api/v1/records HTTP/1.1\r\nHost: adapter\r\nConnection: close\r\n"
                + token()
                + type
                + header
                + "Content-Length: 2\r\n\r\n{}");

    assertThat(answer).startsWith("HTTP/1.1 415").contains(PROBLEM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Encoding: identity\r\n",
        "Content-Type: application/json;charset=UTF-8\r\n"
      })
  void aBodyInUtf8AsItIsIsTaken(String header) throws IOException {
    var type = header.startsWith("Content-Type") ? "" : "Content-Type: application/json\r\n";

    var answer =
        whole(
            "POST /api/v1/records HTTP/1.1\r\nHost: adapter\r\nConnection: close\r\n"
                + token()
                + type
                + header
                + "Content-Length: 2\r\n\r\n{}");

    assertThat(answer).startsWith("HTTP/1.1 422");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /api/v1/deliveries/retry|Content-Length: 70000|413",
        "POST /api/v1/deliveries/retry|Transfer-Encoding: chunked|411",
        "PUT /api/v1/matches/psychiatry/P-1|Content-Length: 150000000|413"
      })
  void operatorsSendLittleAndSayHowMuch(String request, String length, int status)
      throws IOException {
    var answer =
        whole(
            request
                + " HTTP/1.1\r\nHost: adapter\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer "
                + Setting.DESK
                + "\r\n"
                + length
                + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 " + status).contains(PROBLEM);
  }

  @Test
  void bodiesThatComeWithAQuestionAndTrickleHoldNobodyUp()
      throws IOException, InterruptedException {
    for (var one = 0; one < 215; one++) {
      send(
          "GET /actuator/health/liveness HTTP/1.1\r\nHost: adapter\r\nContent-Length: 60000\r\n\r\n"
              + "a");
    }

    isAlive();
    await("they are hung up on")
        .atMost(SOON)
        .until(() -> open.stream().allMatch(HostileRequestsIT::isAtItsEnd));
  }

  private static boolean isAtItsEnd(Socket socket) {
    try {
      socket.setSoTimeout(1000);
      socket.getInputStream().readAllBytes();
      return true;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Test
  void wrongTokensAreCountedAndAfterManyWhoSendsThemIsAskedToWait()
      throws IOException, InterruptedException {
    var guessing = Caller.with(adapter.port(), "x".repeat(30));
    for (var one = 0; one < 20; one++) {
      assertThat(guessing.get("/api/v1/deliveries").statusCode()).isEqualTo(401);
    }

    var asked = guessing.get("/api/v1/deliveries");

    assertThat(asked.statusCode()).isEqualTo(429);
    assertThat(asked.headers().firstValue("Retry-After")).isPresent();
    assertThat(Caller.monitoring(adapter.port()).get("/actuator/prometheus").body())
        .contains("warmhandoff_access_refused_total{reason=\"wrong-token\"} 21.0");
    isAlive();
  }

  @Test
  void aBodyOfNothingButMistakesIsReadToItsEndAndToldInThousandLines()
      throws IOException, InterruptedException {
    var answer =
        Caller.program(adapter.port()).post(Caller.NDJSON, "1\n".repeat(600_000).getBytes(UTF_8));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().lines()).hasSize(1001);
    assertThat(answer.body()).contains("\"line\":1001", "too-much-refused");
    isAlive();
  }
}
