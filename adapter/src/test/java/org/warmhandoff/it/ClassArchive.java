package org.warmhandoff.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The classes of the shipped program, read and verified once for all processes that tests start:
 * each takes half the processor time to begin.
 *
 * @see <a
 *     href="https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html#application-class-data-sharing">Application
 *     class data sharing</a>
 */
public final class ClassArchive {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Duration START = Duration.ofSeconds(90);
  private static final String CONFIG =
      """
      program: {namespace: "https://id.class-archive.example", name: Bridgewater Virtual IOP}
      server: {port: 0}
      access:
        - {name: program, token: a-token-of-twenty-and-more, roles: [submit, read]}
      store: {directory: data}
      partners:
        - {name: psychiatry, roles: [psychiatry], base-url: "http://localhost:1/fhir"}
      """;

  private ClassArchive() {}

  /** The option of a JVM that uses it. Whichever process of the tests needs it first makes it. */
  public static synchronized String option(List<String> java, Path jar) {
    try {
      var archive =
          TARGET.resolve("classes-%d.jsa".formatted(Files.getLastModifiedTime(jar).toMillis()));
      try (var lock =
          FileChannel.open(
              TARGET.resolve("classes.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE)) {
        lock.lock();
        if (!Files.exists(archive)) {
          make(archive, java, jar);
        }
      }
      return "-XX:SharedArchiveFile=" + archive;
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  private static void make(Path archive, List<String> java, Path jar) throws IOException {
    var home = Files.createTempDirectory(TARGET, "class-archive");
    var config = Files.writeString(home.resolve("warm-handoff.yaml"), CONFIG);
    var out = home.resolve("out.log");
    var command = new ArrayList<>(java);
    command.add("-XX:ArchiveClassesAtExit=" + archive);
    command.addAll(List.of("-jar", jar.toString(), "serve", "--config", config.toString()));
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    Awaitility.await("the process whose classes are archived listens")
        .atMost(START)
        .until(() -> Files.readString(out, UTF_8).contains("listening on") || !process.isAlive());
    process.destroy();
    try {
      if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
