package org.warmhandoff.fhir;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;

/** One resource of a graph. Its first identifier names the logical thing that it shows. */
public record Entry(DomainResource resource, Write write) {

  public Entry {
    requireNonNull(resource);
    requireNonNull(write);
  }

  /** The name by which other resources of the same graph refer to it. */
  public String fullUrl() {
    return fullUrl(identifier());
  }

  /** The business identifier by which it is found again at the partner. */
  public Identifier identifier() {
    return (Identifier) resource.getNamedProperty("identifier").getValues().get(0);
  }

  static String fullUrl(Identifier identifier) {
    var name = identifier.getSystem() + "|" + identifier.getValue();
    return "urn:uuid:" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
