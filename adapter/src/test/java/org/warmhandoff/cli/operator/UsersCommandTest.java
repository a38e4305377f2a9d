package org.warmhandoff.cli.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.warmhandoff.Main;
import org.warmhandoff.people.KnownUsers;
import org.warmhandoff.people.Passwords;
import org.warmhandoff.people.User;
import org.warmhandoff.people.UserFile;

/** Who runs the adapter says who signs in with a password. */
@ResourceLock("System.in")
class UsersCommandTest {

  private static final String PASSWORD = "seven lamps on the quay";

  @TempDir private Path home;

  private String printed = "";

  private int users(String sent, String... words) {
    var out = new StringWriter();
    var before = System.in;
    System.setIn(new ByteArrayInputStream(sent.getBytes(UTF_8)));
    try {
      return Main.commandLine()
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(out, true))
          .execute(
              Stream.of(
                      Stream.of("users"),
                      Stream.of(words),
                      sent.isEmpty() ? Stream.<String>of() : Stream.of("--password-stdin"),
                      Stream.of("--file", file().toString()))
                  .flatMap(part -> part)
                  .toArray(String[]::new));
    } finally {
      System.setIn(before);
      printed = out.toString();
    }
  }

  private Path file() {
    return home.resolve("users.yaml");
  }

  private Optional<User> known(String name) {
    return new KnownUsers(file()).of(name);
  }

  @Test
  void somebodyWhoIsAddedIsKnownByHerPasswordOfWhichTheFileHoldsAHash() throws Exception {
    assertThat(users(PASSWORD + "\n", "add", "k.novak", "--role", "staff", "--role", "audit"))
        .as(printed)
        .isZero();

    assertThat(printed).contains("k.novak  staff,audit  let in").doesNotContain("lamps");
    assertThat(Files.readString(file())).contains("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(Files.readString(file())).doesNotContain("lamps");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(new Passwords().isOf(known("k.novak"), PASSWORD)).contains(true);
    assertThat(new Passwords().isOf(known("k.novak"), PASSWORD + " ")).contains(false);
  }

  @Test
  void whoIsDisabledIsNotKnownUntilSheIsEnabled() {
    users(PASSWORD, "add", "novak", "--role", "staff");
    users(PASSWORD, "add", "imani", "--role", "operate");

    assertThat(users("", "disable", "novak")).isZero();

    assertThat(known("novak")).isEmpty();
    assertThat(known("imani")).isPresent();
    users("", "list");
    assertThat(printed).contains("novak  staff  disabled", "imani  operate  let in");
    assertThat(users("", "enable", "novak")).isZero();
    assertThat(known("novak")).isPresent();
  }

  @Test
  void aPasswordIsChanged() throws Exception {
    users(PASSWORD, "add", "novak", "--role", "staff");

    assertThat(users("nine lamps on the quay", "password", "novak")).isZero();

    assertThat(new Passwords().isOf(known("novak"), PASSWORD)).contains(false);
    assertThat(new Passwords().isOf(known("novak"), "nine lamps on the quay")).contains(true);
  }

  @Test
  void whatCannotBeIsRefusedAndChangesNothing() throws Exception {
    users(PASSWORD, "add", "novak", "--role", "staff");
    var before = Files.readString(file());

    assertThat(users(PASSWORD, "add", "novak", "--role", "staff")).isEqualTo(2);
    assertThat(printed).contains("there already");
    assertThat(users(PASSWORD, "add", "No Name", "--role", "staff")).isEqualTo(2);
    assertThat(users(PASSWORD, "add", "other", "--role", "king")).isEqualTo(2);
    assertThat(users(PASSWORD, "add", "other")).isEqualTo(2);
    assertThat(users("short", "add", "other", "--role", "staff")).isEqualTo(2);
    assertThat(printed).contains("from 15 to 256 characters").doesNotContain("short");
    assertThat(users("this other is mine", "add", "other", "--role", "staff")).isEqualTo(2);
    assertThat(users("abababababababababab", "add", "other", "--role", "staff")).isEqualTo(2);
    assertThat(users("", "disable", "nobody")).isEqualTo(2);
    assertThat(Files.readString(file())).isEqualTo(before);
    try (var files = Files.list(home)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void aFileThatCannotBeUnderstoodIsToldAndLetsNobodyIn() throws Exception {
    for (var wrong :
        new String[] {
          "users: 5",
          "{",
          "users: [{name: novak, roles: [king], password: $argon2id$x}]",
          "users: [{name: novak, roles: [staff], password: plain}]",
          "users: [{name: novak, roles: [staff], password: $argon2id$x, disabled: 'yes'}]",
          "users: [{name: novak, roles: [staff], password: $argon2id$x, disable: true}]",
          "users: [{name: 'No Name', roles: [staff], password: $argon2id$x}]"
        }) {
      Files.writeString(file(), wrong);
      assertThat(users("", "list")).as(wrong).isEqualTo(2);
      assertThat(printed).doesNotContain("Exception", "plain");
      assertThat(known("novak")).isEmpty();
    }
  }

  @Test
  void twoDoNotChangeItAtOnce() throws Exception {
    users(PASSWORD, "add", "novak", "--role", "staff");
    Files.createFile(home.resolve("users.yaml.new"));

    assertThat(users("", "disable", "novak")).isEqualTo(2);

    assertThat(printed).contains("somebody else is changing the users", "users.yaml.new");
    assertThat(new UserFile(file()).all().get("novak").disabled()).isFalse();
  }

  @Test
  void aFileThatCouldNotBeReadOnceIsReadAgain() throws Exception {
    users(PASSWORD, "add", "novak", "--role", "staff");
    var whole = Files.readString(file());
    var written = Files.getLastModifiedTime(file());
    var users = new KnownUsers(file());
    Files.writeString(file(), "x".repeat(whole.length()));
    Files.setLastModifiedTime(file(), written);
    assertThat(users.of("novak")).isEmpty();

    Files.writeString(file(), whole);
    Files.setLastModifiedTime(file(), written);

    assertThat(users.of("novak")).isPresent();
  }
}
