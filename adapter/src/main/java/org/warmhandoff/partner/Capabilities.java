package org.warmhandoff.partner;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.warmhandoff.flow.port.Outcome.TryLater;

/**
 * What a partner takes, asked daily. That it could not be asked is not that it takes nothing: then
 * the last statement goes on to hold, and without one the delivery waits.
 *
 * <p>No lock is held while the partner is asked: two who ask at once both get their answer.
 */
final class Capabilities {

  private static final Duration FRESH = Duration.ofDays(1);
  private static final Duration BEFORE_ASKING_AGAIN = Duration.ofMinutes(10);

  /** A statement that holds until it is time to ask again. */
  private record Known(Takes takes, Instant until) {}

  private final String partner;
  private final FhirContext fhir;
  private final Statements statements;
  private final Clock clock;
  private volatile Optional<Known> known = Optional.empty();

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
  Takes takes(Talk talk) {
    var last = known.or(this::kept);
    if (last.isEmpty()) {
      return first(talk);
    }
    return last.get().until().isBefore(clock.instant())
        ? refreshed(last.get().takes(), talk)
        : last.get().takes();
  }

  /**
   * Asks the partner anew and keeps what it says.
   *
   * @throws Said where it cannot be asked
   */
  Takes read(Talk talk) {
    var statement = ask(talk);
    statements.keep(
        partner, fhir.newJsonParser().encodeResourceToString(statement), clock.instant());
    var takes = Takes.of(statement);
    known = Optional.of(new Known(takes, clock.instant().plus(FRESH)));
    return takes;
  }

  /**
   * Asks the partner and keeps nothing.
   *
   * @throws Said where it cannot be asked
   */
  CapabilityStatement ask(Talk talk) {
    return talk.ask(client -> client.capabilities().ofType(CapabilityStatement.class).execute());
  }

  /** Whatever it says to that question, it is no refusal of the record. */
  private Takes first(Talk talk) {
    try {
      return read(talk);
    } catch (Said couldNotAsk) {
      var notBefore =
          couldNotAsk.outcome() instanceof TryLater later
              ? later.notBefore()
              : Optional.<Duration>empty();
      throw new Said(
          new TryLater(
              "asked what it takes: " + couldNotAsk.outcome().note(),
              notBefore,
              couldNotAsk.outcome().reach()));
    }
  }

  private Optional<Known> kept() {
    known =
        statements
            .find(partner)
            .map(kept -> new Known(takes(kept.json()), kept.readAt().plus(FRESH)));
    return known;
  }

  private Takes refreshed(Takes last, Talk talk) {
    try {
      return read(talk);
    } catch (Said couldNotAsk) {
      known = Optional.of(new Known(last, clock.instant().plus(BEFORE_ASKING_AGAIN)));
      return last;
    }
  }

  private Takes takes(String json) {
    return Takes.of(fhir.newJsonParser().parseResource(CapabilityStatement.class, json));
  }
}
