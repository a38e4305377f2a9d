package org.warmhandoff.followup;

import org.warmhandoff.record.Referral;

/** What the program wants of a referral that a partner has. */
enum Wish {
  /** That it is answered and carried out. */
  WANTED,
  /** That the partner ends it. */
  STOPPED,
  /** Nothing any more: the program has what it asked for. */
  CLOSED;

  static Wish of(Referral referral) {
    return switch (referral.state()) {
      case REQUESTED -> WANTED;
      case CANCELLED, RECALLED, ENTERED_IN_ERROR -> STOPPED;
      case COMPLETED -> CLOSED;
    };
  }
}
