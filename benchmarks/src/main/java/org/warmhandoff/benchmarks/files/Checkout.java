package org.warmhandoff.benchmarks.files;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the things that are measured stand in the checkout. */
public final class Checkout {

  private Checkout() {}

  /** Its top. Two above {@code benchmarks/target/}, where the jar and the classes are. */
  public static Path top() {
    var code = Checkout.class.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(URI.create(code.toString())).resolve("../../..").normalize();
  }

  /**
   * Something that the build makes.
   *
   * @throws IllegalStateException where it was not made
   */
  public static Path built(String path) {
    var file = top().resolve(path);
    if (!Files.exists(file)) {
      throw new IllegalStateException(
          path + " is not there; mvn -pl benchmarks,adapter,fixtures -am -DskipTests package");
    }
    return file;
  }
}
