package org.warmhandoff.people;

import static org.slf4j.LoggerFactory.getLogger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * The users of a file as they are now: read again when it is another. Where it cannot be read
 * nobody is known by it, and the log says so.
 */
public final class KnownUsers {

  private static final Logger log = getLogger(KnownUsers.class);

  /** A file that is written anew has another of these, if only another place on the disk. */
  private record FileVersion(FileTime written, long bytes, Optional<Object> place) {}

  private final Path file;
  private Optional<FileVersion> version = Optional.empty();
  private Map<String, User> users = Map.of();

  /** Those of that file. */
  public KnownUsers(Path file) {
    this.file = file;
  }

  /** Who may sign in by that name; empty also for who is disabled. */
  public synchronized Optional<User> of(String name) {
    var now = version();
    if (now.isEmpty() || !now.equals(version)) {
      var read = read();
      users = read.orElse(Map.of());
      version = read.isPresent() ? now : Optional.empty();
    }
    return Optional.ofNullable(users.get(name)).filter(user -> !user.disabled());
  }

  /** Empty where it cannot be read: then it is tried again with whoever comes next. */
  private Optional<Map<String, User>> read() {
    try {
      return Optional.of(new UserFile(file).all());
    } catch (UnusableUsers wrong) {
      log.error("nobody can sign in by people.users: {}", wrong.getMessage());
    } catch (IOException cannot) {
      log.error("nobody can sign in by people.users: the file cannot be read");
    }
    return Optional.empty();
  }

  private Optional<FileVersion> version() {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new FileVersion(
              attributes.lastModifiedTime(),
              attributes.size(),
              Optional.ofNullable(attributes.fileKey())));
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }
}
