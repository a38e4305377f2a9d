package org.warmhandoff.cli.tools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that the caller names; {@code -} is standard input. */
final class InputFiles {

  private static final String STANDARD_INPUT = "-";

  private InputFiles() {}

  /**
   * All their records, in order.
   *
   * @throws Unusable where one of the files cannot be read
   */
  static List<Piece> pieces(List<String> files, InputStream standardInput) {
    var pieces = new ArrayList<Piece>();
    var unreadable = new ArrayList<String>();
    for (var file : files) {
      try {
        pieces.addAll(new RecordFile(file, bytes(file, standardInput)).pieces());
      } catch (IOException failed) {
        unreadable.add(file + ": cannot be read (" + why(file, failed) + ")");
      }
    }
    if (!unreadable.isEmpty()) {
      throw new Unusable(unreadable);
    }
    return pieces;
  }

  private static byte[] bytes(String file, InputStream standardInput) throws IOException {
    return file.equals(STANDARD_INPUT)
        ? standardInput.readAllBytes()
        : Files.readAllBytes(Path.of(file));
  }

  private static String why(String file, IOException failed) {
    return Files.isDirectory(Path.of(file)) ? "a directory" : failed.getClass().getSimpleName();
  }
}
