package org.warmhandoff.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What a power cut leaves of a PostgreSQL: its files as they were when it was stopped for the last
 * time, and of its log all that was forced to the disk. Of the log's later sectors some are there
 * and some are not. Between the two there must be no checkpoint.
 */
public final class Remains {

  private static final int SECTOR = 512;
  private static final long SEGMENT = 16 * 1024 * 1024;

  private final Path stopped;
  private final Path killed;

  /**
   * The remains of a cluster.
   *
   * @param stopped its directory as it was when it was stopped
   * @param killed the same when it was killed
   */
  public Remains(Path stopped, Path killed) {
    this.stopped = stopped;
    this.killed = killed;
  }

  /** Copies a directory with all that is in it. */
  public static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** Kills a cluster in that directory, all its processes at once. */
  public static void kill(Path directory) throws IOException {
    var pid = Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).get(0));
    var postmaster = ProcessHandle.of(pid).orElseThrow();
    var all = new ArrayList<>(postmaster.descendants().toList());
    all.add(0, postmaster);
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().join());
    Files.delete(directory.resolve("postmaster.pid"));
  }

  /**
   * Makes a directory as it would have been left when the log was forced up to there.
   *
   * @param forced a place in the log as PostgreSQL says it, such as {@code 0/1A2B3C8}
   */
  public void leave(Path directory, String forced, Random random) throws IOException {
    copy(stopped, directory);
    Files.copy(
        killed.resolve("global/pg_control"),
        directory.resolve("global/pg_control"),
        StandardCopyOption.REPLACE_EXISTING);
    delete(directory.resolve("pg_wal"));
    copy(killed.resolve("pg_wal"), directory.resolve("pg_wal"));
    for (var segment : segments(directory.resolve("pg_wal"))) {
      cut(segment, position(forced), random);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static List<Path> segments(Path log) {
    try (var files = Files.list(log)) {
      return files.filter(file -> file.getFileName().toString().matches("[0-9A-F]{24}")).toList();
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  private static void cut(Path segment, long forced, Random random) throws IOException {
    var name = segment.getFileName().toString();
    var begins =
        (Long.parseLong(name.substring(8, 16), 16) << 32)
            + Long.parseLong(name.substring(16), 16) * SEGMENT;
    var bytes = Files.readAllBytes(segment);
    for (var sector = 0; sector < bytes.length; sector += SECTOR) {
      if (random.nextBoolean()) {
        for (var at = sector; at < sector + SECTOR; at++) {
          bytes[at] = begins + at < forced ? bytes[at] : 0;
        }
      }
    }
    Files.write(segment, bytes);
  }

  private static long position(String said) {
    var slash = said.indexOf('/');
    return (Long.parseLong(said.substring(0, slash), 16) << 32)
        + Long.parseLong(said.substring(slash + 1), 16);
  }
}
