package org.warmhandoff.operate;

import java.util.List;
import java.util.Optional;
import org.warmhandoff.operate.RecordStanding.ReferredTo;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.store.JdbcDeliveries;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.JdbcReferralTrail;
import org.warmhandoff.store.JdbcReferralTrail.TrailEntry;
import org.warmhandoff.store.JdbcStates;

/** What has become of each record. */
public final class RecordStandings {

  private final JdbcStates states;
  private final JdbcDeliveries deliveries;
  private final JdbcLedger ledger;
  private final JdbcReferralLives lives;
  private final JdbcReferralTrail trail;

  /** Of the records in these tables. */
  public RecordStandings(
      JdbcStates states,
      JdbcDeliveries deliveries,
      JdbcLedger ledger,
      JdbcReferralLives lives,
      JdbcReferralTrail trail) {
    this.states = states;
    this.deliveries = deliveries;
    this.ledger = ledger;
    this.lives = lives;
    this.trail = trail;
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
                kind == RecordKind.REFERRAL ? referred(id) : List.of(),
                states.participantIsHere(versions.get(0).participantId())));
  }

  private List<ReferredTo> referred(String id) {
    var said = trail.of(id);
    return lives.of(id).stream()
        .map(life -> new ReferredTo(life, at(life.partner(), said)))
        .toList();
  }

  private static List<TrailEntry> at(String partner, List<TrailEntry> said) {
    return said.stream().filter(entry -> entry.partner().equals(partner)).toList();
  }
}
