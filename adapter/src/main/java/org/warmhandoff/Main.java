package org.warmhandoff;

import org.warmhandoff.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
    name = "warm-handoff",
    description =
        "Hands crisis plans, crisis events and referrals over to the EHRs of the people nearby.",
    subcommands = {ServeCommand.class, DemoCommand.class},
    mixinStandardHelpOptions = true,
    version = "0.1.0")
public final class Main {

  private Main() {}

  /** Runs the command and exits with its code: 0 done, 1 not as it should be, 2 wrong usage. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
