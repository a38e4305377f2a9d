package org.warmhandoff.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.warmhandoff.flow.message.AttemptResult;

/**
 * Answers that could not be written down, for the store was away. They are kept until it is back or
 * their lane's lease ends, after which the partner is asked again: without them every such lane,
 * and an emergency in it, would wait for its lease to end.
 */
final class PendingSettlements {

  private final Map<ClaimedDelivery, AttemptResult> answers = new ConcurrentHashMap<>();

  /** The first answer of a claim counts: a later one only says that the first was not kept. */
  void keep(AttemptResult answer) {
    answers.putIfAbsent(ClaimedDelivery.of(answer.delivery()), answer);
  }

  void drop(AttemptResult answer) {
    answers.remove(ClaimedDelivery.of(answer.delivery()));
  }

  /** Those of a partner whose lease has not ended; the others are forgotten. */
  List<AttemptResult> of(String partner, Instant now) {
    answers.values().removeIf(answer -> !answer.delivery().lease().ends().isAfter(now));
    return answers.values().stream()
        .filter(answer -> answer.delivery().partner().equals(partner))
        .toList();
  }
}
