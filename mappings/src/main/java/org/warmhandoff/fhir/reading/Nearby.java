package org.warmhandoff.fhir.reading;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Resources that were read together and may refer to each other. */
record Nearby(List<Resource> resources) {

  Nearby {
    resources = List.copyOf(resources);
  }

  <T extends Resource> Stream<T> of(Class<T> type) {
    return resources.stream().filter(type::isInstance).map(type::cast);
  }

  /** What a reference leads to: in the resource that holds it, or beside it. */
  Optional<Resource> target(Reference reference, Resource holder) {
    var link = ReferenceTarget.of(reference);
    var parsed =
        Stream.of(reference).map(Reference::getResource).filter(Resource.class::isInstance);
    var contained =
        link.contained().stream()
            .flatMap(id -> contained(holder).filter(part -> id.equals(idOf(part))));
    var beside = resources.stream().filter(one -> leadsTo(link, one));
    return Stream.of(parsed.map(Resource.class::cast), contained, beside)
        .flatMap(found -> found)
        .findFirst();
  }

  private static boolean leadsTo(ReferenceTarget link, Resource resource) {
    var id = Optional.ofNullable(resource.getIdElement().getValue());
    var address = ReferenceTarget.to(resource);
    return (address.isPresent() && address.equals(link.relative()))
        || (id.isPresent() && id.equals(link.literal()));
  }

  private static Stream<Resource> contained(Resource holder) {
    return holder instanceof DomainResource whole ? whole.getContained().stream() : Stream.of();
  }

  /** The parser leaves the hash in front. */
  private static String idOf(Resource contained) {
    return Objects.requireNonNullElse(contained.getIdElement().getIdPart(), "").replace("#", "");
  }
}
