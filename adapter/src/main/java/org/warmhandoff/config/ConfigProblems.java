package org.warmhandoff.config;

import java.util.List;

/** Everything that is wrong with a configuration, each with its path. Thrown once, at start. */
public final class ConfigProblems extends RuntimeException {

  private final List<String> problems;

  ConfigProblems(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line a problem, each beginning with the path of the setting. */
  public List<String> problems() {
    return problems;
  }
}
