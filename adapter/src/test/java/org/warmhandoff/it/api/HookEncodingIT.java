package org.warmhandoff.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.followup.subscription.Hints;
import org.warmhandoff.followup.subscription.HookSecrets;
import org.warmhandoff.it.Setting;
import org.warmhandoff.it.SharedPartners;

/** What hooks bring is UTF-8 and comes as it is, as all other bodies do. */
class HookEncodingIT {

  private static final String SECRET = "hook_" + "a".repeat(43);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path home;

  private static Adapter adapter;

  @BeforeAll
  static void start() {
    adapter = Adapter.start(Setting.alone(home).config());
    db().sql(
            """
            insert into partner_subscription
                   (partner, type, state, unsure, due_at, silent, note, secret_sha256)
            values (:partner, 'Task', 'ACTIVE', false, timestamp with time zone '2999-01-01 00:00:00+00',
                    false, 'made', :digest)
            """)
        .param("partner", SharedPartners.PSYCHIATRY)
        .param("digest", HookSecrets.digest(SECRET))
        .update();
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  private static JdbcClient db() {
    return adapter.part(JdbcClient.class);
  }

  @BeforeEach
  void nobodyHasCalled() {
    db().sql("update partner_subscription set called_at = null").update();
  }

  private static boolean somebodyHasCalled() {
    return db().sql("select count(called_at) from partner_subscription").query(Long.class).single()
        > 0;
  }

  private static HttpResponse<String> call(String request, String name, String value)
      throws IOException, InterruptedException {
    var words = request.split(" ", 2);
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adapter.port() + words[1]))
            .header("Authorization", "Bearer " + SECRET)
            .header(name, value)
            .method(words[0], BodyPublishers.ofString("{}"))
            .build(),
        BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /hooks/psychiatry|Content-Encoding|gzip",
        "POST /hooks/psychiatry|Content-Encoding|identity, gzip",
        "POST /hooks/psychiatry|Content-Type|application/fhir+json; charset=UTF-16",
        "POST /hooks/psychiatry|Content-Type|application/fhir+json; charset=iso-8859-1; charset=UTF-8",
        "PUT /hooks/psychiatry/Task/88|Content-Encoding|gzip",
        "PUT /hooks/psychiatry/Task/88|Content-Type|application/fhir+json; charset=UTF-16",
        "POST /hooks/psychiatry/Task/88|Content-Encoding|br",
      })
  void aCallInAnotherEncodingIsNotTakenAndChangesNothing(String request, String name, String value)
      throws IOException, InterruptedException {
    var answer = call(request, name, value);

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.headers().firstValue("Accept-Encoding")).contains("identity");
    assertThat(answer.body())
        .contains("https://warmhandoff.org/problems/content-encoding", "\"status\":415");
    adapter.part(Hints.class).act(SharedPartners.PSYCHIATRY);
    assertThat(somebodyHasCalled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /hooks/psychiatry|Content-Encoding|identity",
        "POST /hooks/psychiatry|Content-Type|application/fhir+json; charset=UTF-8",
        "POST /hooks/psychiatry|Content-Type|application/fhir+json",
        "PUT /hooks/psychiatry/Task/88|Content-Type|application/fhir+json;charset=utf-8",
        "DELETE /hooks/psychiatry/Task/88|Accept|application/fhir+json",
      })
  void aCallInUtf8AsItIsIsTaken(String request, String name, String value)
      throws IOException, InterruptedException {
    assertThat(call(request, name, value).statusCode()).isEqualTo(200);

    await("it is noted").atMost(SOON).until(HookEncodingIT::somebodyHasCalled);
  }
}
