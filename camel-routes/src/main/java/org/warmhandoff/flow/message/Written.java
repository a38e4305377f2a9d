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
 * @param kept by what it is known again that the partner keeps it otherwise than it was sent; empty
 *     where it does not, or where it was not read back
 */
public record Written(
    String type, String identifier, String id, Optional<String> version, Optional<String> kept) {

  public Written {
    requireNonNull(type);
    requireNonNull(identifier);
    requireNonNull(id);
    requireNonNull(version);
    requireNonNull(kept);
  }

  /** One that was not read back, or is kept as it was sent. */
  public Written(String type, String identifier, String id, Optional<String> version) {
    this(type, identifier, id, version, Optional.empty());
  }

  /** As a relative reference, such as {@code CarePlan/77}. */
  public String reference() {
    return type + "/" + id;
  }
}
