package org.warmhandoff.match;

import org.warmhandoff.record.Words;

/**
 * What is compared of two people, and how much it says. The weights add up to 1; of what we do not
 * know ourselves nothing is expected of the partner.
 */
enum Trait {
  FAMILY(0.25),
  GIVEN(0.2),
  /** A generation, such as Jr: it can only speak against somebody. */
  SUFFIX(0),
  BIRTH_DATE(0.3),
  SEX(0.05),
  PHONE(0.1),
  ADDRESS(0.1);

  private final double weight;

  Trait(double weight) {
    this.weight = weight;
  }

  double weight() {
    return weight;
  }

  /** The word that a person who decides reads, such as {@code birth-date}. */
  String word() {
    return Words.word(this);
  }
}
