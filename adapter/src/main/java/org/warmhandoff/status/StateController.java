package org.warmhandoff.status;

import java.net.URI;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Schemas;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcStates;

/** What has become of a record, and the schemas of the records. */
@RestController
public final class StateController {

  private final JdbcStates states;
  private final JdbcLedger ledger;

  /** States from these tables. */
  public StateController(JdbcStates states, JdbcLedger ledger) {
    this.states = states;
    this.ledger = ledger;
  }

  /** The record's state and each delivery's. */
  @GetMapping("/api/v1/records/{kind}/{id}")
  public ResponseEntity<Object> record(@PathVariable String kind, @PathVariable String id) {
    return RecordKind.of(kind)
        .flatMap(known -> state(known, id))
        .<ResponseEntity<Object>>map(ResponseEntity::ok)
        .orElseGet(StateController::notFound);
  }

  private Optional<RecordState> state(RecordKind kind, String id) {
    var versions = states.versions(kind, id);
    return versions.isEmpty()
        ? Optional.empty()
        : Optional.of(
            RecordState.of(
                kind,
                id,
                versions,
                states.deliveries(kind, id),
                ledger.of(kind, id),
                states.participantIsHere(versions.get(0).participantId())));
  }

  /** A record kind's JSON Schema. */
  @GetMapping("/schemas/{name}")
  public ResponseEntity<Object> schema(@PathVariable String name) {
    return Schemas.text(name)
        .<ResponseEntity<Object>>map(
            text ->
                ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType("application/schema+json"))
                    .body(text))
        .orElseGet(StateController::notFound);
  }

  private static ResponseEntity<Object> notFound() {
    var detail =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.NOT_FOUND, "Nothing of that kind and id was ever accepted here.");
    detail.setType(URI.create("https://warmhandoff.org/problems/not-found"));
    return ResponseEntity.status(HttpStatus.NOT_FOUND)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(detail);
  }
}
