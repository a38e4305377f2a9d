package org.warmhandoff.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The program as it is shipped: {@code java -jar warm-handoff.jar}, in a process of its own. */
public final class Served implements AutoCloseable {

  private static final Path JAR = Path.of("target/warm-handoff.jar").toAbsolutePath();
  private static final Pattern LISTENING = Pattern.compile("listening on [^ ]+ port (\\d+)");
  private static final Duration START = Duration.ofMinutes(2);

  private final Process process;
  private final Path out;
  private final Path err;

  private Served(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Runs it with these arguments and does not wait. */
  public static Served run(Path home, String... arguments) throws IOException {
    return run(home, Map.of(), List.of(), arguments);
  }

  private static Served run(
      Path home, Map<String, String> environment, List<String> jvm, String... arguments)
      throws IOException {
    var out = Files.createTempFile(home, "out", ".log");
    var err = Files.createTempFile(home, "err", ".log");
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.timezone=UTC"));
    command.add(ClassArchive.option(command, JAR));
    command.addAll(jvm);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    process.environment().putAll(environment);
    return new Served(process.start(), out, err);
  }

  /** Serves with that configuration, and these JVM options, and returns when it listens. */
  public static Served start(Setting setting, String... jvm) throws IOException {
    return start(setting.home(), written(setting), jvm);
  }

  /** The same, with these variables in its environment. */
  public static Served start(Setting setting, Map<String, String> environment, String... jvm)
      throws IOException {
    return start(setting.home(), written(setting), environment, jvm);
  }

  /** Serves with the configuration in that file. */
  public static Served start(Path home, Path config, String... jvm) throws IOException {
    return start(home, config, Map.of(), jvm);
  }

  private static Served start(
      Path home, Path config, Map<String, String> environment, String... jvm) throws IOException {
    var served = run(home, environment, List.of(jvm), "serve", "--config", config.toString());
    Awaitility.await("the adapter listens")
        .atMost(START)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> served.listens() || !served.process.isAlive());
    if (!served.listens()) {
      throw new IOException("it does not listen; it says: " + served.err() + served.out());
    }
    return served;
  }

  public static Path written(Setting setting) throws IOException {
    return Files.writeString(setting.home().resolve("warm-handoff.yaml"), setting.yaml());
  }

  private boolean listens() {
    return LISTENING.matcher(out()).find();
  }

  public int port() {
    var said = LISTENING.matcher(out());
    if (!said.find()) {
      throw new IllegalStateException("it does not listen");
    }
    return Integer.parseInt(said.group(1));
  }

  /** The ports that it listens at, as Linux tells them. */
  public Set<String> ports() throws IOException {
    var proc = Path.of("/proc", Long.toString(process.pid()));
    var sockets = new HashSet<String>();
    try (var open = Files.list(proc.resolve("fd"))) {
      for (var one : open.toList()) {
        sockets.add(Files.readSymbolicLink(one).toString());
      }
    }
    var ports = new HashSet<String>();
    for (var table : List.of("net/tcp", "net/tcp6")) {
      for (var line : Files.readAllLines(proc.resolve(table))) {
        var columns = line.strip().split(" +", -1);
        if (columns[3].equals("0A") && sockets.contains("socket:[" + columns[9] + "]")) {
          ports.add(columns[1].substring(columns[1].lastIndexOf(':') + 1));
        }
      }
    }
    return ports;
  }

  /** The most memory that it has ever had, in bytes, as Linux tells it. */
  public long peakMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }

  /** As a power button would: no goodbye. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** As an operator would: SIGTERM. */
  public void stop() {
    process.destroy();
  }

  /** The code it ended with; fails if it goes on for longer than this. */
  public int exitWithin(Duration time) throws InterruptedException {
    if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("it still runs after " + time);
    }
    return process.exitValue();
  }

  public String out() {
    return text(out);
  }

  public String err() {
    return text(err);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
