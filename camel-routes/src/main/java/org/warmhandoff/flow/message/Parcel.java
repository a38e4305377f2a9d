package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What follows from a submission: which records should go to whom. */
public record Parcel(IntakeAnswer answer, List<Addressee> addressees) {

  public Parcel {
    requireNonNull(answer);
    addressees = List.copyOf(addressees);
  }
}
