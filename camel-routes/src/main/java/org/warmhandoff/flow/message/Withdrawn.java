package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.warmhandoff.disclosure.FormerDisclosure;
import org.warmhandoff.disclosure.Ground;

/**
 * A delivery of which nothing may be disclosed any more, and of which the partner holds something:
 * that is taken back there, and nothing is told.
 *
 * @param ground why nothing may be
 * @param former what was disclosed, of each version that the partner holds or may hold
 */
public record Withdrawn(Opened opened, Ground ground, List<FormerDisclosure> former)
    implements Decided {

  public Withdrawn {
    requireNonNull(opened);
    requireNonNull(ground);
    former = List.copyOf(former);
  }
}
