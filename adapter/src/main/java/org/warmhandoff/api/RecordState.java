package org.warmhandoff.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.JdbcLedger.Line;
import org.warmhandoff.store.JdbcStates.AcceptedVersion;

/**
 * A record's state and each delivery's, as the API says it: ids, states and times, no content.
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
    List<Happened> history) {

  /** An accepted version. */
  record Accepted(int version, Instant acceptedAt) {}

  /** A line of the ledger. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Happened(Instant at, String station, int version, String partner, String what) {}

  static RecordState of(
      RecordKind kind,
      String id,
      List<AcceptedVersion> versions,
      List<DeliveryView> deliveries,
      List<Line> ledger,
      boolean participantIsHere) {
    return new RecordState(
        kind.word(),
        id,
        versions.get(0).version(),
        versions.get(0).participantId(),
        state(kind, deliveries, participantIsHere),
        reached(kind, versions.get(0).version(), deliveries),
        versions.stream().map(one -> new Accepted(one.version(), one.acceptedAt())).toList(),
        deliveries.stream().map(DeliverySummary::of).toList(),
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

  /**
   * Who was passed over for want of consent should have it, or nobody would ask for the consent.
   */
  private static String reached(RecordKind kind, int version, List<DeliveryView> deliveries) {
    var last = deliveries.stream().filter(delivery -> delivery.version() == version).toList();
    var meant = last.stream().filter(one -> one.state() != DeliveryState.NOT_NEEDED).toList();
    if (kind == RecordKind.PARTICIPANT || (meant.isEmpty() && !last.isEmpty())) {
      return "not-needed";
    }
    var have = meant.stream().filter(RecordState::has).count();
    if (have == 0) {
      return "nobody";
    }
    return have == meant.size() ? "everybody" : "some";
  }

  private static boolean has(DeliveryView delivery) {
    return delivery.state() == DeliveryState.DELIVERED
        || delivery.state() == DeliveryState.HANDED_OVER;
  }

  private static boolean any(List<DeliveryView> deliveries, DeliveryState state) {
    return deliveries.stream().anyMatch(delivery -> delivery.state() == state);
  }

  private static Happened happened(Line line) {
    return new Happened(
        line.at(), line.station(), line.version(), line.partner().orElse(null), line.what());
  }
}
