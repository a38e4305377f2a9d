package org.warmhandoff.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.warmhandoff.flow.port.DeliveryState;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.JdbcLedger.Line;
import org.warmhandoff.store.JdbcStates.Version;

/**
 * A record's state and each delivery's, as the API says it: ids, states and times, no content.
 *
 * @param version the last one accepted
 * @param state {@code waiting-for-participant}, {@code not-addressed}, {@code in-delivery}, {@code
 *     needs-attention} or {@code settled}
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RecordState(
    String kind,
    String id,
    int version,
    String participant,
    String state,
    List<Accepted> versions,
    List<Sent> deliveries,
    List<Happened> history) {

  /** An accepted version. */
  record Accepted(int version, Instant acceptedAt) {}

  /** A line of the ledger. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Happened(Instant at, String station, int version, String partner, String what) {}

  static RecordState of(
      RecordKind kind,
      String id,
      List<Version> versions,
      List<DeliveryView> deliveries,
      List<Line> ledger,
      boolean participantIsHere) {
    return new RecordState(
        kind.word(),
        id,
        versions.get(0).version(),
        versions.get(0).participantId(),
        state(kind, deliveries, participantIsHere),
        versions.stream().map(one -> new Accepted(one.version(), one.acceptedAt())).toList(),
        deliveries.stream().map(Sent::of).toList(),
        ledger.stream().map(RecordState::happened).toList());
  }

  private static String state(
      RecordKind kind, List<DeliveryView> deliveries, boolean participantIsHere) {
    if (!participantIsHere) {
      return "waiting-for-participant";
    }
    if (deliveries.isEmpty()) {
      return kind == RecordKind.PARTICIPANT ? "settled" : "not-addressed";
    }
    if (DeliveryState.PARKED.stream().anyMatch(parked -> any(deliveries, parked))) {
      return "needs-attention";
    }
    return any(deliveries, DeliveryState.WAITING) ? "in-delivery" : "settled";
  }

  private static boolean any(List<DeliveryView> deliveries, DeliveryState state) {
    return deliveries.stream().anyMatch(delivery -> delivery.state() == state);
  }

  private static Happened happened(Line line) {
    return new Happened(
        line.at(), line.station(), line.version(), line.partner().orElse(null), line.what());
  }
}
