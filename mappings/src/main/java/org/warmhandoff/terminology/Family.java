package org.warmhandoff.terminology;

import java.util.Locale;
import java.util.Optional;

/** A family of concepts: one code system of the program's own vocabulary. */
public enum Family {
  PLAN_SECTION,
  PLAN_PART,
  CRISIS_EVENT_KIND,
  SEVERITY,
  EVENT_STATE,
  EVENT_NATURE,
  EVENT_SOURCE,
  EVENT_PART,
  DEED,
  OUTCOME,
  RISK_LEVEL,
  /** The only one that a deployer can add concepts to: instruments have names of their own. */
  SCREENING,
  CONDITION,
  RELATION,
  CARE_FUNCTION,
  HELP_KIND,
  REFERRAL_TARGET,
  REFERRAL_CATEGORY,
  PARTNER_ROLE,
  CONSENT_PURPOSE,
  CONSENT_SIGNATURE,
  SENSITIVITY,
  FLAG;

  /** Where the vocabulary is published: the canonicals start with it. */
  public static final String BASE = "https://warmhandoff.org/fhir/";

  /** The name in canonicals and file names, such as {@code crisis-event-kind}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The canonical of its code system. */
  public String codeSystem() {
    return BASE + "CodeSystem/" + word();
  }

  /** The canonical of its map to public codes, whether there is one or not. */
  public String conceptMap() {
    return BASE + "ConceptMap/" + word();
  }

  /**
   * Whose words its concepts are, where they are another family's; its public codes are its own.
   */
  Optional<Family> words() {
    return this == REFERRAL_CATEGORY ? Optional.of(REFERRAL_TARGET) : Optional.empty();
  }

  /** Whether every concept must have a public code: FHIR and US Core want it where it is said. */
  boolean needsPublicCodes() {
    return this == SEVERITY || this == EVENT_NATURE || this == REFERRAL_CATEGORY;
  }

  boolean open() {
    return this == SCREENING;
  }
}
