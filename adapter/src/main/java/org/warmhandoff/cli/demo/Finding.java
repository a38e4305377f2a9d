package org.warmhandoff.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was found of a record at a partner.
 *
 * @param remote the partner's own id of it and its version there
 * @param took from submission until it could be read there
 * @param disclosed how much of it was told, and on what ground if not consent
 * @param differences from what should be there; none if all is well
 */
public record Finding(
    Expectation expected,
    String form,
    String patient,
    Optional<String> remote,
    Optional<String> remoteVersion,
    Optional<Duration> took,
    String disclosed,
    List<String> differences) {}
