package org.warmhandoff.fhir;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Facts that are no part of the project: tables and packages that lie beside it, or do not. */
public final class OutsideFacts {

  private static final Path FOLDER = Path.of("..", "..", "shared");

  private OutsideFacts() {}

  /** The file, if it is there. */
  public static Optional<Path> find(String... names) {
    return Optional.of(Path.of(FOLDER.toString(), names)).filter(Files::exists);
  }

  /** The file; without it the test is skipped, and says so. */
  public static Path file(String... names) {
    var file = Path.of(FOLDER.toString(), names);
    if (!Files.exists(file)) {
      System.out.println("skipped: there is no " + file.toAbsolutePath().normalize());
    }
    assumeTrue(Files.exists(file));
    return file;
  }
}
