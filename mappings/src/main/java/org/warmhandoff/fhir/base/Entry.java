package org.warmhandoff.fhir.base;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;

/**
 * One resource of a graph.
 *
 * @param identifier names the logical thing that it shows, and is what it is found by at a partner;
 *     the first identifier of the resource, if its type has any
 */
public record Entry(DomainResource resource, Write write, Identifier identifier) {

  static final String URN = "urn:uuid:";

  public Entry {
    requireNonNull(resource);
    requireNonNull(write);
    requireNonNull(identifier);
  }

  /** Known by its first identifier, which it must have. */
  public static Entry of(DomainResource resource, Write write) {
    var first = resource.getNamedProperty("identifier").getValues().get(0);
    return new Entry(resource, write, (Identifier) first);
  }

  /** The program writes it over with each version. */
  public static Entry update(DomainResource resource) {
    return of(resource, Write.UPDATE);
  }

  /** The same with nothing of what it told: that it does not hold, and what it is found by. */
  public Entry bare() {
    return new Entry(BareResource.of(resource, identifier), write, identifier);
  }

  /** The task of a referral, which is the recipient's once somebody has taken it. */
  boolean asksForWork() {
    return write == Write.CREATE_ONCE && identifier.getSystem().endsWith("/referral-task");
  }

  /** A consent is the participant's own statement, and says itself when it does not hold. */
  boolean isDisclosedByContent() {
    return !(resource instanceof Consent);
  }

  /** The name by which other resources of the same graph refer to it. */
  public String fullUrl() {
    return fullUrl(identifier);
  }

  /** The name of what that identifier names; the same for ever. */
  public static String fullUrl(Identifier identifier) {
    return URN + uuid(identifier);
  }

  /** The same for the same identifier, for ever. */
  public static String uuid(Identifier identifier) {
    var name = identifier.getSystem() + "|" + identifier.getValue();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
