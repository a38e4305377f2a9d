package org.warmhandoff.cli.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.warmhandoff.config.Config.Role;
import org.warmhandoff.people.Passwords;
import org.warmhandoff.people.UnusableUsers;
import org.warmhandoff.people.User;
import org.warmhandoff.people.UserFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Who signs in with a password. */
@Command(
    name = "users",
    description = {
      "Adds, lists and disables the people who sign in with a password.",
      "Works on the file of users, which a running adapter reads anew by itself: whoever is",
      "disabled, or has another password, is signed out with the next request."
    },
    subcommands = {
      UsersCommand.Add.class,
      UsersCommand.ListThem.class,
      UsersCommand.Disable.class,
      UsersCommand.Enable.class,
      UsersCommand.Password.class
    },
    mixinStandardHelpOptions = true)
public final class UsersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "one of add, list, disable, enable, password must follow");
  }

  /** What each of them needs. */
  abstract static class OfUsers implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        defaultValue = "warm-handoff-users.yaml",
        description = "The file of users, people.users of the configuration. Default: here.")
    private Path file;

    @Override
    public Integer call() {
      try {
        run(new UserFile(file), spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
      } catch (UnusableUsers wrong) {
        spec.commandLine().getErr().println(wrong.getMessage());
      } catch (IOException cannot) {
        spec.commandLine()
            .getErr()
            .println(
                "the file of users cannot be read or written ("
                    + cannot.getClass().getSimpleName()
                    + ")");
      }
      return ExitCode.USAGE;
    }

    abstract void run(UserFile users, PrintWriter out) throws IOException, UnusableUsers;

    static String line(User user) {
      return "%s  %s  %s"
          .formatted(
              user.name(),
              user.roles().stream().sorted().map(Role::word).collect(joining(",")),
              user.disabled() ? "disabled" : "let in");
    }
  }

  /** One that is about a user. */
  abstract static class OfOneUser extends OfUsers {

    @Parameters(paramLabel = "NAME", description = "What the user signs in as.")
    private String name;

    String name() {
      return name;
    }
  }

  /** One that gives somebody a password. */
  abstract static class WithPassword extends OfOneUser {

    @Spec private CommandSpec spec;

    @Option(
        names = "--password-stdin",
        description = "Takes the first line that is sent as password, and asks for none.")
    private boolean sent;

    /** From the terminal, unseen and twice, or the first line that is sent. */
    String newPassword() throws IOException {
      var password = sent ? firstLine() : typed();
      Passwords.objection(password, name())
          .ifPresent(
              objection -> {
                throw wrong(objection);
              });
      return password;
    }

    private static String firstLine() throws IOException {
      var line = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
      return line == null ? "" : line;
    }

    private String typed() {
      var terminal =
          Optional.ofNullable(System.console())
              .orElseThrow(() -> wrong("there is no terminal to ask at; use --password-stdin"));
      var first = terminal.readPassword("Password: ");
      var again = terminal.readPassword("Once more: ");
      if (first == null || !Arrays.equals(first, again)) {
        throw wrong("they are not the same");
      }
      return new String(first);
    }

    private CommandLine.ParameterException wrong(String why) {
      return new CommandLine.ParameterException(spec.commandLine(), why);
    }
  }

  /** Adds somebody. */
  @Command(
      name = "add",
      description = {
        "Adds somebody. The password is asked for, or sent:",
        "warm-handoff users add novak --role staff --password-stdin < password.txt"
      },
      mixinStandardHelpOptions = true)
  static final class Add extends WithPassword {

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        required = true,
        converter = RoleWord.class,
        description =
            "One of submit, read, observe, staff, operate, audit, audit-content; may be given again.")
    private List<Role> roles;

    @Override
    void run(UserFile users, PrintWriter out) throws IOException, UnusableUsers {
      if (!User.isName(name())) {
        throw new UnusableUsers(
            "a name has at most 40 lower-case letters, digits and . _ -, and begins with a letter"
                + " or digit");
      }
      var user =
          new User(name(), EnumSet.copyOf(roles), new Passwords().hash(newPassword()), false);
      users.add(user);
      out.println(line(user));
    }
  }

  /** A role by its word. */
  static final class RoleWord implements CommandLine.ITypeConverter<Role> {

    @Override
    public Role convert(String word) {
      return Stream.of(Role.values())
          .filter(role -> role.word().equals(word))
          .findFirst()
          .orElseThrow(() -> new CommandLine.TypeConversionException("there is no such role"));
    }
  }

  /** Lists them. */
  @Command(
      name = "list",
      description = "Lists the users, their roles, and whether they are let in.",
      mixinStandardHelpOptions = true)
  static final class ListThem extends OfUsers {

    @Override
    void run(UserFile users, PrintWriter out) throws IOException, UnusableUsers {
      users.all().values().forEach(user -> out.println(line(user)));
    }
  }

  /** Lets somebody in no more. */
  @Command(
      name = "disable",
      description = "Lets somebody in no more, and ends what sessions there are.",
      mixinStandardHelpOptions = true)
  static final class Disable extends OfOneUser {

    @Override
    void run(UserFile users, PrintWriter out) throws IOException, UnusableUsers {
      out.println(line(users.change(name(), user -> user.disabled(true))));
    }
  }

  /** Lets somebody in again. */
  @Command(
      name = "enable",
      description = "Lets somebody in again who was disabled.",
      mixinStandardHelpOptions = true)
  static final class Enable extends OfOneUser {

    @Override
    void run(UserFile users, PrintWriter out) throws IOException, UnusableUsers {
      out.println(line(users.change(name(), user -> user.disabled(false))));
    }
  }

  /** Gives another password. */
  @Command(
      name = "password",
      description = "Gives somebody another password, asked for or sent as with add.",
      mixinStandardHelpOptions = true)
  static final class Password extends WithPassword {

    @Override
    void run(UserFile users, PrintWriter out) throws IOException, UnusableUsers {
      var hash = new Passwords().hash(newPassword());
      out.println(line(users.change(name(), user -> user.password(hash))));
    }
  }
}
