package org.warmhandoff.delivery;

import static org.warmhandoff.store.Times.column;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.warmhandoff.record.Priority;

/** Lanes that do not know what is due in them. There should be none; they are looked for. */
public final class LaneRepair {

  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private final JdbcClient db;
  private final Lanes lanes;

  /** Repairs these lanes in this database. */
  public LaneRepair(JdbcClient db, Lanes lanes) {
    this.db = db;
    this.lanes = lanes;
  }

  /**
   * The participants in whose lanes something waits that no claim would find: the lane knows too
   * late or not at all when it falls due, or it is behind what does not wait.
   */
  List<String> of(String partner) {
    return db.sql(
            """
            select distinct d.participant_id from delivery d
              join lane l on l.partner = d.partner and l.participant_id = d.participant_id
             where d.partner = :partner and d.state = 'WAITING'
               and (d.behind = false
                    and coalesce(case d.priority when :emergency then l.due_emergency
                                                 when :urgent then l.due_urgent
                                                 else l.due_routine end, :never) > d.due_at
                    or d.behind = true
                    and not %s)
             order by d.participant_id
            """
                .formatted(OlderWaits.than("d")))
        .param("partner", partner)
        .param("emergency", Priority.EMERGENCY.rank())
        .param("urgent", Priority.URGENT.rank())
        .param("never", column(NEVER))
        .query(String.class)
        .list();
  }

  /**
   * Computes anew in which order the lane's deliveries go, and when it is due. Part of a
   * transaction.
   */
  void mend(String partner, String participantId) {
    lanes.hold(partner, participantId);
    db.sql(
            """
            update delivery set behind = %s
             where partner = :partner and participant_id = :participant and state = 'WAITING'
            """
                .formatted(OlderWaits.than("delivery")))
        .param("partner", partner)
        .param("participant", participantId)
        .update();
    lanes.refresh(partner, participantId);
  }
}
