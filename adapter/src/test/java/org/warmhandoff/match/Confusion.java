package org.warmhandoff.match;

import java.util.ArrayList;
import java.util.List;

/** What was true of pairs of people, and what was decided. */
final class Confusion {

  private final List<String> wrong = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();
  private int linked;
  private int left;

  void add(Pair pair, String decision) {
    if (decision.equals(pair.truth())) {
      linked += pair.isCertain() ? 1 : 0;
      left += pair.isCertain() ? 0 : 1;
    } else if (decision.equals("person")) {
      missed.add(pair.about());
    } else {
      wrong.add(pair.about() + ": " + decision);
    }
  }

  /** Those who were linked to somebody else's chart, or to one that only a person can tell. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** Those whose chart is certain, and who were left to a person. */
  List<String> missed() {
    return List.copyOf(missed);
  }

  /** How many have a chart that is theirs for certain. */
  int certain() {
    return linked + missed.size();
  }

  String table() {
    return """

        who is who          | linked to it | left to a person | linked to another
        chart is certain    | %12d | %16d | %17s
        a person must tell  | %12s | %16d | %17d
        missed: %s
        wrong: %s
        """
        .formatted(linked, missed.size(), "", "", left, wrong.size(), missed, wrong);
  }
}
