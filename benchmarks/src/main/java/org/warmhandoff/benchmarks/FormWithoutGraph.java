package org.warmhandoff.benchmarks;

import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.fhir.paper.DocumentFormat;

/** What a record becomes for partners that take no graphs. */
public enum FormWithoutGraph {
  DOCUMENT_HTML,
  DOCUMENT_TEXT,
  DOCUMENT_PDF,
  MESSAGE;

  Resource of(FixtureRecord told, Bridgewater program) {
    return switch (this) {
      case DOCUMENT_HTML -> program.document(told, DocumentFormat.HTML);
      case DOCUMENT_TEXT -> program.document(told, DocumentFormat.TEXT);
      case DOCUMENT_PDF -> program.document(told, DocumentFormat.PDF);
      case MESSAGE -> program.message(told);
    };
  }
}
