package org.warmhandoff.intake;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/**
 * What lies in a directory under a name. Only a file of its own is read: by a link whoever may
 * write into the inbox could have anything read that the adapter may read, and a pipe or a device
 * has no end.
 *
 * @param isPlainFile whether it is a file, under this name alone
 * @param lastModified when it was written last, of a link the link itself
 * @param size in bytes
 */
record DirectoryEntry(boolean isPlainFile, Instant lastModified, long size) {

  private static final int BY_ONE_NAME = 1;

  /** What is there by that name; empty where nothing is, or nothing can be seen. */
  static Optional<DirectoryEntry> of(Path path) {
    try {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
      return Optional.of(
          new DirectoryEntry(
              attributes.isRegularFile() && hasOneName(path),
              attributes.lastModifiedTime().toInstant(),
              attributes.size()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static boolean hasOneName(Path path) throws IOException {
    return !path.getFileSystem().supportedFileAttributeViews().contains("unix")
        || (Integer) Files.getAttribute(path, "unix:nlink", NOFOLLOW_LINKS) == BY_ONE_NAME;
  }

  /**
   * The content of a plain file.
   *
   * @throws IOException where something else has taken its place, too
   */
  static InputStream open(Path path) throws IOException {
    if (of(path).filter(DirectoryEntry::isPlainFile).isEmpty()) {
      throw new IOException("not a plain file");
    }
    return Files.newInputStream(path, NOFOLLOW_LINKS);
  }
}
