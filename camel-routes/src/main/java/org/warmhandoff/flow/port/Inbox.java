package org.warmhandoff.flow.port;

import java.io.File;

/** The watched directory: files of records, one JSON document or one a line. */
public interface Inbox {

  /** Makes the directory anew where somebody has taken it away; asked before each look. */
  void ready();

  /** Whether the file is finished: untouched for a while and ending where JSON may end. */
  boolean whole(File file);

  /**
   * Submits every record of the file and files it away: to {@code done}, or to {@code refused} with
   * the problems beside it.
   */
  void take(File file);
}
