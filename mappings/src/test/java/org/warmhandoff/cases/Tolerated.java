package org.warmhandoff.cases;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Warnings of the validator that we live with, each with its reason. Errors are never tolerated.
 */
public final class Tolerated {

  private record Warning(Pattern message, String reason) {}

  private static final List<Warning> ALWAYS =
      List.of(
          warning(
              "ValueSet 'http://cts\\.nlm\\.nih\\.gov/.*' not found",
              "VSAC's value sets need an account and are in no package"),
          warning(
              "ValueSet 'http://terminology\\.hl7\\.org/ValueSet/(USPS-State|v3-USEncounter.*)' not"
                  + " found",
              "of HL7's terminology package, which R4 itself does not bring"),
          warning(
              "42CFRPart2.* (was not found in|are in) the value set 'SecurityLabels'"
                  + "|None of the codings provided are in the value set 'SecurityLabels'",
              "R4's value set has no policies; DS4P adds them, and the binding is extensible"),
          warning(
              "'Provenance participant type'.*#transmitter",
              "US Core defines it beside R4's; the binding is extensible"),
          warning(
              "'Audit Event Sub-Type'.*#disclose",
              "IHE's pattern of a disclosure wants it; the binding is extensible"),
          warning(
              "No code provided.*'US Core Condition Codes'",
              "why somebody is referred is told in words; nobody made a code of it"),
          warning(
              "None of the codings provided are in the value set .*"
                  + "\\(codes = (http://terminology\\.hl7\\.org/CodeSystem/service-type#[0-9]+, )?"
                  + "https://warmhandoff\\.org/fhir/CodeSystem/[a-z#-]*\\)",
              "no public code could be verified: the program's own stands alone, as the extensible"
                  + " bindings allow"));

  private static final List<Warning> WITHOUT_THE_GUIDE =
      List.of(
          warning(
              "Profile reference '.*' has not been checked because it could not be found"
                  + "|Invalid profile\\. Failed to retrieve profile",
              "the profile is of another guide; GuidesTest checks with that one"),
          warning(
              "CodeSystem is unknown and can't be validated: http://hl7\\.org/fhir/us/",
              "the code is of another guide; GuidesTest checks with that one"));

  private Tolerated() {}

  public static boolean is(String message, boolean everyGuide) {
    return ALWAYS.stream().anyMatch(warning -> warning.message().matcher(message).find())
        || (!everyGuide
            && WITHOUT_THE_GUIDE.stream()
                .anyMatch(warning -> warning.message().matcher(message).find()));
  }

  private static Warning warning(String message, String reason) {
    return new Warning(Pattern.compile(message), reason);
  }
}
