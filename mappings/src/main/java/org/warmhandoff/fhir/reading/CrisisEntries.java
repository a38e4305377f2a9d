package org.warmhandoff.fhir.reading;

import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Resource;

/** What of a partner's own is about a crisis: by its codes, never by its words. */
public final class CrisisEntries {

  private static final String SNOMED = "http://snomed.info/sct";
  private static final String LOINC = "http://loinc.org";

  /**
   * Verified codes of safety plans and of what they are for: terminologies of the tx.fhir.org
   * server, and the value sets of VSAC.
   */
  private static final Set<String> CODES =
      Set.of(
          SNOMED + "|735324008", // treatment escalation plan
          SNOMED + "|401277000", // completion of mental health crisis plan
          LOINC + "|87626-8", // suicide prevention note
          SNOMED + "|6471006", // suicidal thoughts
          SNOMED + "|247650009", // planning suicide
          SNOMED + "|82313006", // suicide attempt
          SNOMED + "|23233009", // previous known suicide attempt
          SNOMED + "|225444004", // at increased risk for suicide
          SNOMED + "|248062006"); // self-injurious behavior

  private CrisisEntries() {}

  /** Whether it is a Flag or a CarePlan of a crisis. */
  public static boolean isAboutCrisis(Resource there) {
    return concepts(there)
        .flatMap(concept -> concept.getCoding().stream())
        .map(CrisisEntries::token)
        .anyMatch(CODES::contains);
  }

  private static Stream<CodeableConcept> concepts(Resource there) {
    if (there instanceof Flag flag) {
      return Stream.concat(flag.getCategory().stream(), Stream.of(flag.getCode()));
    }
    return there instanceof CarePlan plan ? plan.getCategory().stream() : Stream.empty();
  }

  private static String token(Coding coding) {
    return coding.getSystem() + "|" + coding.getCode();
  }
}
