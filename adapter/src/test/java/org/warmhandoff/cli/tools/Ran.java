package org.warmhandoff.cli.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.warmhandoff.Main;

/** A command that was run in this process, and what it said. */
@SuppressWarnings("ArrayRecordComponent") // looked at, never compared
record Ran(int code, byte[] bytes, String err) {

  static Ran with(String... arguments) {
    return reading("", arguments);
  }

  /** With that on standard input. */
  static Ran reading(String in, String... arguments) {
    var standardIn = System.in;
    var standardOut = System.out;
    var out = new ByteArrayOutputStream();
    var err = new StringWriter();
    try (var printed = new PrintStream(out, true, UTF_8)) {
      System.setIn(new ByteArrayInputStream(in.getBytes(UTF_8)));
      System.setOut(printed);
      var code =
          Main.commandLine()
              .setOut(new PrintWriter(printed, true, UTF_8))
              .setErr(new PrintWriter(err, true))
              .execute(arguments);
      return new Ran(code, out.toByteArray(), err.toString());
    } finally {
      System.setIn(standardIn);
      System.setOut(standardOut);
    }
  }

  String out() {
    return new String(bytes, UTF_8);
  }

  List<String> lines() {
    return out().lines().toList();
  }

  List<String> complaints() {
    return err.lines().toList();
  }

  /** The arguments with these before them. */
  static String[] args(String[] more, String... first) {
    var all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }
}
