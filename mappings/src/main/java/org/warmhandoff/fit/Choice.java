package org.warmhandoff.fit;

import static java.util.Objects.requireNonNull;

/**
 * Whether a form is one that a partner takes.
 *
 * @param why in words for those who run the partner's system; without PHI. Empty where there is
 *     nothing to say.
 */
public record Choice(Form form, boolean taken, String why) {

  public Choice {
    requireNonNull(form);
    requireNonNull(why);
  }

  /** In one line, such as {@code graph: no, CarePlan cannot be created there}. */
  @Override
  public String toString() {
    return form.word() + ": " + (taken ? "yes" : "no") + (why.isEmpty() ? "" : ", " + why);
  }
}
