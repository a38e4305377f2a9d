package org.warmhandoff.fhir;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.terminology.Code;

/**
 * Security labels, after <a href="https://hl7.org/fhir/uv/security-label-ds4p/">DS4P</a>: exactly
 * one of confidentiality, then sensitivities, policy and refrain.
 */
final class Labels {

  private static final String CONFIDENTIALITY =
      "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
  private static final String ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

  private static final Code RESTRICTED = new Code(CONFIDENTIALITY, "R", "restricted");
  private static final Code PSYCHIATRY =
      new Code(ACT, "PSY", "psychiatry disorder information sensitivity");
  private static final Code SUBSTANCE_USE_DISORDER =
      new Code(ACT, "SUD", "substance use disorder information sensitivity");
  private static final Code SUBSTANCE_ABUSE =
      new Code(ACT, "ETH", "substance abuse information sensitivity");
  private static final Code PART_2 = new Code(ACT, "42CFRPart2", "42 CFR Part2");
  private static final Code NO_REDISCLOSURE =
      new Code(ACT, "NORDSCLCD", "no redisclosure without consent directive");

  private Labels() {}

  /** For what tells of a crisis and of no more. */
  static List<Coding> plain() {
    return codings(Stream.of(RESTRICTED, PSYCHIATRY));
  }

  /** For what tells everything of a record with these sensitivities. */
  static List<Coding> of(Set<Sensitivity> sensitivities) {
    return sensitivities.contains(Sensitivity.SUBSTANCE_USE)
        ? codings(
            Stream.of(
                RESTRICTED,
                PSYCHIATRY,
                SUBSTANCE_USE_DISORDER,
                SUBSTANCE_ABUSE,
                PART_2,
                NO_REDISCLOSURE))
        : plain();
  }

  private static List<Coding> codings(Stream<Code> codes) {
    return codes.map(Code::coding).toList();
  }
}
