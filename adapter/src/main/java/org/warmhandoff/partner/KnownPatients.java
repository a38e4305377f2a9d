package org.warmhandoff.partner;

import java.util.Optional;
import org.warmhandoff.flow.port.Link;
import org.warmhandoff.match.Links;

/** Which of a partner's patients our participants are, as its charts change. */
record KnownPatients(String partner, Links links) {

  Optional<Link> find(String participant) {
    return links.find(partner, participant);
  }

  void keep(String participant, Link link) {
    links.keep(partner, participant, link);
  }

  /** Patients are merged and deleted without a word: it is looked every few minutes. */
  boolean dueForACheck(String participant) {
    return links.dueForACheck(partner, participant);
  }

  /**
   * The link after its patient was looked at: the same; or that of the patient who takes its place;
   * or none any more, so that the participant is matched again.
   */
  Optional<Link> after(Charts.Seen seen, String participant, Link link) {
    if (seen instanceof Charts.Seen.Replaced replaced) {
      var merged = new Link(replaced.by(), Link.How.MERGED);
      links.follow(partner, participant, merged);
      return Optional.of(merged);
    }
    if (seen instanceof Charts.Seen.Gone || seen instanceof Charts.Seen.Inactive) {
      links.undo(partner, participant);
      return Optional.empty();
    }
    return Optional.of(link);
  }
}
