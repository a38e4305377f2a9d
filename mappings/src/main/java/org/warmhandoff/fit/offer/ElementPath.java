package org.warmhandoff.fit.offer;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeDeclaredChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Resource;

/**
 * A place in resources of a type, such as {@code Communication.payload.contentString}.
 *
 * @param names below the type
 */
public record ElementPath(String type, List<String> names) {

  private static final FhirContext R4 = FhirContext.forR4Cached();

  public ElementPath {
    names = List.copyOf(names);
  }

  /**
   * The place that a path names. Nothing is asked of R4 yet, so there may be no such place.
   *
   * @param path a type and the names below it, with dots between
   */
  public static ElementPath of(String path) {
    var parts = List.of(path.split("[.]"));
    return new ElementPath(parts.get(0), parts.subList(1, parts.size()));
  }

  /** What is wrong with it as the place of something that is never sent. */
  Optional<String> whyNotLeftOut() {
    return whyUnknown()
        .or(
            () ->
                last()
                    .filter(child -> child.getMin() > 0)
                    .map(child -> "R4 requires it to be there"));
  }

  /** What is wrong with it as a place. */
  Optional<String> whyUnknown() {
    if (!R4.getResourceTypes().contains(type)) {
      return Optional.of("R4 has no such type");
    }
    return last().isEmpty() ? Optional.of("R4 has no such element") : Optional.empty();
  }

  /** The values there; none in a resource of another type. */
  public List<IBase> values(Resource resource) {
    return resource.fhirType().equals(type)
        ? holders(resource).flatMap(holder -> values(holder, last(names))).toList()
        : List.of();
  }

  /** Whether what stands there changes what the rest means. */
  public boolean isModifier() {
    return last()
        .filter(BaseRuntimeDeclaredChildDefinition.class::isInstance)
        .map(BaseRuntimeDeclaredChildDefinition.class::cast)
        .filter(BaseRuntimeDeclaredChildDefinition::isModifier)
        .isPresent();
  }

  /** Takes away what stands there, in a resource of that type. */
  public void clear(Resource resource) {
    holders(resource)
        .forEach(
            holder ->
                child(R4.getElementDefinition(holder.getClass()), last(names))
                    .ifPresent(child -> child.getMutator().setValue(holder, null)));
  }

  @Override
  public String toString() {
    return type + "." + String.join(".", names);
  }

  private Stream<IBase> holders(Resource resource) {
    Stream<IBase> found = Stream.of(resource);
    for (var name : names.subList(0, names.size() - 1)) {
      found = found.flatMap(holder -> values(holder, name));
    }
    return found.toList().stream();
  }

  private static Stream<IBase> values(IBase holder, String name) {
    return child(R4.getElementDefinition(holder.getClass()), name).stream()
        .flatMap(
            child ->
                child.getAccessor().getValues(holder).stream()
                    .filter(value -> isCalled(child, value, name)));
  }

  /** An element of several types has a name for each. */
  private static boolean isCalled(BaseRuntimeChildDefinition child, IBase value, String name) {
    return name.equals(child.getElementName())
        || name.equals(child.getChildNameByDatatype(value.getClass()));
  }

  private Optional<BaseRuntimeChildDefinition> last() {
    Optional<BaseRuntimeElementDefinition<?>> holder = Optional.of(R4.getResourceDefinition(type));
    for (var name : names.subList(0, Math.max(0, names.size() - 1))) {
      holder = holder.flatMap(above -> child(above, name).map(child -> child.getChildByName(name)));
    }
    return names.isEmpty() ? Optional.empty() : holder.flatMap(above -> child(above, last(names)));
  }

  private static Optional<BaseRuntimeChildDefinition> child(
      BaseRuntimeElementDefinition<?> above, String name) {
    return above instanceof BaseRuntimeElementCompositeDefinition<?> composite
        ? Optional.ofNullable(composite.getChildByName(name))
        : Optional.empty();
  }

  private static String last(List<String> names) {
    return names.get(names.size() - 1);
  }
}
