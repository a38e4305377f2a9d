package org.warmhandoff.fhir;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Facts that are no part of the project: tables and packages that lie beside it, or do not. */
final class OutsideFacts {

  private static final Path FOLDER = Path.of("..", "..", "shared");

  private OutsideFacts() {}

  /** The file; without it the test is skipped, and says so. */
  static Path file(String... names) {
    var file = Path.of(FOLDER.toString(), names);
    if (!Files.exists(file)) {
      System.out.println("skipped: there is no " + file.toAbsolutePath().normalize());
    }
    assumeTrue(Files.exists(file));
    return file;
  }
}
