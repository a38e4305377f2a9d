package org.warmhandoff.fit;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.BackboneElement;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.warmhandoff.fit.offer.ElementPath;
import org.warmhandoff.fit.offer.Persona;
import org.warmhandoff.fit.offer.Persona.ElementRules;

/** Cuts resources to what a partner lets them hold, and never so that they say something else. */
final class Tailor {

  private static final String CUT = " [...]";
  private static final FhirContext R4 = FhirContext.forR4Cached();

  private final ElementRules rules;
  private final Optional<Integer> largest;
  private final List<ElementPath> never;
  private final Map<ElementPath, Integer> longest = new LinkedHashMap<>();

  Tailor(Persona persona) {
    rules = persona.elements();
    largest = persona.wire().largestBody();
    never = rules.never().stream().sorted().map(ElementPath::of).toList();
    new TreeMap<>(rules.longest())
        .forEach((path, length) -> longest.put(ElementPath.of(path), length));
  }

  /**
   * A resource as it may be sent.
   *
   * @param resource empty where it may not be sent at all
   * @param cut what is not in it any more, or not whole
   * @param why it may not be sent; empty where it may
   */
  record Tailored(Optional<DomainResource> resource, List<String> cut, String why) {

    private static Tailored refused(String why) {
      return new Tailored(Optional.empty(), List.of(), why);
    }
  }

  /**
   * A copy cut to what may be sent.
   *
   * @param wholeElsewhere whether the same plan brings a document that carries the whole text, so
   *     that a string may be cut
   */
  Tailored tailored(DomainResource original, boolean wholeElsewhere) {
    return whyNot(original, wholeElsewhere)
        .map(Tailored::refused)
        .orElseGet(() -> small(cut(original.copy())));
  }

  /** Whether a request body of that resource is as small as the partner wants it. */
  boolean fits(Resource body) {
    return largest.map(most -> size(body) <= most).orElse(true);
  }

  /**
   * R4, 2.1.0.1: a modifier extension changes what the element says, so that the element without it
   * is another one. The same is true of elements that are modifiers.
   */
  private Optional<String> whyNot(DomainResource resource, boolean wholeElsewhere) {
    if (!rules.modifierExtensions().orElse(true) && hasModifierExtension(resource)) {
      return Optional.of("a modifierExtension of it may not be sent there");
    }
    var lost = never.stream().filter(ElementPath::isModifier).filter(path -> has(path, resource));
    var tooLong =
        longest.entrySet().stream()
            .filter(
                rule ->
                    tooLong(rule, resource).anyMatch(value -> !wholeElsewhere || !isText(value)))
            .map(Map.Entry::getKey);
    return lost.map(path -> path + " may not be sent there")
        .findFirst()
        .or(() -> tooLong.map(path -> path + " is too long for there").findFirst());
  }

  private Tailored cut(DomainResource resource) {
    var cut = new ArrayList<String>();
    if (!rules.extensions().orElse(true) && withoutExtensions(resource)) {
      cut.add(resource.fhirType() + ".extension");
    }
    for (var path : never) {
      if (has(path, resource)) {
        path.clear(resource);
        cut.add(path.toString());
      }
    }
    longest.entrySet().stream()
        .filter(rule -> tooLong(rule, resource).findAny().isPresent())
        .forEach(
            rule -> {
              tooLong(rule, resource)
                  .forEach(value -> shorten((StringType) value, rule.getValue()));
              cut.add(rule.getKey() + " [cut]");
            });
    return new Tailored(Optional.of(resource), cut, "");
  }

  private Tailored small(Tailored tailored) {
    return tailored.resource().filter(this::fits).isPresent()
        ? tailored
        : Tailored.refused("is larger than the " + largest.orElseThrow() + " bytes taken there");
  }

  private static boolean has(ElementPath path, DomainResource resource) {
    return path.values(resource).stream().anyMatch(value -> !value.isEmpty());
  }

  private static Stream<IBase> tooLong(Map.Entry<ElementPath, Integer> rule, Resource resource) {
    return rule.getKey().values(resource).stream().filter(value -> length(value) > rule.getValue());
  }

  private static int length(IBase value) {
    if (value instanceof Base64BinaryType bytes) {
      return bytes.hasValue() ? bytes.getValue().length : 0;
    }
    return value instanceof PrimitiveType<?> primitive && primitive.hasValue()
        ? primitive.getValueAsString().length()
        : 0;
  }

  /** A code that is cut is another code. */
  private static boolean isText(IBase value) {
    return value.fhirType().equals("string") || value.fhirType().equals("markdown");
  }

  private static void shorten(StringType text, int length) {
    var end = length - CUT.length();
    var whole = text.getValue();
    var kept = whole.substring(0, Character.isHighSurrogate(whole.charAt(end - 1)) ? end - 1 : end);
    text.setValue(kept + CUT);
  }

  private static boolean hasModifierExtension(Base base) {
    var own =
        (base instanceof DomainResource resource && resource.hasModifierExtension())
            || (base instanceof BackboneElement element && element.hasModifierExtension());
    return own || below(base).anyMatch(Tailor::hasModifierExtension);
  }

  private static boolean withoutExtensions(Base base) {
    var any = false;
    if (base instanceof DomainResource resource && resource.hasExtension()) {
      resource.getExtension().clear();
      any = true;
    }
    if (base instanceof Element element && element.hasExtension()) {
      element.getExtension().clear();
      any = true;
    }
    for (var one : below(base).toList()) {
      any |= withoutExtensions(one);
    }
    return any;
  }

  private static Stream<Base> below(Base base) {
    return base.children().stream().map(Property::getValues).flatMap(List::stream);
  }

  private static int size(Resource body) {
    return R4.newJsonParser().encodeResourceToString(body).getBytes(StandardCharsets.UTF_8).length;
  }
}
