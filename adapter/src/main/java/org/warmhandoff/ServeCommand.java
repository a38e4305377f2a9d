package org.warmhandoff;

import static org.slf4j.LoggerFactory.getLogger;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.warmhandoff.app.Adapter;
import org.warmhandoff.app.CannotStart;
import org.warmhandoff.app.JavaOptions;
import org.warmhandoff.config.ConfigFile;
import org.warmhandoff.config.ConfigProblems;
import org.warmhandoff.terminology.TerminologyProblems;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the adapter until it is stopped. */
@Command(
    name = "serve",
    description = "Runs the adapter until it is stopped (Ctrl-C or SIGTERM).",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration; adapter/warm-handoff.example.yaml explains every setting.")
  private Path config;

  @Option(
      names = "--check",
      description = {
        "Only says what is wrong with the configuration, its personas and its vocabulary: exit code"
            + " 0",
        "if nothing is, else 2. Opens no port and no database, and asks no partner."
      })
  private boolean check;

  @Override
  public Integer call() throws InterruptedException {
    try {
      var read = new ConfigFile(System::getenv).read(config);
      if (check) {
        Adapter.terminology(read);
        spec.commandLine().getOut().println("The configuration is right: " + Adapter.named(read));
        return ExitCode.OK;
      }
      var errorsHaveADirectory = JavaOptions.makeDirectoryForErrors();
      var adapter = Adapter.start(read);
      if (adapter.running()) {
        log()
            .info(
                "listening on {} port {}: {}",
                read.server().address(),
                adapter.port(),
                Adapter.named(read));
        if (!JavaOptions.endsWithoutMemory()) {
          log()
              .warn(
                  "Java was started without -XX:+ExitOnOutOfMemoryError: out of memory it may go on"
                      + " and do nothing");
        }
        if (!errorsHaveADirectory) {
          log().warn("the directory of -XX:ErrorFile is not there and cannot be made");
        }
      }
      Thread.currentThread().join();
      return ExitCode.OK;
    } catch (ConfigProblems wrong) {
      return report("The configuration", wrong.problems());
    } catch (TerminologyProblems wrong) {
      return report("The vocabulary (terminology.directory)", wrong.problems());
    } catch (CannotStart cannot) {
      spec.commandLine().getErr().println("Cannot start: " + cannot.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  /** Not before the adapter has set up its log. */
  private static Logger log() {
    return getLogger(ServeCommand.class);
  }

  private int report(String what, List<String> problems) {
    var err = spec.commandLine().getErr();
    err.println(what + " has " + problems.size() + " problem(s):");
    problems.forEach(problem -> err.println("  " + problem));
    return ExitCode.USAGE;
  }
}
