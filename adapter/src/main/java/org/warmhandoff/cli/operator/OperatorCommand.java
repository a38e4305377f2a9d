package org.warmhandoff.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.warmhandoff.cli.tools.Visible;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that talks to a running adapter. */
abstract class OperatorCommand implements Callable<Integer> {

  static final String EXIT_CODES =
      "Exit code: 0 done, 1 the adapter said no, 2 wrong usage or no adapter to talk to.";

  @Spec private CommandSpec spec;

  @Mixin private Connection connection;

  @Option(names = "--json", description = "Prints what the adapter answers, as JSON.")
  private boolean json;

  @Override
  public final Integer call() {
    var out = Visible.on(spec.commandLine().getOut());
    try {
      return run(connection, out);
    } catch (CommandFailure not) {
      var err = Visible.on(spec.commandLine().getErr());
      err.println("warm-handoff: " + not.getMessage());
      err.flush();
      return not.exitCode();
    } finally {
      out.flush();
    }
  }

  /** Does it, and returns the exit code. */
  abstract int run(Connection to, PrintWriter out);

  /** Prints the answer as JSON where that was asked for. */
  final boolean printed(JsonNode answer, PrintWriter out) {
    if (json) {
      out.println(answer.toPrettyString());
    }
    return json;
  }

  /** Whether the answer is to be printed as JSON. */
  final boolean isJson() {
    return json;
  }

  static int done() {
    return ExitCode.OK;
  }
}
