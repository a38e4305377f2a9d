package org.warmhandoff.benchmarks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A Java process that is measured or takes part in it. It does not outlive this one. */
final class Child implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(2);
  private static final int SECONDS_TO_STOP = 60;

  private final Process process;
  private final Path out;
  private final Thread reaper;

  private Child(Process process, Path out) {
    this.process = process;
    this.out = out;
    this.reaper = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /**
   * Starts it and returns when a line of its output is as it must be.
   *
   * @param out what it says goes here
   * @param arguments of {@code java}
   */
  static Child start(Path out, Pattern ready, List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    var process =
        new ProcessBuilder(command)
            .directory(out.getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    var child = new Child(process, out);
    Wait.until("it is ready: " + out, START, () -> child.says(ready) || !process.isAlive());
    if (!process.isAlive()) {
      throw new IllegalStateException("it ended at once; see " + out);
    }
    return child;
  }

  /** Starts a class of these benchmarks. */
  static Child startOurs(Path out, Class<?> main, String... arguments) throws IOException {
    var all = new ArrayList<>(List.of("-cp", classPath()));
    all.add(main.getName());
    all.addAll(List.of(arguments));
    return start(out, Pattern.compile("ready (\\S+)"), all);
  }

  /** As ours; the other process stands in another directory. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(joining(File.pathSeparator));
  }

  /** What stands in the first group of the pattern. */
  String said(Pattern pattern) {
    var said = pattern.matcher(output());
    if (!said.find()) {
      throw new IllegalStateException("it did not say " + pattern);
    }
    return said.group(1);
  }

  private boolean says(Pattern pattern) {
    return pattern.matcher(output()).find();
  }

  private String output() {
    try {
      return Files.readString(out, UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Processor time that it has used. */
  Duration processor() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    Runtime.getRuntime().removeShutdownHook(reaper);
  }
}
