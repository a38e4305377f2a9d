package org.warmhandoff.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The three partner systems on loopback, in a JVM of their own that ends with this one: it watches
 * its standard input, which closes when we die, however we die.
 */
public final class PartnerProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader said;
  private final Writer commands;
  private final Map<String, URI> baseUrls = new LinkedHashMap<>();

  private PartnerProcess(Process process) {
    this.process = process;
    this.said = process.inputReader(UTF_8);
    this.commands = process.outputWriter(UTF_8);
  }

  /**
   * Starts them and returns when all can be asked. What the virtual machine says goes to the log:
   * its standard output is where the partners answer.
   *
   * @param jar {@code partner-systems.jar} with its libraries beside it
   * @param log where they write what goes wrong
   * @param ready told the name of each partner as it comes up
   * @param options of the partner systems' command line
   */
  public static PartnerProcess start(
      Path jar, Path log, Consumer<String> ready, List<String> options) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=240m",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "-XX:+UseSerialGC",
                "-Xmx1400m",
                "-jar",
                jar.toString()));
    command.addAll(options);
    var partners =
        new PartnerProcess(new ProcessBuilder(command).redirectError(log.toFile()).start());
    partners.awaitAll(ready, log);
    return partners;
  }

  private void awaitAll(Consumer<String> ready, Path log) throws IOException {
    for (var line = said.readLine(); ; line = said.readLine()) {
      if (line == null) {
        throw new IOException("the partner systems did not start; see " + log);
      }
      var words = line.split(" ", -1);
      if (line.equals("ready all")) {
        return;
      }
      if (words.length == 3 && words[0].equals("ready")) {
        baseUrls.put(words[1], URI.create(words[2]));
        ready.accept(words[1]);
      }
    }
  }

  /** The FHIR base URL of a partner. */
  public URI baseUrl(String partner) {
    return baseUrls.get(partner);
  }

  /** Closes a partner's port; its data stays. */
  public void stop(String partner) throws IOException {
    send("stop " + partner, "stopped " + partner);
  }

  /** Opens a partner's port again. */
  public void start(String partner) throws IOException {
    send("start " + partner, "ready " + partner);
  }

  private void send(String command, String expected) throws IOException {
    commands.write(command + "\n");
    commands.flush();
    var answer = said.readLine();
    if (answer == null || !answer.startsWith(expected)) {
      throw new IOException("the partner systems answered: " + answer);
    }
  }

  /** Ends them all. */
  @Override
  public void close() throws IOException {
    commands.close();
    process.destroy();
    process.onExit().join();
  }
}
