package org.warmhandoff.partner.capability;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.warmhandoff.fit.offer.Refusal;

/** What is kept of what partners take: what each says, and what it refused since in practice. */
public final class KeptOffers {

  private final Statements statements;
  private final Refusals refusals;
  private final FhirContext fhir;

  /**
   * What is kept there.
   *
   * @param fhir reads statements and writes them
   */
  public KeptOffers(Statements statements, Refusals refusals, FhirContext fhir) {
    this.statements = statements;
    this.refusals = refusals;
    this.fhir = fhir;
  }

  /** A statement as it was read. */
  record ReadStatement(CapabilityStatement statement, Instant readAt) {}

  /** What that partner said last. */
  Optional<ReadStatement> of(String partner) {
    return statements
        .find(partner)
        .map(kept -> new ReadStatement(parsed(kept.json()), kept.readAt()));
  }

  /** Keeps what it says; what it refused before is forgotten where that is something else. */
  void keep(String partner, CapabilityStatement statement, Instant readAt) {
    if (of(partner).filter(before -> !isSame(before.statement(), statement)).isPresent()) {
      refusals.forget(partner);
    }
    statements.keep(partner, fhir.newJsonParser().encodeResourceToString(statement), readAt);
  }

  /** What it has refused since. */
  Set<Refusal> refused(String partner) {
    return refusals.of(partner);
  }

  /** Remembers an interaction that the partner declares and does not carry out. */
  void remember(String partner, Refusal refusal) {
    refusals.remember(partner, refusal);
  }

  /** Many servers give the time of the question for its date. */
  private static boolean isSame(CapabilityStatement before, CapabilityStatement now) {
    return timeless(before).equalsDeep(timeless(now.copy()));
  }

  private static CapabilityStatement timeless(CapabilityStatement statement) {
    statement.setDate(null).setText(null).setMeta(null).setId((String) null);
    return statement;
  }

  private CapabilityStatement parsed(String json) {
    return fhir.newJsonParser().parseResource(CapabilityStatement.class, json);
  }
}
