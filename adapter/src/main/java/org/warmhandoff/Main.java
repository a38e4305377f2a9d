package org.warmhandoff;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.Locale;
import org.warmhandoff.app.JavaOptions;
import org.warmhandoff.app.SystemProperties;
import org.warmhandoff.cli.demo.DemoCommand;
import org.warmhandoff.cli.operator.AttentionCommand;
import org.warmhandoff.cli.operator.DeliveriesCommand;
import org.warmhandoff.cli.operator.DisclosuresCommand;
import org.warmhandoff.cli.operator.DrillCommand;
import org.warmhandoff.cli.operator.EventsCommand;
import org.warmhandoff.cli.operator.KeysCommand;
import org.warmhandoff.cli.operator.MatchCommand;
import org.warmhandoff.cli.operator.MoveCommand;
import org.warmhandoff.cli.operator.PageCommand;
import org.warmhandoff.cli.operator.ProbeCommand;
import org.warmhandoff.cli.operator.ReconcileCommand;
import org.warmhandoff.cli.operator.ReferralCommand;
import org.warmhandoff.cli.operator.ShowCommand;
import org.warmhandoff.cli.operator.TokenCommand;
import org.warmhandoff.cli.operator.UsersCommand;
import org.warmhandoff.cli.tools.MapCommand;
import org.warmhandoff.cli.tools.Quiet;
import org.warmhandoff.cli.tools.ValidateCommand;
import org.warmhandoff.config.Version;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line. */
@Command(
    name = "warm-handoff",
    description =
        "Hands crisis plans, crisis events and referrals over to the EHRs of the people nearby.",
    subcommands = {
      ServeCommand.class,
      DeliveriesCommand.class,
      ShowCommand.class,
      MoveCommand.Retry.class,
      MoveCommand.Release.class,
      MoveCommand.Cancel.class,
      MoveCommand.HandedOver.class,
      PageCommand.class,
      MatchCommand.class,
      ReferralCommand.class,
      AttentionCommand.class,
      ReconcileCommand.class,
      DrillCommand.class,
      DisclosuresCommand.class,
      ProbeCommand.class,
      EventsCommand.class,
      KeysCommand.class,
      TokenCommand.class,
      UsersCommand.class,
      ValidateCommand.class,
      MapCommand.class,
      DemoCommand.class,
      HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    version = Version.NUMBER)
public final class Main {

  private Main() {}

  /** Runs the command and exits with its code: 0 done, 1 not as it should be, 2 wrong usage. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT); // what is written is for machines, whatever they speak here
    var ignored = SystemProperties.removeThoseOfLibraries();
    JavaOptions.writeNoHeapDump();
    if (!ignored.isEmpty()) {
      System.err.println("Not looked at: " + ignored.size() + " of Java's system properties");
    }
    var out = new PrintWriter(System.out, true, UTF_8);
    System.exit(commandLine().setOut(out).execute(arguments));
  }

  /** All commands. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main())
        .addSubcommand("completion", new GenerateCompletion())
        .setExecutionExceptionHandler(new Quiet());
  }
}
