package org.warmhandoff.cli.tools;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import org.warmhandoff.flow.WhenThingsBreak;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Keeps the offline commands from saying anything that they were not asked for. */
public final class Quiet implements IExecutionExceptionHandler {

  /**
   * Silences libraries: nothing configures logging here; without that, libraries log to standard
   * output.
   */
  public static void libraries() {
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.OFF);
    }
  }

  /** By class and place: the message of an exception may hold what stands in a record. */
  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed)
      throws Exception {
    var command = line.getCommandSpec().userObject();
    if (command instanceof OnFilesAlone) {
      PrintWriter err = line.getErr();
      err.println("A fault of this program: " + WhenThingsBreak.trace(failure));
      return ExitCode.SOFTWARE;
    }
    throw failure;
  }
}
