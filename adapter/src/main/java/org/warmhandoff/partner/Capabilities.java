package org.warmhandoff.partner;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hl7.fhir.r4.model.CapabilityStatement;

/**
 * What a partner takes, asked daily. That it could not be asked is not that it takes nothing: then
 * the last statement goes on to hold, and without one the delivery waits.
 */
final class Capabilities {

  private static final Duration FRESH = Duration.ofDays(1);

  private final String partner;
  private final FhirContext fhir;
  private final Statements statements;
  private final Clock clock;
  private Takes takes;
  private Instant readAt = Instant.MIN;

  Capabilities(String partner, FhirContext fhir, Statements statements, Clock clock) {
    this.partner = partner;
    this.fhir = fhir;
    this.statements = statements;
    this.clock = clock;
  }

  /**
   * What it takes, as well as is known.
   *
   * @throws Said where nothing is known and it cannot be asked
   */
  synchronized Takes takes(Talk talk) {
    if (takes == null) {
      statements.find(partner).ifPresent(kept -> remember(kept.json(), kept.readAt()));
    }
    if (takes == null) {
      read(talk);
    } else if (readAt.plus(FRESH).isBefore(clock.instant())) {
      refresh(talk);
    }
    return takes;
  }

  /** Asks the partner anew and keeps what it says. */
  synchronized void read(Talk talk) {
    var statement =
        talk.ask(client -> client.capabilities().ofType(CapabilityStatement.class).execute());
    var json = fhir.newJsonParser().encodeResourceToString(statement);
    statements.keep(partner, json, clock.instant());
    remember(json, clock.instant());
  }

  private void refresh(Talk talk) {
    try {
      read(talk);
    } catch (Said couldNotAsk) {
      readAt = clock.instant().minus(FRESH).plus(Duration.ofMinutes(10));
    }
  }

  private void remember(String json, Instant when) {
    takes = Takes.of(fhir.newJsonParser().parseResource(CapabilityStatement.class, json));
    readAt = when;
  }
}
