package org.warmhandoff.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.testing.Rights;

/** The command line, as an operator meets it. */
class ServeIT {

  private static final Duration SHORT = Duration.ofSeconds(30);

  @TempDir private Path home;

  @Test
  void everythingThatIsWrongWithAConfigurationIsToldAtOnceAndNoSecretWithIt()
      throws IOException, InterruptedException {
    var file = home.resolve("bad.yaml");
    Files.writeString(
        file,
        """
        program:
          namespace: not a uri
        server:
          port: 99999
        access:
          - name: program
            token: hush-short
            roles: [submit, everything]
        colour: blue
        delivery:
          lease: soon
        partners:
          - name: psychiatry
            roles: [psychiatry]
            base-url: http://fhir.psychiatry.example/r4
            sign-on: { bearer: hush-bearer }
        """);

    try (var served = Served.run(home, "serve", "--config", file.toString())) {
      assertThat(served.exitWithin(SHORT)).isEqualTo(2);
      assertThat(served.err())
          .contains(
              "program.namespace:",
              "program.name:",
              "server.port:",
              "access[0].token:",
              "access[0].roles[1]:",
              "colour:",
              "delivery.lease:",
              "partners[0].base-url:")
          .doesNotContain("hush", "99999", "\tat ");
      assertThat(served.out()).isEmpty();
    }
  }

  @Test
  void everyPlaceWhereTheVocabularyIsWrongIsTold() throws IOException, InterruptedException {
    var words = Files.createDirectory(home.resolve("words"));
    Files.writeString(words.resolve("half.json"), "{\n  \"resourceType\": \"CodeSystem\",\n");
    Files.writeString(
        words.resolve("severity.json"),
        """
        {
          "resourceType": "CodeSystem",
          "url": "https://warmhandoff.org/fhir/CodeSystem/severity",
          "concept": [
            { "code": "grave", "display": "Grave" }
          ]
        }
        """);
    var file = home.resolve("warm-handoff.yaml");
    Files.writeString(
        file, "terminology:\n  directory: words\n" + Setting.alone(home).port(0).yaml());

    try (var served = Served.run(home, "serve", "--config", file.toString())) {
      assertThat(served.exitWithin(SHORT)).isEqualTo(2);
      assertThat(served.err())
          .contains("terminology.directory", words + "/half.json:3: is not JSON")
          .contains(words + "/severity.json:5: ", "grave", "watch, urgent, emergency")
          .doesNotContain("\tat ");
      assertThat(served.out()).isEmpty();
    }
  }

  @Test
  void aSecretThatIsNotSetIsToldByItsName() throws IOException, InterruptedException {
    var file = home.resolve("unset.yaml");
    var yaml = Setting.alone(home).yaml().replace(Setting.PROGRAM, "${NOBODY_SETS_THIS_TOKEN}");
    Files.writeString(file, yaml);

    try (var served = Served.run(home, "serve", "--config", file.toString())) {
      assertThat(served.exitWithin(SHORT)).isEqualTo(2);
      assertThat(served.err()).contains("access[0].token:", "NOBODY_SETS_THIS_TOKEN");
    }
  }

  @Test
  void aFileThatIsNotThereIsTold() throws IOException, InterruptedException {
    try (var served = Served.run(home, "serve", "--config", "no-such-file.yaml")) {
      assertThat(served.exitWithin(SHORT)).isEqualTo(2);
      assertThat(served.err()).contains("no-such-file.yaml").doesNotContain("\tat ");
    }
  }

  @Test
  void anUnknownCommandIsAnsweredWithTheCommandsThereAre()
      throws IOException, InterruptedException {
    try (var served = Served.run(home, "qqqq")) {
      assertThat(served.exitWithin(SHORT)).isEqualTo(2);
      assertThat(served.err())
          .contains("qqqq", "serve", "demo", "deliveries")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void whatJavaWritesOfACrashGoesIntoADirectoryThatIsItsOwnersAlone() throws IOException {
    var errors = home.resolve("errors");
    try (var served =
        Served.start(Setting.alone(home), "-XX:ErrorFile=" + errors + "/hs_err_pid%p.log")) {
      await("it is made").until(() -> Files.isDirectory(errors));
      assertThat(Rights.of(errors)).isEqualTo("rwx------");
      assertThat(served.out()).doesNotContain("ErrorFile");
    }
  }

  @Test
  void aSecondAdapterOnTheSameDirectoryIsToldSo() throws IOException, InterruptedException {
    try (var first = Served.start(Setting.alone(home));
        var second = Served.run(home, "serve", "--config", home + "/warm-handoff.yaml")) {
      assertThat(second.exitWithin(SHORT)).isEqualTo(1);
      assertThat(second.err())
          .contains("store.directory", home.resolve("data").toString(), "in use")
          .doesNotContain("\tat ");
      assertThat(second.out()).doesNotContain("Exception");
      assertThat(Caller.stranger(first.port()).get("/actuator/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aPortThatIsTakenIsTold() throws IOException, InterruptedException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = taken.getLocalPort();
      var file = Served.written(Setting.alone(home).port(port));
      try (var served = Served.run(home, "serve", "--config", file.toString())) {
        assertThat(served.exitWithin(SHORT)).isEqualTo(1);
        assertThat(served.err()).contains("server.port", "" + port).doesNotContain("\tat ");
        assertThat(served.out()).doesNotContain("Exception");
      }
    }
  }
}
