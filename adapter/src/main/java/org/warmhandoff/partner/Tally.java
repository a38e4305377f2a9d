package org.warmhandoff.partner;

/** Counts what a partner is asked, of which there may be only so much a day. */
@FunctionalInterface
public interface Tally {

  /** One more request is about to be sent to that partner, whatever it is for. */
  void count(String partner);
}
