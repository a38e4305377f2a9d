package org.warmhandoff.fit;

import org.warmhandoff.fhir.base.Write;

/**
 * A type of resource that a record consists of.
 *
 * @param always whether every record of the kind has one
 */
public record Need(String type, Write write, boolean always) {}
