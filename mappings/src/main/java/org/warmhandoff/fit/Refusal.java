package org.warmhandoff.fit;

import static java.util.Objects.requireNonNull;

/**
 * What a partner advertises and has refused in practice.
 *
 * @param type a resource type; empty for what belongs to the system as a whole
 * @param interaction of a type: {@code create}, {@code read}, {@code update}, {@code patch}, {@code
 *     search-type}, {@code search:} and a parameter, {@code conditional-create}, {@code
 *     conditional-update}, {@code update-create}, or an operation such as {@code $match}; of the
 *     system: {@code transaction}, {@code batch} or {@code $process-message}
 */
public record Refusal(String type, String interaction) {

  public Refusal {
    requireNonNull(type);
    requireNonNull(interaction);
  }
}
