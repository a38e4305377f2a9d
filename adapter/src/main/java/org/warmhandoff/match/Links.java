package org.warmhandoff.match;

import java.util.Optional;
import org.warmhandoff.flow.message.Link;

/** Which patient of which partner our participants are, as far as that is decided. */
public interface Links {

  /** The link, if it is decided. */
  Optional<Link> find(String partner, String participantId);

  /** Keeps a link; one that is there already stays. */
  void keep(String partner, String participantId, Link link);

  /** Whether it is time to see whether the patient is still there: five minutes after the last. */
  boolean isDueForACheck(String partner, String participantId);

  /** It was seen how the patient is there now. */
  void checked(String partner, String participantId);

  /** The partner merged the patient into another: the link goes with it. */
  void follow(String partner, String participantId, Link merged);

  /** The partner does not have the patient any more: the link is undone, to be found again. */
  void undo(String partner, String participantId);
}
