package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

/**
 * One write, as it is about to leave.
 *
 * @param did what it is, in our own words and ids
 * @param content all that is sent
 */
public record Sending(String did, String content) {

  public Sending {
    requireNonNull(did);
    requireNonNull(content);
  }

  /** Says nothing of the content. */
  @Override
  public String toString() {
    return "Sending[" + did + "]";
  }
}
