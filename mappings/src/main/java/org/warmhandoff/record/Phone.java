package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

/**
 * A phone number.
 *
 * @param number E.164 ({@code +1...}), or a short public number such as 988 or 911
 */
public record Phone(String number, Use use) {

  /** Where the phone rings. */
  public enum Use {
    MOBILE,
    HOME,
    WORK
  }

  public Phone {
    requireNonNull(number);
    requireNonNull(use);
  }
}
