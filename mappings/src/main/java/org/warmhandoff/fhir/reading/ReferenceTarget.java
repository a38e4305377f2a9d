package org.warmhandoff.fhir.reading;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Where a reference leads.
 *
 * @param literal as it stands there
 * @param type of what it leads to
 * @param id of what it leads to, whether the reference was relative, absolute or of a version
 */
record ReferenceTarget(
    Optional<String> literal,
    Optional<String> type,
    Optional<String> id,
    Optional<Identifier> identifier) {

  private static final Pattern RESTFUL =
      Pattern.compile("(?:^|.*/)([A-Z][A-Za-z]+)/([A-Za-z0-9.-]{1,64})(?:/_history/[^/]+)?");

  static ReferenceTarget of(Reference reference) {
    var literal = FromFhir.text(reference.getReference());
    var parts = literal.map(RESTFUL::matcher).filter(Matcher::matches);
    return new ReferenceTarget(
        literal,
        parts.map(part -> part.group(1)).or(() -> FromFhir.text(reference.getType())),
        parts.map(part -> part.group(2)),
        Optional.of(reference.getIdentifier()).filter(Identifier::hasValue));
  }

  /** A resource's own address. */
  static Optional<String> to(Resource resource) {
    return FromFhir.resource(resource).id().map(id -> resource.fhirType() + "/" + id);
  }

  /** Without server and version, such as {@code ServiceRequest/77}. */
  Optional<String> relative() {
    return type.flatMap(name -> id.map(value -> name + "/" + value));
  }

  /** The name of something contained in the same resource. */
  Optional<String> contained() {
    return literal.filter(text -> text.startsWith("#")).map(text -> text.substring(1));
  }
}
