package org.warmhandoff.flow.port;

import java.util.List;
import org.warmhandoff.flow.message.DrillTurn;

/** Drills at partners, step by step. */
public interface Drills {

  /** Those whose turn it is at that partner, at most one; nobody else gets it for a while. */
  List<DrillTurn> due(String partner);

  /** The same of those whose partner is not there any more: they are to end. */
  List<DrillTurn> withoutPartner();

  /** Does its next step, once, and keeps how far it has come. */
  void goOn(DrillTurn turn);
}
