package org.warmhandoff.cli.operator;

import org.warmhandoff.cli.tools.Word;

/** In which form an accounting of disclosures is printed. */
enum AccountFormat {
  TEXT,
  JSON,
  CSV,
  /** A collection of AuditEvents. */
  FHIR;

  /** What the adapter is asked for. */
  String mediaType() {
    return this == FHIR ? "application/fhir+json" : "application/json";
  }

  /** The adapter's answer as it is printed. */
  String print(String said) {
    var answer = OperatorApi.read(said);
    return switch (this) {
      case TEXT -> AccountTables.text(answer);
      case CSV -> AccountTables.csv(answer);
      case JSON, FHIR -> answer.toPrettyString() + "\n";
    };
  }

  /** Reads {@code csv}. */
  static final class OfWord extends Word<AccountFormat> {
    OfWord() {
      super(values());
    }
  }
}
