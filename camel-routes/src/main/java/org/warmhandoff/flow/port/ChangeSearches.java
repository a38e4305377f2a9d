package org.warmhandoff.flow.port;

import java.util.List;
import org.warmhandoff.flow.changes.ChangeAnswer;
import org.warmhandoff.flow.changes.ChangeTurn;

/** Searches at partners for what has changed there. */
public interface ChangeSearches {

  /** Those at that partner whose turn it is; nobody else gets them for a while. */
  List<ChangeTurn> due(String partner);

  /** Keeps what came of one: what it shows to have changed is looked at now. */
  void keep(ChangeAnswer answer);
}
