package org.warmhandoff.cases;

import java.time.ZoneId;
import java.util.Optional;
import org.warmhandoff.fhir.base.Program;

/** The programs of the tests. */
public final class Programs {

  public static final Program BRIDGEWATER =
      new Program(
          "https://id.bridgewater-iop.example",
          "Bridgewater Virtual IOP",
          Optional.of("+15085550100"),
          ZoneId.of("America/New_York"));

  private Programs() {}
}
