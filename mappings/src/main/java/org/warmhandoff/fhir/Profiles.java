package org.warmhandoff.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Meta;

/** Canonicals of the profiles we keep, from <a href="https://hl7.org/fhir/us/core/">US Core</a>. */
final class Profiles {

  static final String CARE_PLAN =
      "http://hl7.org/fhir/us/core/StructureDefinition/us-core-careplan";
  static final String SERVICE_REQUEST =
      "http://hl7.org/fhir/us/core/StructureDefinition/us-core-servicerequest";
  static final String DOCUMENT_REFERENCE =
      "http://hl7.org/fhir/us/core/StructureDefinition/us-core-documentreference";

  private Profiles() {}

  static Meta meta(String profile, List<Coding> labels) {
    return meta(labels).addProfile(profile);
  }

  /** For resources of which US Core has no profile. */
  static Meta meta(List<Coding> labels) {
    var meta = new Meta();
    labels.forEach(meta::addSecurity);
    return meta;
  }
}
