package org.warmhandoff.partner.patient;

import java.util.Optional;
import org.hl7.fhir.r4.model.Patient;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.match.Links;
import org.warmhandoff.match.Matching;
import org.warmhandoff.partner.client.ConversationEnded;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.record.Participant;

/** Which of a partner's patients our participants are, as its charts change. */
public record PatientLinks(String partner, Links links) {

  Optional<Link> find(String participant) {
    return links.find(partner, participant);
  }

  void keep(String participant, Link link) {
    links.keep(partner, participant, link);
  }

  /**
   * How the patient is there now, where it is time to look: patients are merged and deleted without
   * a word. It was not looked before there is an answer.
   *
   * @throws ConversationEnded where there is none
   */
  Optional<FhirReads.Seen> looked(String participant, Link link, FhirReads reads) {
    if (!links.isDueForACheck(partner, participant)) {
      return Optional.empty();
    }
    var seen = reads.patient(link.patient()).orElseThrow();
    links.checked(partner, participant);
    return Optional.of(seen);
  }

  /**
   * The link after its patient was looked at: the same; or that of the patient who takes its place,
   * if nothing there speaks against it; or none any more, so that the participant is matched again.
   *
   * @throws ConversationEnded where that other patient cannot be asked for
   */
  public Optional<Link> after(
      FhirReads.Seen seen, Participant participant, Link link, FhirReads reads) {
    if (seen instanceof FhirReads.Seen.Replaced replaced) {
      return merged(replaced.patient(), participant, reads);
    }
    if (seen instanceof FhirReads.Seen.Gone || seen instanceof FhirReads.Seen.Inactive) {
      links.undo(partner, participant.id());
      return Optional.empty();
    }
    return Optional.of(link);
  }

  private Optional<Link> merged(Patient patient, Participant participant, FhirReads reads) {
    var link =
        Matching.inUse(patient, reads::referred)
            .filter(now -> Matching.mayBe(participant, now))
            .map(now -> new Link("Patient/" + now.getIdElement().getIdPart(), Link.How.MERGED));
    link.ifPresentOrElse(
        one -> links.follow(partner, participant.id(), one),
        () -> links.undo(partner, participant.id()));
    return link;
  }
}
