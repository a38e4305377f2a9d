package org.warmhandoff.fhir.reading;

import static java.util.stream.Collectors.toCollection;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.fhir.base.Program;

/**
 * Of which of the program's referrals a resource tells: by an identifier of the program's own, by
 * an address that the partner gave when the program wrote there, or by what it refers to.
 */
final class ReferralIds {

  private static final List<String> FAMILIES =
      List.of("referral", "referral-task", "referral-abort");
  private static final List<String> LINKS = List.of("focus", "basedOn", "partOf");

  private final Program program;
  private final Function<String, Optional<String>> known;
  private final Nearby nearby;

  /**
   * For resources that may refer to each other.
   *
   * @param known the referral that was written to an address such as {@code ServiceRequest/77}
   */
  ReferralIds(Program program, Function<String, Optional<String>> known, Nearby nearby) {
    this.program = program;
    this.known = known;
    this.nearby = nearby;
  }

  /** More than one if it tells of several. */
  Set<String> of(Resource resource) {
    var own = own(resource);
    return own.isEmpty() ? linked(resource) : own;
  }

  /** Whether it carries an identifier of the program's own. */
  boolean isNamed(Resource resource) {
    return named(resource).findAny().isPresent();
  }

  /** Whether the program gave it, whatever it is an identifier of. */
  boolean isOurs(Identifier identifier) {
    var family = program.namespace() + "/";
    return FromFhir.text(identifier.getSystem())
        .filter(system -> system.regionMatches(true, 0, family, 0, family.length()))
        .isPresent();
  }

  /** What it refers to as that which it comes of. */
  static Stream<Reference> links(Resource resource) {
    return resource instanceof DocumentReference document
        ? document.getContext().getRelated().stream()
        : LINKS.stream().flatMap(name -> values(resource, name, Reference.class));
  }

  /** Whether resources of its type can say that they come of a referral. */
  static boolean canLink(Resource resource) {
    return resource instanceof DocumentReference || resource.getNamedProperty("basedOn") != null;
  }

  private Set<String> own(Resource resource) {
    var written = ReferenceTarget.to(resource).flatMap(known);
    return set(Stream.concat(named(resource), written.stream()));
  }

  private Stream<String> named(Resource resource) {
    return ids(resource, "identifier");
  }

  private Set<String> linked(Resource resource) {
    var links = links(resource).flatMap(reference -> of(reference, resource));
    return set(Stream.concat(ids(resource, "groupIdentifier"), links));
  }

  private Stream<String> ids(Resource resource, String name) {
    return values(resource, name, Identifier.class).flatMap(one -> id(one).stream());
  }

  private static Set<String> set(Stream<String> ids) {
    return ids.collect(toCollection(LinkedHashSet::new));
  }

  private Stream<String> of(Reference reference, Resource holder) {
    var link = ReferenceTarget.of(reference);
    var named = link.identifier().flatMap(this::id);
    return named
        .or(() -> link.literal().flatMap(known))
        .or(() -> link.relative().flatMap(known))
        .map(Stream::of)
        .orElseGet(
            () -> nearby.target(reference, holder).stream().flatMap(there -> own(there).stream()));
  }

  private Optional<String> id(Identifier identifier) {
    return FAMILIES.stream()
        .map(family -> program.identifier(family, "").getSystem())
        .filter(system -> system.equalsIgnoreCase(FromFhir.text(identifier.getSystem()).orElse("")))
        .flatMap(system -> FromFhir.text(identifier.getValue()).stream())
        .findFirst();
  }

  /** The values of an element that only some types of resources have. */
  private static <T extends Base> Stream<T> values(Resource resource, String name, Class<T> type) {
    var property = resource.getNamedProperty(name);
    return property == null
        ? Stream.of()
        : property.getValues().stream().filter(type::isInstance).map(type::cast);
  }
}
