package org.warmhandoff.partner;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParserErrorHandler;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.util.Optional;
import org.apache.http.HttpHeaders;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.partner.Reply.Heard;

/** Reads what came over the wire as FHIR, as far as it is. */
final class Reader {

  private final FhirContext fhir;

  Reader(FhirContext fhir) {
    this.fhir = fhir;
  }

  Told read(Heard heard) {
    return new Told(
        heard.status(),
        heard.isJson() ? parsed(heard.text()) : Optional.empty(),
        heard.text().isBlank(),
        heard.header(HttpHeaders.LOCATION).or(() -> heard.header(HttpHeaders.CONTENT_LOCATION)),
        heard.header(HttpHeaders.ETAG).flatMap(Told::version));
  }

  /** The parser breaks in many ways over what is not FHIR, and none of them may get far. */
  private Optional<Resource> parsed(String json) {
    try {
      var parser = fhir.newJsonParser();
      parser.setParserErrorHandler(oneWrongValueSpoilsNothing());
      return parser.parseResource(json) instanceof Resource resource
          ? Optional.of(resource)
          : Optional.empty();
    } catch (RuntimeException notFhir) {
      return Optional.empty();
    }
  }

  /** A code that FHIR does not know, in one patient's record, must not hide all the others. */
  private static IParserErrorHandler oneWrongValueSpoilsNothing() {
    var lenient = new LenientErrorHandler(false);
    lenient.setErrorOnInvalidValue(false);
    return lenient;
  }
}
