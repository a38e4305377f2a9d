package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One of a partner's patients who may be meant. Says what agrees and what does not, never the
 * values.
 *
 * @param patient the partner's own reference, such as {@code Patient/123}
 * @param score from 0 to 1
 * @param agrees names of what agrees, such as {@code birth-date}
 * @param differs names of what is there on both sides and does not agree
 */
public record Candidate(String patient, double score, List<String> agrees, List<String> differs) {

  public Candidate {
    requireNonNull(patient);
    agrees = List.copyOf(agrees);
    differs = List.copyOf(differs);
  }
}
