package org.warmhandoff.benchmarks;

import java.time.ZoneId;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.terminology.Terminology;

/** The program of the fixtures, telling all it knows. */
final class Bridgewater {

  private static final Program PROGRAM =
      new Program(
          "https://id.bridgewater-iop.example",
          "Bridgewater Virtual IOP",
          Optional.of("+15085550100"),
          ZoneId.of("America/New_York"));

  private final Mappings mappings = new Mappings(PROGRAM, Terminology.shipped());
  private final Audience audience = Audience.ofAll();

  Bundle transaction(Told told) {
    return mappings.graph(told.record(), told.participant(), audience).transaction();
  }

  DocumentReference document(Told told, DocumentFormat format) {
    return mappings.document(told.record(), told.participant(), audience, format, Optional.empty());
  }

  Communication message(Told told) {
    return mappings.message(told.record(), told.participant(), audience);
  }
}
