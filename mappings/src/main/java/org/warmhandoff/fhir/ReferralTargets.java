package org.warmhandoff.fhir;

import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.warmhandoff.record.Referral.Target;
import org.warmhandoff.record.Words;

/**
 * What a participant is referred to, in public codes where there is one that says it, always in the
 * program's own.
 */
final class ReferralTargets {

  private static final String SNOMED = "http://snomed.info/sct";
  private static final String SERVICES = "http://terminology.hl7.org/CodeSystem/service-type";

  private static final Code TO_SERVICE =
      new Code(SNOMED, "306206005", "Referral to service (procedure)");
  private static final Code TO_MENTAL_HEALTH_TEAM =
      new Code(SNOMED, "390866009", "Referral to mental health team (procedure)");
  private static final Code CRISIS_RESPONSE =
      new Code(SERVICES, "135", "Mental Health Assess/Triage/Crisis Response");
  private static final Code TO_PRIMARY_CARE =
      new Code(SNOMED, "703978000", "Referral to primary care service (procedure)");
  private static final Code TO_PSYCHIATRY =
      new Code(SNOMED, "183524004", "Referral to psychiatry service (procedure)");
  private static final Code TO_EMERGENCY_CLINIC =
      new Code(SNOMED, "183866009", "Referral to emergency clinic (procedure)");
  private static final Code INPATIENT_SERVICES =
      new Code(SERVICES, "138", "Mental Health Inpatient Services");
  private static final Code PSYCHIATRIC_FOLLOW_UP =
      new Code(SNOMED, "88848003", "Psychiatric follow-up (procedure)");

  private static final Code EVALUATION =
      new Code(SNOMED, "386053000", "Evaluation procedure (procedure)");
  private static final Code COUNSELING = new Code(SNOMED, "409063005", "Counseling");

  private ReferralTargets() {}

  /** {@code ServiceRequest.code}. */
  static CodeableConcept code(Program program, Target target) {
    var words = "Referral: " + Words.words(target);
    var concept = new CodeableConcept().setText(words);
    publicCodes(target).map(Code::coding).forEach(concept::addCoding);
    return concept.addCoding(
        program.code("referral-target", Words.word(target), Wording.sentence(target)).coding());
  }

  /** One of those that US Core knows. */
  static CodeableConcept category(Target target) {
    return switch (target) {
      case CRISIS_CENTER,
          MOBILE_CRISIS,
          PRIMARY_CARE,
          PSYCHIATRY_CONSULTATION,
          MEDICATION_EVALUATION,
          EMERGENCY_DEPARTMENT,
          INPATIENT ->
          EVALUATION.concept();
      case RESIDENTIAL, PARTIAL_HOSPITALIZATION, AFTERCARE, SPECIALISED_SERVICE ->
          COUNSELING.concept();
    };
  }

  /** {@code ServiceRequest.performerType}. */
  static CodeableConcept performerType(Program program, Target target) {
    var role = target.role();
    return program.code("partner-role", role.word(), Wording.sentence(role)).concept();
  }

  /**
   * None for residential: the codes there are tell mental health from addiction, the target not.
   */
  private static Stream<Code> publicCodes(Target target) {
    return switch (target) {
      case CRISIS_CENTER -> Stream.of(TO_SERVICE, CRISIS_RESPONSE);
      case MOBILE_CRISIS -> Stream.of(TO_MENTAL_HEALTH_TEAM, CRISIS_RESPONSE);
      case PRIMARY_CARE -> Stream.of(TO_PRIMARY_CARE);
      case PSYCHIATRY_CONSULTATION, MEDICATION_EVALUATION -> Stream.of(TO_PSYCHIATRY);
      case EMERGENCY_DEPARTMENT -> Stream.of(TO_EMERGENCY_CLINIC);
      case INPATIENT -> Stream.of(INPATIENT_SERVICES);
      case AFTERCARE -> Stream.of(PSYCHIATRIC_FOLLOW_UP);
      case RESIDENTIAL, PARTIAL_HOSPITALIZATION, SPECIALISED_SERVICE -> Stream.empty();
    };
  }
}
