package org.warmhandoff.partner;

import java.util.Optional;
import org.warmhandoff.fhir.PatientMapping;
import org.warmhandoff.flow.port.Answer;
import org.warmhandoff.flow.port.Leg;
import org.warmhandoff.flow.port.Link;
import org.warmhandoff.flow.port.Matched;
import org.warmhandoff.flow.port.Outcome.NeedsPerson;
import org.warmhandoff.flow.port.Permitted;
import org.warmhandoff.match.Matching;
import org.warmhandoff.match.Matching.Found;

/** Finds participants among a partner's patients: known from before, or by matching. */
final class FindingPatients {

  private final KnownPatients known;
  private final Matching matching;
  private final PatientMapping mapping;
  private final Capabilities capabilities;
  private final Writing writing;

  FindingPatients(
      KnownPatients known,
      Matching matching,
      PatientMapping mapping,
      Capabilities capabilities,
      Writing writing) {
    this.writing = writing;
    this.known = known;
    this.matching = matching;
    this.mapping = mapping;
    this.capabilities = capabilities;
  }

  Leg match(Permitted permitted, Talk talk) {
    try {
      return known
          .find(permitted.delivery().participantId())
          .flatMap(link -> stillThere(link, permitted, talk))
          .<Leg>map(link -> new Matched(permitted, link, talk.exchanges()))
          .orElseGet(() -> search(permitted, talk));
    } catch (Said said) {
      return new Answer(permitted.delivery(), said.outcome(), talk.exchanges());
    }
  }

  private Optional<Link> stillThere(Link link, Permitted permitted, Talk talk) {
    var charts = new Charts(talk);
    var seen = known.looked(permitted.delivery().participantId(), link, charts);
    return seen.isEmpty()
        ? Optional.of(link)
        : known.after(seen.get(), permitted.opened().participant(), link, charts);
  }

  /**
   * Where the record can only be brought by hand, nobody is asked who the participant is: no name
   * is sent to a system that takes nothing.
   */
  private Leg search(Permitted permitted, Talk talk) {
    var byHand = writing.byHand(permitted, capabilities.offer(talk));
    if (byHand.isPresent()) {
      return new Answer(permitted.delivery(), byHand.get(), talk.exchanges());
    }
    var patients =
        new ChartPatients(talk, () -> capabilities.offer(talk), capabilities::remember, mapping);
    var found = matching.find(permitted.opened().participant(), patients);
    if (found instanceof Found.Certain certain) {
      known.keep(permitted.delivery().participantId(), certain.link());
      return new Matched(permitted, certain.link(), talk.exchanges());
    }
    var person = (Found.NotCertain) found;
    return new Answer(
        permitted.delivery(),
        new NeedsPerson(person.reason(), person.candidates()),
        talk.exchanges());
  }
}
