package org.warmhandoff.partner;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.warmhandoff.config.Config.MatchingConfig;
import org.warmhandoff.flow.port.WriteAhead;
import org.warmhandoff.partner.capability.Refusals;
import org.warmhandoff.partner.capability.Statements;
import org.warmhandoff.partner.write.Remotes;

/**
 * What every partner's client shares.
 *
 * @param fhir as {@link Hapi#context()} makes it
 * @param clockwork ends requests whose time is up
 * @param doubt how long what a partner says that it has made may take to be shown there
 */
public record SharedByPartners(
    FhirContext fhir,
    ScheduledExecutorService clockwork,
    Statements statements,
    Refusals refusals,
    Remotes remotes,
    WriteAhead writeAhead,
    Tally tally,
    MatchingConfig thresholds,
    Duration doubt,
    Clock clock) {}
