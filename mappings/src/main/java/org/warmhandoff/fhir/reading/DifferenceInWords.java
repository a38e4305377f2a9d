package org.warmhandoff.fhir.reading;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.record.PartnerChange.Difference;

/**
 * A difference as a person reads it: in which element, what the program said, and what the partner
 * has now. Holds content of the record: for whoever may read that, and never for a log.
 *
 * @param written empty where the program said nothing there
 * @param there empty where the partner has nothing there
 */
public record DifferenceInWords(
    Difference difference, Optional<String> written, Optional<String> there) {

  private static final int LONGEST = 2000;
  private static final Pattern STEP = Pattern.compile("([A-Za-z]+)(?:\\[(\\d{1,6})])?");

  /** Who somebody is, is told by reference alone: it may be another one by now. */
  private static final Set<String> PATIENTS =
      Set.of("subject", "patient", "for", "sourcePatientInfo");

  private static final Pattern MARKUP = Pattern.compile("<[^>]*>");

  static DifferenceInWords of(Difference difference, Resource written, Resource there) {
    return new DifferenceInWords(
        difference, words(difference.place(), written), words(difference.place(), there));
  }

  /** By ids only. */
  @Override
  public String toString() {
    return difference.toString();
  }

  private static Optional<String> words(String place, Resource resource) {
    var at = List.<Base>of(resource);
    var name = "";
    for (var part : place.replaceFirst("\\.where\\(.*", "").split("\\.", -1)) {
      var step = STEP.matcher(part);
      if (!step.matches()) {
        return Optional.empty();
      }
      name = step.group(1);
      if (!name.equals(resource.fhirType())) {
        at = values(at, name, Optional.ofNullable(step.group(2)).map(Integer::valueOf));
      }
    }
    var words = words(name, at).collect(joining("; "));
    return Optional.of(words)
        .filter(text -> !text.isEmpty())
        .map(text -> text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...");
  }

  private static List<Base> values(List<Base> holders, String name, Optional<Integer> index) {
    var all = holders.stream().flatMap(one -> children(one, name)).toList();
    return index.map(at -> at < all.size() ? List.of(all.get(at)) : List.<Base>of()).orElse(all);
  }

  /** Elements of a choice of types are named without the type. */
  private static Stream<Base> children(Base holder, String name) {
    return holder.children().stream()
        .filter(property -> property.getName().replace("[x]", "").equals(name))
        .flatMap(property -> Sameness.values(property).stream());
  }

  private static Stream<String> words(String name, List<Base> values) {
    return PATIENTS.contains(name)
        ? values.stream().flatMap(DifferenceInWords::literal)
        : values.stream().flatMap(DifferenceInWords::words);
  }

  private static Stream<String> literal(Base value) {
    return value instanceof Reference reference
        ? FromFhir.text(reference.getReference()).stream()
        : Stream.of();
  }

  private static Stream<String> words(Base value) {
    if (value instanceof PrimitiveType<?> primitive) {
      return FromFhir.text(primitive).stream();
    }
    if (value instanceof CodeableConcept concept) {
      return FromFhir.words(concept).stream();
    }
    if (value instanceof Coding coding) {
      return FromFhir.text(coding.hasDisplay() ? coding.getDisplay() : coding.getCode()).stream();
    }
    if (value instanceof Identifier identifier) {
      return FromFhir.text(identifier.getValue()).stream();
    }
    if (value instanceof Reference reference) {
      return ReferenceTarget.of(reference).type().filter("Patient"::equals).isPresent()
          ? literal(reference)
          : Stream.of(
                  FromFhir.text(reference.getDisplay()), FromFhir.text(reference.getReference()))
              .flatMap(Optional::stream)
              .limit(1);
    }
    if (value instanceof Narrative narrative) {
      return FromFhir.text(MARKUP.matcher(narrative.getDivAsString()).replaceAll(" ")).stream();
    }
    if (value instanceof Attachment attachment) {
      return FromFhir.text(
          attachment.hasTitle() ? attachment.getTitle() : "a document without a title")
          .stream();
    }
    var parts =
        value.children().stream()
            .flatMap(property -> words(property.getName(), Sameness.values(property)))
            .collect(joining(", "));
    return FromFhir.text(parts).stream();
  }
}
