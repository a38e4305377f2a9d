package org.warmhandoff.flow.message;

import java.util.List;

/** What follows from a new record: which records should go to whom. */
public record Parcel(List<Addressee> addressees) {

  public Parcel {
    addressees = List.copyOf(addressees);
  }
}
