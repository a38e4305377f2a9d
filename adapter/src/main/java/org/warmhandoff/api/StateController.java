package org.warmhandoff.api;

import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcStates;

/** What has become of a record. */
@RestController
public final class StateController {

  private final JdbcStates states;
  private final JdbcDeliveries deliveries;
  private final JdbcLedger ledger;

  /** States from these tables. */
  public StateController(JdbcStates states, JdbcDeliveries deliveries, JdbcLedger ledger) {
    this.states = states;
    this.deliveries = deliveries;
    this.ledger = ledger;
  }

  /** The record's state and each delivery's. */
  @GetMapping("/api/v1/records/{kind}/{id}")
  public ResponseEntity<Object> record(@PathVariable String kind, @PathVariable String id) {
    return RecordKind.of(kind)
        .flatMap(known -> state(known, id))
        .<ResponseEntity<Object>>map(ResponseEntity::ok)
        .orElseGet(() -> Problems.notFound("Nothing of that kind and id was ever accepted here."));
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
                deliveries.of(kind, id),
                ledger.of(kind, id),
                states.participantIsHere(versions.get(0).participantId())));
  }
}
