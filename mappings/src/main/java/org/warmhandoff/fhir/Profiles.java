package org.warmhandoff.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Meta;
import org.warmhandoff.terminology.Family;

/**
 * Canonicals of the profiles we keep, from <a href="https://hl7.org/fhir/us/core/">US Core</a> and
 * <a href="http://hl7.org/fhir/us/bser/">BSeR</a>, and of the extensions that are our own.
 */
final class Profiles {

  private static final String US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-";
  private static final String BSER = "http://hl7.org/fhir/us/bser/StructureDefinition/";

  static final String CARE_PLAN = US_CORE + "careplan";
  static final String CARE_TEAM = US_CORE + "careteam";
  static final String RELATED_PERSON = US_CORE + "relatedperson";
  static final String GOAL = US_CORE + "goal";
  static final String SCREENING_ASSESSMENT = US_CORE + "observation-screening-assessment";
  static final String ENCOUNTER = US_CORE + "encounter";
  static final String LOCATION = US_CORE + "location";
  static final String PROCEDURE = US_CORE + "procedure";
  static final String CONDITION = US_CORE + "condition-encounter-diagnosis";
  static final String SERVICE_REQUEST = US_CORE + "servicerequest";
  static final String DOCUMENT_REFERENCE = US_CORE + "documentreference";
  static final String PROVENANCE = US_CORE + "provenance";
  static final String REFERRAL_SERVICE_REQUEST = BSER + "referral-servicerequest";
  static final String REFERRAL_TASK = BSER + "referral-task";

  /** Whether the participant allows that somebody is told; on RelatedPerson. */
  static final String MAY_BE_TOLD = Family.BASE + "StructureDefinition/may-be-told";

  /** When the participant last confirmed to be at a place; on Location. */
  static final String LAST_CONFIRMED = Family.BASE + "StructureDefinition/last-confirmed";

  private Profiles() {}

  static Meta meta(String profile, List<Coding> labels) {
    return meta(labels).addProfile(profile);
  }

  /** For resources of which there is no profile to keep. */
  static Meta meta(List<Coding> labels) {
    var meta = new Meta();
    labels.forEach(meta::addSecurity);
    return meta;
  }
}
