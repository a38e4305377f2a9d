package org.warmhandoff.benchmarks;

import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.warmhandoff.disclosure.Circumstances;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.Disclosures;
import org.warmhandoff.disclosure.StateLaw;
import org.warmhandoff.disclosure.SubstanceUseWords;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.record.Sensitivity;
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
  private final Disclosures disclosures =
      new Disclosures(SubstanceUseWords.shipped(), StateLaw.NONE, Set.of());

  Bundle transaction(FixtureRecord told) {
    return mappings.graph(disclosed(told), Audience.ANYBODY).transaction();
  }

  DocumentReference document(FixtureRecord told, DocumentFormat format) {
    return mappings.document(disclosed(told), Audience.ANYBODY, format, Optional.empty());
  }

  Communication message(FixtureRecord told) {
    return mappings.message(disclosed(told), Audience.ANYBODY);
  }

  private Disclosed disclosed(FixtureRecord told) {
    var record = told.record();
    return (Disclosed)
        disclosures.supposing(
            record,
            told.participant(),
            EnumSet.allOf(Sensitivity.class),
            List.of(),
            new Circumstances(record.recordedAt(), PROGRAM.timeZone()));
  }
}
