package org.warmhandoff.attention;

import static org.slf4j.LoggerFactory.getLogger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.record.Priority;

/** Tells somebody while there is still room, where the adapter writes. */
public final class DiskSpace {

  private static final Logger log = getLogger(DiskSpace.class);
  private static final long MEGABYTE = 1024L * 1024;

  /** A day of a large program, and the time to do something. */
  private static final long LEAST = 512 * MEGABYTE;

  private static final int ONE_TENTH = 10;

  private final JdbcAttention attention;
  private final Map<String, Path> places;

  /**
   * Looks at these.
   *
   * @param places directories by what they are for, in our own words
   */
  public DiskSpace(JdbcAttention attention, Map<String, Path> places) {
    this.attention = attention;
    this.places = Map.copyOf(places);
  }

  /** Opens an item for each place where little is left, and closes it where there is room. */
  public void look() {
    places.forEach(this::look);
  }

  private void look(String name, Path place) {
    try {
      var disk = Files.getFileStore(place);
      var left = disk.getUsableSpace();
      if (left < Math.min(LEAST, disk.getTotalSpace() / ONE_TENTH)) {
        attention.open(
            Concern.of(
                subject(name),
                AttentionReason.DISK_SPACE,
                "%d MB are left where %s is".formatted(left / MEGABYTE, name),
                Priority.EMERGENCY));
      } else {
        attention.close(subject(name), "there is room again");
      }
    } catch (IOException gone) {
      log.error("the space of {} cannot be seen: {}", name, gone.getClass().getSimpleName());
    }
  }

  private static String subject(String name) {
    return "space/" + name;
  }
}
