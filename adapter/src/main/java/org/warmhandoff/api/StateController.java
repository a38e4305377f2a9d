package org.warmhandoff.api;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.operate.RecordStandings;
import org.warmhandoff.record.RecordKind;

/** What has become of a record. */
@RestController
public final class StateController {

  private final RecordStandings standings;

  /** Says how these stand. */
  public StateController(RecordStandings standings) {
    this.standings = standings;
  }

  /** The record's state and each delivery's. */
  @GetMapping("/api/v1/records/{kind}/{id}")
  public ResponseEntity<Object> record(@PathVariable String kind, @PathVariable String id) {
    return RecordKind.of(kind)
        .flatMap(known -> standings.of(known, id))
        .map(RecordState::of)
        .<ResponseEntity<Object>>map(ResponseEntity::ok)
        .orElseGet(() -> Problems.notFound("Nothing of that kind and id was ever accepted here."));
  }
}
