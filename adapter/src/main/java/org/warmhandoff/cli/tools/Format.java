package org.warmhandoff.cli.tools;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.util.Optional;
import org.warmhandoff.fhir.paper.DocumentFormat;

/** How what is mapped is written: as FHIR, or as a document that a person reads. */
enum Format {
  JSON,
  XML,
  HTML,
  PDF,
  TEXT;

  /** What the document is, where it is one. */
  Optional<DocumentFormat> document() {
    return switch (this) {
      case JSON, XML -> Optional.empty();
      case HTML -> Optional.of(DocumentFormat.HTML);
      case PDF -> Optional.of(DocumentFormat.PDF);
      case TEXT -> Optional.of(DocumentFormat.TEXT);
    };
  }

  /** Of FHIR. */
  IParser parser() {
    var fhir = FhirContext.forR4Cached();
    return (this == XML ? fhir.newXmlParser() : fhir.newJsonParser()).setPrettyPrint(true);
  }
}
