package org.warmhandoff.fit;

import java.util.List;
import java.util.Optional;

/**
 * The steps in one form, or why the partner does not take it.
 *
 * @param steps empty where the partner does not take the form
 * @param why it does not
 */
record Draft(Optional<List<Step>> steps, LeftOut leftOut, String why) {

  static Draft of(List<Step> steps, LeftOut leftOut) {
    return new Draft(Optional.of(steps), leftOut, "");
  }

  static Draft none(String why) {
    return new Draft(Optional.empty(), new LeftOut(), why);
  }
}
