package org.warmhandoff.fhir;

import java.time.ZoneId;
import java.util.Optional;

/** The programs of the tests. */
final class Programs {

  static final Program BRIDGEWATER =
      new Program(
          "https://id.bridgewater-iop.example",
          "Bridgewater Virtual IOP",
          Optional.of("+15085550100"),
          ZoneId.of("America/New_York"));

  private Programs() {}
}
