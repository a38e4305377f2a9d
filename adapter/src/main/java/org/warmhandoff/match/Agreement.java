package org.warmhandoff.match;

/** How well one trait of two people agrees. */
enum Agreement {
  AGREES(1),
  /** As slips of the pen and changes of name make it: enough to show, not enough to decide. */
  NEARLY(0.5),
  DIFFERS(0),
  /** The partner does not say. */
  ABSENT(0);

  private final double share;

  Agreement(double share) {
    this.share = share;
  }

  double share() {
    return share;
  }
}
