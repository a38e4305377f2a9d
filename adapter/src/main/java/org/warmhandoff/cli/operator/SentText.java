package org.warmhandoff.cli.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A text about somebody. What stands on a command line, everybody on the machine can read who lists
 * its processes; in its place {@code -} takes the next line that is sent.
 */
final class SentText implements ITypeConverter<String> {

  private static final String SENT = "-";

  private static final BufferedReader STANDARD_INPUT =
      new BufferedReader(new InputStreamReader(System.in, UTF_8));

  private final BufferedReader sent;

  /** From what is sent to this process; several take a line each. */
  SentText() {
    this(STANDARD_INPUT);
  }

  SentText(Reader sent) {
    this.sent = sent instanceof BufferedReader lines ? lines : new BufferedReader(sent);
  }

  @Override
  public String convert(String value) throws IOException {
    if (!value.equals(SENT)) {
      return value;
    }
    var line = sent.readLine();
    if (line == null) {
      throw new TypeConversionException("- takes a line that is sent, and none was");
    }
    return line;
  }
}
