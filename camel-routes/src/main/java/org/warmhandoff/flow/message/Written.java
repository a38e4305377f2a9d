package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A resource of ours that the partner has, as it names it.
 *
 * @param type such as {@code CarePlan}
 * @param identifier ours, as {@code system|value}
 * @param id the partner's, without type
 * @param version its {@code meta.versionId} there, where the partner tells
 */
public record Written(String type, String identifier, String id, Optional<String> version) {

  public Written {
    requireNonNull(type);
    requireNonNull(identifier);
    requireNonNull(id);
    requireNonNull(version);
  }

  /** As a relative reference, such as {@code CarePlan/77}. */
  public String reference() {
    return type + "/" + id;
  }
}
