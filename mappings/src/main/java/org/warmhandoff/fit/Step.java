package org.warmhandoff.fit;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.warmhandoff.fhir.base.Entry;

/**
 * One write.
 *
 * @param resource as it is sent, the participant's references leading to the partner's patient. A
 *     reference to another step is that step's {@link #fullUrl()}: in a transaction or a message it
 *     stays so, else {@link #resolve} puts the partner's own in its place
 * @param identifier what the resource is found by
 * @param main whether the receipt names this one; true of exactly one step of a plan that has any
 */
public record Step(DomainResource resource, Identifier identifier, Way way, boolean main) {

  public Step {
    requireNonNull(resource);
    requireNonNull(identifier);
    requireNonNull(way);
  }

  /** The resource's type, such as {@code CarePlan}. */
  public String type() {
    return resource.fhirType();
  }

  /** By what the resources of other steps refer to this one's. */
  public String fullUrl() {
    return Entry.fullUrl(identifier);
  }

  /**
   * The resource with its references leading to what was written before. A reference to what is not
   * in the map becomes a logical one: type, identifier and, if it has one, display.
   *
   * @param written from the full URL of a step to the partner's own reference, such as {@code
   *     Observation/77}
   * @return a copy
   */
  public DomainResource resolve(Map<String, String> written) {
    return References.resolved(resource, written);
  }
}
