package org.warmhandoff.fit.offer;

import java.util.List;

/** A persona that cannot be used, with every place and what is wrong there. */
public final class PersonaProblems extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  PersonaProblems(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line each: a JSON pointer to the place, and what is wrong there. */
  public List<String> problems() {
    return problems;
  }
}
