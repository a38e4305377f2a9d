package org.warmhandoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  private static final String GOOD =
      """
      program: { namespace: "https://id.program.example", name: Program }
      access:
        - { name: program, token: token-of-the-program-1234567890, roles: [submit] }
      partners:
        - { name: psychiatry, roles: [psychiatry], base-url: "http://127.0.0.1:1/r4" }
      """;

  @TempDir private Path home;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "deliveries", "attention", "page", "map", "demo"})
  void helpTellsOfACommandWhatItsOwnHelpTells(String command) {
    assertThat(run("help", command)).isZero();
    var told = out.toString();
    out.getBuffer().setLength(0);

    assertThat(run(command, "--help")).isZero();
    assertThat(told).isEqualTo(out.toString()).contains("Usage: warm-handoff " + command);
  }

  @Test
  void helpAloneTellsTheCommands() {
    assertThat(run("help")).isZero();

    assertThat(out.toString()).contains("serve", "deliveries", "completion");
  }

  @Test
  void theCompletionKnowsTheCommandsAndTheirOptions() {
    assertThat(run("completion")).isZero();

    assertThat(out.toString())
        .startsWith("#!/usr/bin/env bash")
        .contains("complete -F _complete_warm-handoff", "warm-handoff", "handed-over", "--check");
  }

  @Test
  void aConfigurationThatIsRightIsSaidToBeAndNothingIsMade() throws IOException {
    var file = Files.writeString(home.resolve("warm-handoff.yaml"), GOOD);

    assertThat(run("serve", "--check", "--config", file.toString())).isZero();

    assertThat(out.toString()).contains("is right", "psychiatry");
    try (var files = Files.list(home)) {
      assertThat(files).containsExactly(file);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server: { prot: 1 }",
        "terminology: { directory: nowhere }",
        "colour: blue",
      })
  void whatIsWrongWithAConfigurationIsSaidAndNothingIsMade(String wrong) throws IOException {
    var file = Files.writeString(home.resolve("warm-handoff.yaml"), GOOD + wrong + "\n");

    assertThat(run("serve", "--check", "--config", file.toString())).isEqualTo(2);

    assertThat(err.toString()).contains("problem(s)").contains(wrong.substring(0, 6));
    try (var files = Files.list(home)) {
      assertThat(files).containsExactly(file);
    }
  }
}
