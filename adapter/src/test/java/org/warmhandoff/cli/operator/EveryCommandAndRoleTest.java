package org.warmhandoff.cli.operator;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.warmhandoff.Main;
import org.warmhandoff.it.Setting;
import picocli.CommandLine;

/** Every command says which role it asks a running adapter with, or that it asks none. */
class EveryCommandAndRoleTest {

  /** Works on files or on its own, with the rights of whoever runs it. */
  private static final String NONE = "";

  private static final String STAFF = "staff or operate";
  private static final String OPERATE = "operate";

  /** Which role each needs; a command that does not stand here has not been thought of. */
  private static final Map<String, String> NEEDS =
      Map.ofEntries(
          entry("serve", NONE),
          entry("demo", NONE),
          entry("help", NONE),
          entry("completion", NONE),
          entry("validate", NONE),
          entry("map", NONE),
          entry("token new", NONE),
          entry("keys new", NONE),
          entry("keys list", NONE),
          entry("keys retire", NONE),
          entry("keys jwks", NONE),
          entry("users add", NONE),
          entry("users list", NONE),
          entry("users disable", NONE),
          entry("users enable", NONE),
          entry("users password", NONE),
          entry("deliveries", STAFF),
          entry("show 1", STAFF),
          entry("show referral/R-1", "staff or read"),
          entry("page 1 --out page.pdf", STAFF),
          entry("attention", STAFF),
          entry("match psychiatry P-1", STAFF),
          entry("referral answer RF-1 --state accepted --by Desk --via phone", STAFF),
          entry("referral send-to-next RF-1", STAFF),
          entry("referral take-back RF-1 --answer 1 --reason Mistyped", STAFF),
          entry("retry 1", OPERATE),
          entry("release 1", OPERATE),
          entry("cancel 1", OPERATE),
          entry("handed-over 1", OPERATE),
          entry("probe psychiatry", OPERATE),
          entry("events list", "read or staff or operate"),
          entry("events webhooks", OPERATE),
          entry("events replay --webhook program --since 2026-11-28", OPERATE),
          entry("events resume program", OPERATE),
          entry("events skip program --sequence 1", OPERATE),
          entry("reconcile --partner psychiatry", OPERATE),
          entry("reconcile show 1", STAFF),
          entry("reconcile show 1 --finding 1", "staff"),
          entry("reconcile repair 1 --all", OPERATE),
          entry("drill --partner psychiatry", OPERATE),
          entry("drill show 1", STAFF),
          entry("disclosures P-1", "audit or operate"),
          entry("disclosures --content 0a1b", "audit-content"));

  @TempDir private Path home;

  private static Stream<String> commands(CommandLine command, String before) {
    return command.getSubcommands().entrySet().stream()
        .flatMap(
            one ->
                Stream.concat(
                    doesSomething(one.getValue())
                        ? Stream.of(before + one.getKey())
                        : Stream.empty(),
                    commands(one.getValue(), before + one.getKey() + " ")));
  }

  /** One without subcommands does, and one that has some may. */
  private static boolean doesSomething(CommandLine command) {
    return command.getSubcommands().isEmpty() || command.getCommand() instanceof OperatorCommand;
  }

  private static String name(String words) {
    if (Stream.of("token ", "keys ", "users ", "events ", "referral ")
        .anyMatch(words::startsWith)) {
      var each = words.split(" ", -1);
      return each[0] + " " + each[1];
    }
    return Stream.of("reconcile show", "reconcile repair", "drill show")
        .filter(words::startsWith)
        .findFirst()
        .orElse(words.split(" ", -1)[0]);
  }

  @Test
  void noCommandIsThereOfWhichItIsNotSaidWhoMay() {
    assertThat(commands(Main.commandLine(), "").collect(Collectors.toSet()))
        .isEqualTo(
            NEEDS.keySet().stream().map(EveryCommandAndRoleTest::name).collect(Collectors.toSet()));
  }

  @Test
  void aCommandWithoutACredentialOfItsRoleSaysWhichItNeeds() throws Exception {
    var file =
        Files.writeString(
            home.resolve("warm-handoff.yaml"),
            Setting.alone(home)
                .yaml()
                .replace("submit, read", "submit")
                .replaceAll("(roles: \\[)(operate|staff|audit|audit-content)]", "$1submit]"));
    for (var command : new TreeMap<>(NEEDS).entrySet()) {
      if (!command.getValue().equals(NONE)) {
        assertThat(said(command.getKey() + " --config " + file))
            .as(command.getKey())
            .contains("needs a token with the role " + command.getValue() + ":");
      }
    }
  }

  private static String said(String words) {
    var said = new StringWriter();
    Main.commandLine()
        .setOut(new PrintWriter(said, true))
        .setErr(new PrintWriter(said, true))
        .execute(words.split(" ", -1));
    return said.toString();
  }
}
