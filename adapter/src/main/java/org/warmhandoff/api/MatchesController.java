package org.warmhandoff.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.flow.message.Candidate;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.operate.KnownPartners;
import org.warmhandoff.operate.MatchDecisions;
import org.warmhandoff.store.JdbcLinks;

/** Which of a partner's patients a participant is: decided by a person, kept, undone, audited. */
@RestController
public final class MatchesController {

  private static final String PATH = "/api/v1/matches/{partner}/{participant}";

  private final MatchDecisions decisions;
  private final KnownPartners partners;

  /** Decisions at these partners. */
  public MatchesController(MatchDecisions decisions, KnownPartners partners) {
    this.decisions = decisions;
    this.partners = partners;
  }

  /** What is decided, who may be meant, and every decision that there was. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Match(
      String partner,
      String participant,
      String patient,
      String matchedBy,
      List<Candidate> candidates,
      List<Event> decisions) {

    static Match of(String partner, String participant, MatchDecisions.Match match) {
      return new Match(
          partner,
          participant,
          match.link().map(Link::patient).orElse(null),
          match.link().map(one -> one.how().word()).orElse(null),
          match.candidates(),
          match.decisions().stream().map(Event::of).toList());
    }
  }

  /** A decision, or that one was undone. */
  record Event(Instant at, String what, String patient, String matchedBy, String by) {

    private static Event of(JdbcLinks.Event event) {
      return new Event(
          event.at(), event.what(), event.link().patient(), event.link().how().word(), event.by());
    }
  }

  /** The patient that was decided on, such as {@code Patient/123}. */
  record Decision(String patient) {}

  /** How it stands; at a partner that is not configured any more, how it stood. */
  @GetMapping(PATH)
  ResponseEntity<Object> read(@PathVariable String partner, @PathVariable String participant) {
    var match = decisions.of(partner, participant);
    return match.isEmpty() && !partners.isConfigured(partner)
        ? Problems.noSuchPartner()
        : ResponseEntity.ok(Match.of(partner, participant, match));
  }

  /** A person decides; what waited for that goes on. */
  @PutMapping(PATH)
  ResponseEntity<Object> decide(
      @PathVariable String partner,
      @PathVariable String participant,
      @RequestBody Decision decision,
      Authentication operator) {
    if (!MatchDecisions.isReference(decision.patient())) {
      return Problems.invalid("patient: expected the partner's own reference, such as Patient/123");
    }
    if (!partners.isConfigured(partner)) {
      return Problems.noSuchPartner();
    }
    return decisions.decide(partner, participant, decision.patient(), operator.getName())
        ? asItStands(partner, participant)
        : Problems.notFound("No participant of that id was submitted.");
  }

  /** The decision is undone: the participant is looked for again with the next delivery. */
  @DeleteMapping(PATH)
  ResponseEntity<Object> undo(
      @PathVariable String partner, @PathVariable String participant, Authentication operator) {
    if (decisions.undo(partner, participant, operator.getName())) {
      return asItStands(partner, participant);
    }
    return partners.isConfigured(partner)
        ? Problems.notFound("Nothing is decided for that participant there.")
        : Problems.noSuchPartner();
  }

  private ResponseEntity<Object> asItStands(String partner, String participant) {
    return ResponseEntity.ok(Match.of(partner, participant, decisions.of(partner, participant)));
  }
}
