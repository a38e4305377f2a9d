package org.warmhandoff.terminology;

import java.util.List;

/** Files of vocabulary that cannot be used, with every place and what is wrong there. */
public final class TerminologyProblems extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  TerminologyProblems(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line each: {@code file:line: what is wrong}. */
  public List<String> problems() {
    return problems;
  }
}
