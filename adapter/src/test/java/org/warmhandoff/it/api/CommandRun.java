package org.warmhandoff.it.api;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.warmhandoff.Main;

/** An operator's command that was run against an adapter: its exit code, and what it printed. */
record CommandRun(int exit, String out, String err) {

  /** Runs it in this process, against the adapter of that configuration on that port. */
  static CommandRun of(Path config, int port, String... arguments) {
    var where = List.of("--config", config.toString(), "--url", "http://127.0.0.1:" + port);
    var all = Stream.concat(Stream.of(arguments), where.stream()).toArray(String[]::new);
    var out = new StringWriter();
    var err = new StringWriter();
    var exit =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(all);
    return new CommandRun(exit, out.toString(), err.toString());
  }
}
