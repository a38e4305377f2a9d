package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A resource as a partner has it.
 *
 * @param type such as {@code Task}
 * @param id the partner's own id, where it gave one
 * @param versionId the partner's own version, where it keeps versions
 */
public record PartnerResource(String type, Optional<String> id, Optional<String> versionId) {

  public PartnerResource {
    requireNonNull(type);
    requireNonNull(id);
    requireNonNull(versionId);
  }
}
