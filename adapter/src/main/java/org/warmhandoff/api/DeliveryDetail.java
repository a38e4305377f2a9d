package org.warmhandoff.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.warmhandoff.delivery.JdbcAttempts;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.Exchanged;

/** A delivery with everything that was done for it. */
public record DeliveryDetail(@JsonUnwrapped DeliverySummary sent, List<Attempt> attempts) {

  /** One attempt; what it came to is left out while it goes on, or if its node died. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Attempt(
      int number,
      String node,
      Instant startedAt,
      Instant endedAt,
      String state,
      String note,
      List<PartnerRequest> requests) {}

  /** One request: what was asked and what the partner said, in codes and our words. */
  public record PartnerRequest(Instant at, String did, String said, long millis) {

    static PartnerRequest of(Exchanged one) {
      return new PartnerRequest(one.at(), one.did(), one.said(), one.took().toMillis());
    }
  }

  static List<Attempt> attempts(List<JdbcAttempts.Attempt> attempts) {
    return attempts.stream().map(DeliveryDetail::attempt).toList();
  }

  private static Attempt attempt(JdbcAttempts.Attempt one) {
    return new Attempt(
        one.number(),
        one.node(),
        one.startedAt(),
        one.endedAt().orElse(null),
        one.state().map(DeliveryState::word).orElse(null),
        one.note().orElse(null),
        one.exchanges().stream().map(PartnerRequest::of).toList());
  }
}
