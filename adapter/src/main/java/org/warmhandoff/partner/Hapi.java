package org.warmhandoff.partner;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParserErrorHandler;
import ca.uhn.fhir.parser.LenientErrorHandler;
import org.warmhandoff.partner.client.Drafts;

/** Makes the FHIR context for requests to partners. */
public final class Hapi {

  private Hapi() {}

  /**
   * A context whose clients send nothing but through {@link HapiPartner}. Made once: it is slow.
   */
  public static FhirContext context() {
    var fhir = FhirContext.forR4();
    // What is referred to travels beside a resource, never in it: looking for it takes long.
    fhir.getParserOptions().setAutoContainReferenceTargetsWithNoId(false);
    fhir.setParserErrorHandler(oneWrongValueSpoilsNothing());
    fhir.setRestfulClientFactory(new Drafts(fhir));
    return fhir;
  }

  /** A code that FHIR does not know, in one patient's record, must not hide all the others. */
  private static IParserErrorHandler oneWrongValueSpoilsNothing() {
    var lenient = new LenientErrorHandler(false);
    lenient.setErrorOnInvalidValue(false);
    return lenient;
  }
}
