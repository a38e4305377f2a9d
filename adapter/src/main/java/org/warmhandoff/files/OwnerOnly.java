package org.warmhandoff.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Directories and files that nobody but their owner may look into, for there is PHI in them. Where
 * the file system knows no such rights (those of POSIX), what holds for the directory around holds.
 */
public final class OwnerOnly {

  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /** Makes what is missing of a directory; one that is there keeps the rights it was given. */
  public static Path directory(Path directory) throws IOException {
    return Files.createDirectories(directory, rights(directory, DIRECTORY));
  }

  /** Makes an empty file, unless there is one, which keeps its rights. */
  public static void file(Path file) throws IOException {
    if (Files.notExists(file)) {
      try {
        Files.createFile(file, rights(file, FILE));
      } catch (FileAlreadyExistsException madeMeanwhile) {
        // by another adapter, which the store tells when it opens the file
      }
    }
  }

  /**
   * Begins a new file.
   *
   * @throws FileAlreadyExistsException where there is one of that name
   */
  public static OutputStream newFile(Path file) throws IOException {
    var options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    return Channels.newOutputStream(Files.newByteChannel(file, options, rights(file, FILE)));
  }

  /**
   * Writes a new file.
   *
   * @throws FileAlreadyExistsException where there is one of that name
   */
  public static void writeNew(Path file, byte[] content) throws IOException {
    try (var out = newFile(file)) {
      out.write(content);
    }
  }

  /** Writes a file, in the place of one of that name if there is one. */
  public static void write(Path file, byte[] content) throws IOException {
    if (Files.isRegularFile(file)) {
      Files.delete(file);
    }
    writeNew(file, content);
  }

  /** Takes the rights of everybody else from a file that somebody else may have made. */
  public static void keep(Path file) {
    try {
      if (knowsRights(file)) {
        Files.setPosixFilePermissions(file, FILE);
      }
    } catch (IOException another) {
      // Only the owner may do that: then it is the directory alone that keeps the file.
    }
  }

  private static FileAttribute<?>[] rights(Path there, Set<PosixFilePermission> rights) {
    return knowsRights(there)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)}
        : new FileAttribute<?>[0];
  }

  private static boolean knowsRights(Path there) {
    return there.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
