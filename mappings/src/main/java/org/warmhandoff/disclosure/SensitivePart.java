package org.warmhandoff.disclosure;

import org.warmhandoff.record.Sensitivity;

/**
 * A part of a record that tells of something.
 *
 * @param at a JSON Pointer (RFC 6901) into the record
 */
record SensitivePart(String at, Sensitivity sensitivity) {}
