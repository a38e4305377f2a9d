package org.warmhandoff.store;

import java.time.Duration;
import java.util.List;
import org.warmhandoff.files.OrderedFile;

/** How the embedded database is opened. */
public final class H2File {

  /**
   * How long H2 leaves alone what nothing refers to any more. In between the file is forced to the
   * disk, else after a power cut it might begin with what was written over.
   */
  public static final Duration RETENTION = Duration.ofSeconds(2);

  /** How often the file is forced to the disk, whether somebody waits for it or not. */
  public static final Duration BETWEEN_CHECKPOINTS = Duration.ofMillis(500);

  /** Where its migrations are, and what H2 alone is told after them. */
  public static final List<String> MIGRATIONS =
      List.of("classpath:db/migration", "classpath:db/h2");

  static {
    OrderedFile.register();
  }

  private H2File() {}

  /**
   * The JDBC address of a database.
   *
   * <p>H2 keeps commits in memory for half a second; its thread that writes them also keeps the
   * file small, and there is none without that delay. What must not be lost waits for {@link
   * Durability}.
   *
   * @param file as H2 names it, without its ending; such as {@code file:/var/lib/warm-handoff}
   */
  public static String url(String file) {
    return "jdbc:h2:"
        + (file.startsWith("file:") ? OrderedFile.SCHEME + ":" : "")
        + file
        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
        + ";DB_CLOSE_ON_EXIT=FALSE"
        // A page is written again with each change around it: small ones, and soon free to be used
        // again. COMPRESS would make them 64 kB, whatever is said here.
        + ";PAGE_SIZE=4096;RETENTION_TIME="
        + RETENTION.toMillis()
        // Statements are kept by KeptStatements.
        + ";QUERY_CACHE_SIZE=0"
        // Results of questions are not asked for again, and to note which are old takes time with
        // each statement that changes something.
        + ";OPTIMIZE_REUSE_RESULTS=FALSE"
        // In its row, else each is written to three trees of its own.
        + ";MAX_LENGTH_INPLACE_LOB=65536"
        // Its trace file would hold values of records.
        + ";TRACE_LEVEL_FILE=0";
  }
}
