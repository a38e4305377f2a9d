package org.warmhandoff.cli.tools;

import java.util.List;

/** What was given cannot be worked with. Never leaves this package. */
final class Unusable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  Unusable(List<String> lines) {
    super(String.join("\n", lines), null, false, false);
    this.lines = List.copyOf(lines);
  }

  /** Each thing that is wrong, in a line of its own. */
  List<String> lines() {
    return lines;
  }
}
