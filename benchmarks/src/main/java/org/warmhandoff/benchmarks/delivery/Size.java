package org.warmhandoff.benchmarks.delivery;

import org.warmhandoff.benchmarks.people.SamplePerson;

/**
 * How much of it is measured.
 *
 * @param people distinct participants
 * @param parallel requests, and deliveries, at a time
 * @param warmUp plans of each way that are not measured
 * @param records plans of each way in a round
 * @param rounds in which the ways take turns
 */
record Size(int people, int parallel, int warmUp, int records, int rounds) {

  /** Whom the record with this number is about. */
  SamplePerson person(int number) {
    return new SamplePerson(number % people);
  }
}
