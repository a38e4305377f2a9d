package org.warmhandoff.partner.client;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** By what a resource at a partner is known for ours, and for the right patient's. */
public final class OwnResources {

  private OwnResources() {}

  /** Whether the resource carries the identifier. */
  public static boolean has(DomainResource resource, Identifier identifier) {
    return identifiers(resource).stream()
        .anyMatch(
            one ->
                identifier.getSystem().equals(one.getSystem())
                    && identifier.getValue().equals(one.getValue()));
  }

  /**
   * Whether it stands there as it is sent, but for what is the server's own: its id and version.
   */
  public static boolean isSame(DomainResource sent, DomainResource there) {
    return meant(sent).equalsDeep(meant(there));
  }

  private static DomainResource meant(DomainResource resource) {
    var copy = resource.copy();
    copy.setId((String) null);
    copy.getMeta().setVersionId(null).setLastUpdated(null).setSource(null);
    if (copy.getMeta().isEmpty()) {
      copy.setMeta(null);
    }
    return copy;
  }

  /** As searches and the ledger name it. */
  public static String token(Identifier identifier) {
    return identifier.getSystem() + "|" + identifier.getValue();
  }

  /** Those that it carries; empty where its type has none. */
  public static List<Identifier> identifiers(DomainResource resource) {
    var property = resource.getNamedProperty("identifier");
    return property == null
        ? List.of()
        : property.getValues().stream()
            .filter(Identifier.class::isInstance)
            .map(Identifier.class::cast)
            .toList();
  }

  /** Whether it hangs on that patient; what can hang on nobody hangs on anybody. */
  public static boolean isOn(Resource resource, String patient) {
    var references =
        Stream.of("subject", "patient", "for")
            .map(resource::getNamedProperty)
            .filter(property -> property != null)
            .toList();
    return references.isEmpty()
        || references.stream()
            .flatMap(property -> property.getValues().stream())
            .filter(Reference.class::isInstance)
            .map(reference -> ((Reference) reference).getReferenceElement())
            .anyMatch(id -> patient.equals(id.getResourceType() + "/" + id.getIdPart()));
  }
}
