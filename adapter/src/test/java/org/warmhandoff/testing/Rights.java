package org.warmhandoff.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Who may do what with a file, such as {@code rw-r--r--}. */
public final class Rights {

  private Rights() {}

  /** The rights to this file or directory. */
  public static String of(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
