package org.warmhandoff.fhir.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;

/**
 * Whether a value that is there still says what was written. Servers write the same in other words:
 * times in another zone, codes with another display, references to what they know themselves.
 */
final class Sameness {

  /** What servers put in and nobody means. */
  private static final Set<String> NOT_MEANT = Set.of("id", "extension");

  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Sameness() {}

  static boolean same(Base written, Base there) {
    if (written instanceof PrimitiveType<?> one && there instanceof PrimitiveType<?> other) {
      return primitives(one, other);
    }
    if (written instanceof Reference one && there instanceof Reference other) {
      return references(ReferenceTarget.of(one), ReferenceTarget.of(other), one, other);
    }
    if (written instanceof CodeableConcept one && there instanceof CodeableConcept other) {
      return concepts(one, other);
    }
    if (written instanceof Coding one && there instanceof Coding other) {
      return equal(one.getSystem(), other.getSystem()) && equal(one.getCode(), other.getCode());
    }
    if (written instanceof Identifier one && there instanceof Identifier other) {
      return equal(one.getSystem(), other.getSystem()) && equal(one.getValue(), other.getValue());
    }
    if (written instanceof Attachment one && there instanceof Attachment other) {
      return attachments(one, other);
    }
    return written.fhirType().equals(there.fhirType()) && wholes(written, there);
  }

  /** What of the first has no match in the second; matches are taken out of the second. */
  static List<Base> unmatched(List<Base> written, List<Base> there) {
    var missing = new ArrayList<Base>();
    for (var one : written) {
      var match = there.stream().filter(other -> same(one, other)).findFirst();
      match.ifPresentOrElse(other -> removeThat(there, other), () -> missing.add(one));
    }
    return missing;
  }

  private static void removeThat(List<Base> values, Base value) {
    values.removeIf(other -> other == value);
  }

  private static boolean primitives(PrimitiveType<?> one, PrimitiveType<?> other) {
    if (equal(one.getValueAsString(), other.getValueAsString())) {
      return true;
    }
    var moment = FromFhir.instant(one);
    return moment.isPresent() && moment.equals(FromFhir.instant(other));
  }

  private static boolean concepts(CodeableConcept one, CodeableConcept other) {
    var left = new ArrayList<Base>(other.getCoding());
    var codes = unmatched(List.copyOf(one.getCoding()), left).isEmpty();
    var text = equal(one.getText(), other.getText());
    return codes && (text || (one.hasCoding() && !other.hasText()));
  }

  /** Servers move documents elsewhere, and may say no more than that. */
  private static boolean attachments(Attachment one, Attachment other) {
    if (other.hasData()) {
      return Arrays.equals(one.getData(), other.getData());
    }
    var hash = !one.hasHash() || !other.hasHash() || Arrays.equals(one.getHash(), other.getHash());
    var size = !one.hasSize() || !other.hasSize() || one.getSize() == other.getSize();
    return hash && size && (other.hasUrl() || !one.hasData());
  }

  private static boolean references(
      ReferenceTarget one, ReferenceTarget other, Reference written, Reference there) {
    if (one.id().isPresent() && other.id().isPresent()) {
      return one.relative().equals(other.relative());
    }
    if (one.identifier().isPresent() && other.identifier().isPresent()) {
      return same(one.identifier().get(), other.identifier().get());
    }
    return isLed(one)
        ? isLed(other) && types(one, other)
        : equal(written.getDisplay(), there.getDisplay());
  }

  private static boolean isLed(ReferenceTarget link) {
    return link.literal().isPresent() || link.identifier().isPresent();
  }

  /** What was named may now be addressed, where the server knows it. */
  private static boolean types(ReferenceTarget one, ReferenceTarget other) {
    return one.type().isEmpty() || other.type().isEmpty() || one.type().equals(other.type());
  }

  private static boolean wholes(Base written, Base there) {
    var now = elements(there);
    return written.children().stream()
        .filter(property -> !NOT_MEANT.contains(property.getName()))
        .allMatch(
            property -> parts(values(property), now.getOrDefault(property.getName(), List.of())));
  }

  private static boolean parts(List<Base> written, List<Base> there) {
    if (written.size() != there.size()) {
      return false;
    }
    var left = new ArrayList<>(there);
    return unmatched(written, left).isEmpty() && left.isEmpty();
  }

  /** The values of each element that has some, by its name. */
  static Map<String, List<Base>> elements(Base holder) {
    var elements = new HashMap<String, List<Base>>();
    for (var property : holder.children()) {
      var values = values(property);
      if (!values.isEmpty()) {
        elements.put(property.getName(), values);
      }
    }
    return elements;
  }

  /** Elements without content are not written; looking for one is enough to make it. */
  static List<Base> values(Property property) {
    return property.getValues().stream().filter(value -> !value.isEmpty()).toList();
  }

  private static boolean equal(String one, String other) {
    return Objects.equals(one, other) || words(one).equals(words(other));
  }

  private static String words(String text) {
    return text == null ? "" : SPACE.matcher(text.strip()).replaceAll(" ");
  }
}
