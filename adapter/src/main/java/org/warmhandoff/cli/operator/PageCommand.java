package org.warmhandoff.cli.operator;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.warmhandoff.config.Config.Role;
import org.warmhandoff.files.OwnerOnly;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the page of a delivery that is brought by hand. */
@Command(
    name = "page",
    description = {
      "Writes the printable page of a delivery to a file.",
      "For one that is to be brought by hand. It holds PHI: mind where it goes. An existing file is",
      "not written over; only you may read the new one.",
      OperatorCommand.EXIT_CODES
    },
    mixinStandardHelpOptions = true)
public final class PageCommand extends OperatorCommand {

  @Parameters(paramLabel = "DELIVERY", description = "Its number.")
  private long delivery;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to, a PDF.")
  private Path file;

  @Override
  int run(Connection to, PrintWriter out) {
    var page = to.api(Role.STAFF, Role.OPERATE).bytes("/api/v1/deliveries/" + delivery + "/page");
    try {
      OwnerOnly.writeNew(file, page);
    } catch (IOException cannot) {
      throw CommandFailure.wrong(
          file + " cannot be written (" + cannot.getClass().getSimpleName() + ")");
    }
    out.println("Written to " + file + ". When it was brought: handed-over " + delivery);
    return done();
  }
}
