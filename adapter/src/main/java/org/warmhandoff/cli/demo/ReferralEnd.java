package org.warmhandoff.cli.demo;

import java.util.List;

/**
 * What became of a referral.
 *
 * @param told by which way the partner said so
 * @param trail the states that the adapter knows of, in order
 * @param result what came of it, in the partner's words
 */
record ReferralEnd(
    String referral,
    String target,
    String partner,
    String told,
    List<String> trail,
    String result) {

  ReferralEnd {
    trail = List.copyOf(trail);
  }
}
