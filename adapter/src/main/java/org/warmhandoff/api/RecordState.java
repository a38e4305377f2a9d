package org.warmhandoff.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.warmhandoff.operate.RecordStanding;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.store.JdbcLedger.Line;

/**
 * A record's state and each delivery's, as the API says it: ids, states and times, no content; and
 * what partners answered to a referral, in their own words.
 *
 * @param version the last one accepted
 * @param state {@code waiting-for-participant}, {@code not-addressed}, {@code in-delivery}, {@code
 *     needs-attention} or {@code settled}
 * @param reached whether everybody who should have the last version has it: {@code everybody},
 *     {@code some} or {@code nobody}; {@code not-needed} of what is over and nobody ever had, and
 *     of participants, who are told with their records
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RecordState(
    String kind,
    String id,
    int version,
    String participant,
    String state,
    String reached,
    List<Accepted> versions,
    List<DeliverySummary> deliveries,
    List<Happened> history,
    List<ReferralProgress> referral) {

  /** An accepted version. */
  record Accepted(int version, Instant acceptedAt) {}

  /** A line of the ledger. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Happened(Instant at, String station, int version, String partner, String what) {}

  static RecordState of(RecordStanding standing) {
    return new RecordState(
        standing.kind().word(),
        standing.id(),
        standing.last().version(),
        standing.last().participantId(),
        standing.state().word(),
        standing.reached().word(),
        standing.versions().stream()
            .map(one -> new Accepted(one.version(), one.acceptedAt()))
            .toList(),
        standing.deliveries().stream().map(DeliverySummary::of).toList(),
        standing.history().stream().map(RecordState::happened).toList(),
        standing.kind() == RecordKind.REFERRAL
            ? standing.referred().stream().map(ReferralProgress::of).toList()
            : null);
  }

  private static Happened happened(Line line) {
    return new Happened(
        line.at(), line.station(), line.version(), line.partner().orElse(null), line.what());
  }
}
