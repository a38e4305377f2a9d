package org.warmhandoff.operate;

import java.util.Optional;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcStates;

/** What has become of each record. */
public final class RecordStandings {

  private final JdbcStates states;
  private final JdbcDeliveries deliveries;
  private final JdbcLedger ledger;

  /** Of the records in these tables. */
  public RecordStandings(JdbcStates states, JdbcDeliveries deliveries, JdbcLedger ledger) {
    this.states = states;
    this.deliveries = deliveries;
    this.ledger = ledger;
  }

  /** How that record stands; empty where no version of it was ever accepted. */
  public Optional<RecordStanding> of(RecordKind kind, String id) {
    var versions = states.versions(kind, id);
    return versions.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RecordStanding(
                kind,
                id,
                versions,
                deliveries.of(kind, id),
                ledger.of(kind, id),
                states.participantIsHere(versions.get(0).participantId())));
  }
}
