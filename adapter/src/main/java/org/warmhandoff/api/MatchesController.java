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
import org.warmhandoff.delivery.Operating;
import org.warmhandoff.flow.message.Candidate;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.store.JdbcCandidates;
import org.warmhandoff.store.JdbcLinks;
import org.warmhandoff.store.JdbcRecords;

/** Which of a partner's patients a participant is: decided by a person, kept, undone, audited. */
@RestController
public final class MatchesController {

  private static final String PATH = "/api/v1/matches/{partner}/{participant}";
  private static final String PATIENT = "Patient/[A-Za-z0-9.-]{1,64}";

  private final JdbcLinks links;
  private final JdbcCandidates candidates;
  private final Operating operating;
  private final Known known;

  /** Of whom something can be decided: a mistyped id would be a decision for whoever gets it. */
  public record Known(Configured configured, JdbcRecords records) {}

  /** Over these tables. */
  public MatchesController(
      JdbcLinks links, JdbcCandidates candidates, Operating operating, Known known) {
    this.links = links;
    this.candidates = candidates;
    this.operating = operating;
    this.known = known;
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

    /** Whether anything was ever found out or decided. */
    boolean isEmpty() {
      return patient == null && candidates.isEmpty() && decisions.isEmpty();
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
    var match = match(partner, participant);
    return match.isEmpty() && !known.configured().has(partner)
        ? Configured.noSuchPartner()
        : ResponseEntity.ok(match);
  }

  private Match match(String partner, String participant) {
    var link = links.find(partner, participant);
    return new Match(
        partner,
        participant,
        link.map(Link::patient).orElse(null),
        link.map(one -> one.how().word()).orElse(null),
        candidates.of(partner, participant),
        links.events(partner, participant).stream().map(Event::of).toList());
  }

  /** A person decides; what waited for that goes on. */
  @PutMapping(PATH)
  ResponseEntity<Object> decide(
      @PathVariable String partner,
      @PathVariable String participant,
      @RequestBody Decision decision,
      Authentication operator) {
    if (decision.patient() == null || !decision.patient().matches(PATIENT)) {
      return Problems.invalid("patient: expected the partner's own reference, such as Patient/123");
    }
    if (!known.configured().has(partner)) {
      return Configured.noSuchPartner();
    }
    if (known.records().participant(participant).isEmpty()) {
      return Problems.notFound("No participant of that id was submitted.");
    }
    links.decide(partner, participant, decision.patient(), operator.getName());
    operating.goOn(partner, participant, operator.getName());
    return ResponseEntity.ok(match(partner, participant));
  }

  /** The decision is undone: the participant is looked for again with the next delivery. */
  @DeleteMapping(PATH)
  ResponseEntity<Object> undo(
      @PathVariable String partner, @PathVariable String participant, Authentication operator) {
    if (links.undo(partner, participant, operator.getName())) {
      return ResponseEntity.ok(match(partner, participant));
    }
    return known.configured().has(partner)
        ? Problems.notFound("Nothing is decided for that participant there.")
        : Configured.noSuchPartner();
  }
}
