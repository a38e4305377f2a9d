package org.warmhandoff.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The offline commands of the program as it is shipped, from somewhere else on the machine. */
class ToolsIT {

  private static final Path JAR = Path.of("target/warm-handoff.jar").toAbsolutePath();

  @TempDir private Path elsewhere;

  @BeforeEach
  void recordsAreThere() throws IOException {
    for (var record : List.of("participants/P-1001", "plans/CP-2001")) {
      var name = record.substring(record.indexOf('/') + 1) + ".json";
      Files.write(elsewhere.resolve(name), Fixtures.bytes(record + ".v1.json"));
    }
  }

  /** Runs it there, in a locale that knows no letters but those of ASCII. */
  private int run(String... arguments) throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).directory(elsewhere.toFile());
    process.environment().put("LC_ALL", "C");
    process.redirectOutput(elsewhere.resolve("out").toFile());
    process.redirectError(elsewhere.resolve("err").toFile());
    var started = process.start();
    assertThat(started.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return started.exitValue();
  }

  private byte[] said(String where) throws IOException {
    return Files.readAllBytes(elsewhere.resolve(where));
  }

  @Test
  void recordsAreValidated() throws IOException, InterruptedException {
    Files.writeString(elsewhere.resolve("bad.json"), "{\n\"kind\": \"plan\"}");

    assertThat(run("validate", "P-1001.json", "bad.json")).isOne();

    assertThat(new String(said("out"), UTF_8))
        .isEqualTo(
            """
            bad.json:2: /kind: must be one of: participant, crisis-plan, crisis-event, referral
            2 records, 1 with problems
            """);
    assertThat(said("err")).isEmpty();
  }

  @Test
  void whatIsMappedIsUtf8WhateverTheLocaleAndNobodyElseSaysAWord()
      throws IOException, InterruptedException {
    assertThat(run("map", "--program-name", "Bridgewater", "CP-2001.json", "P-1001.json")).isZero();

    var bundle = Fixtures.json(new String(said("out"), UTF_8));
    assertThat(bundle.path("type").asText()).isEqualTo("transaction");
    assertThat(bundle.toString()).doesNotContain("\ufffd").matches(".*[^\\x00-\\x7f].*");
    assertThat(said("err")).isEmpty();
  }

  @Test
  void aDocumentIsPrintedAsItIs() throws IOException, InterruptedException {
    assertThat(run("map", "--form=document", "--format=pdf", "CP-2001.json", "P-1001.json"))
        .isZero();

    assertThat(said("out")).startsWith("%PDF-".getBytes(UTF_8));
    assertThat(said("err")).isEmpty();
  }

  @Test
  void aDirectoryIsRelativeToTheCallersOwn() throws IOException, InterruptedException {
    assertThat(run("map", "--out", "there", "CP-2001.json", "P-1001.json")).isZero();

    assertThat(elsewhere.resolve("there/crisis-plan-CP-2001-v1.json")).isNotEmptyFile();
    assertThat(said("out")).isEmpty();
  }
}
