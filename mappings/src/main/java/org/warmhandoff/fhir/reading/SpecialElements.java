package org.warmhandoff.fhir.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.record.PartnerChange.ChangeType;
import org.warmhandoff.record.PartnerChange.Difference;

/** Elements of which a difference means more than that they differ, or less. */
final class SpecialElements {

  private static final Set<String> OVER =
      Set.of(
          "revoked",
          "completed",
          "inactive",
          "superseded",
          "rejected",
          "cancelled",
          "failed",
          "entered-in-error");

  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final OwnNames names;
  private final String type;
  private final Doubts doubts;

  SpecialElements(OwnNames names, String type, Doubts doubts) {
    this.names = names;
    this.type = type;
    this.doubts = doubts;
  }

  /** Labels that the program put on must stay; whatever else is in there is the server's. */
  Stream<Difference> labels(List<Base> written, List<Base> there) {
    var left = new ArrayList<>(security(there).toList());
    return Sameness.unmatched(security(written).toList(), left).stream()
        .map(label -> new Difference(type + ".meta.security", ChangeType.REMOVED));
  }

  /** A server may say the rest of the resource in words of its own. */
  Stream<Difference> narrative(List<Base> written, List<Base> there) {
    var before = first(written, Narrative.class);
    var now = first(there, Narrative.class);
    if (before.isEmpty() || now.filter(this::isGenerated).isPresent()) {
      return Stream.of();
    }
    var place = type + ".text";
    return now.map(
            text ->
                sayTheSame(before.get(), text)
                    ? Stream.<Difference>of()
                    : Stream.of(new Difference(place, ChangeType.CHANGED)))
        .orElseGet(() -> Stream.of(new Difference(place, ChangeType.REMOVED)));
  }

  /** The program finds its own again by them; other identifiers are the partner's matter. */
  Stream<Difference> names(String element, List<Base> written, List<Base> there) {
    var now = there.stream().flatMap(value -> names.of(value).stream()).toList();
    return written.stream()
        .flatMap(value -> names.of(value).stream())
        .filter(name -> !now.contains(name))
        .map(name -> type + "." + element + ".where(family='" + name.family() + "')")
        .map(place -> new Difference(place, ChangeType.IDENTIFIER_GONE));
  }

  Stream<Difference> status(List<Base> written, List<Base> there) {
    var place = type + ".status";
    var before = code(written);
    var now = code(there);
    if (now.isEmpty()) {
      doubts.add(place, there.isEmpty() ? "is missing" : "is not a code of FHIR R4");
    }
    return now
        .filter(code -> !before.equals(now))
        .map(code -> new Difference(place, isEnd(before, code), before, now))
        .stream();
  }

  Stream<Difference> patient(String element, List<Base> written, List<Base> there) {
    var place = type + "." + element;
    var before = first(written, Reference.class).map(ReferenceTarget::of);
    var now = first(there, Reference.class).map(ReferenceTarget::of);
    if (before.isEmpty() || now.isEmpty()) {
      return before.isEmpty() ? Stream.of() : Stream.of(new Difference(place, ChangeType.REMOVED));
    }
    return moved(place, before.get(), now.get())
        ? Stream.of(new Difference(place, ChangeType.MOVED_TO_ANOTHER_PATIENT))
        : Stream.of();
  }

  /** Whoever puts an end to it says that it is over. */
  Stream<Difference> period(List<Base> written, List<Base> there) {
    var before = first(written, Period.class).orElseGet(Period::new);
    var now = first(there, Period.class).orElseGet(Period::new);
    var start = differ(before.getStartElement(), now.getStartElement());
    var end = differ(before.getEndElement(), now.getEndElement());
    return Stream.concat(
        start ? Stream.of(new Difference(type + ".period.start", ChangeType.CHANGED)) : Stream.of(),
        end
            ? Stream.of(
                new Difference(
                    type + ".period.end", now.hasEnd() ? ChangeType.ENDED : ChangeType.REMOVED))
            : Stream.of());
  }

  private boolean moved(String place, ReferenceTarget before, ReferenceTarget now) {
    if (before.id().isPresent() && now.id().isPresent()) {
      return !before.relative().equals(now.relative());
    }
    if (before.identifier().isPresent() && now.identifier().isPresent()) {
      return !Sameness.same(before.identifier().get(), now.identifier().get());
    }
    doubts.add(place, "does not tell which patient");
    return false;
  }

  private static ChangeType isEnd(Optional<String> before, String now) {
    return OVER.contains(now) && before.filter(OVER::contains).isEmpty()
        ? ChangeType.ENDED
        : ChangeType.STATUS_CHANGED;
  }

  /** Only a code that FHIR knows: anything else may be what somebody wrote. */
  private static Optional<String> code(List<Base> status) {
    return first(status, Enumeration.class).flatMap(SpecialElements::known);
  }

  private static Optional<String> known(Enumeration<?> status) {
    return FromFhir.code(status)
        .filter(
            code -> {
              try {
                return status.getEnumFactory().fromCode(code) != null;
              } catch (IllegalArgumentException notACode) {
                return false;
              }
            });
  }

  private static boolean differ(PrimitiveType<?> one, PrimitiveType<?> other) {
    return !Sameness.same(one, other);
  }

  private boolean isGenerated(Narrative text) {
    return text.getStatus() == NarrativeStatus.GENERATED;
  }

  /** Mostly nothing at all was changed, which is seen at once. */
  private static boolean sayTheSame(Narrative before, Narrative now) {
    return before.getDiv().equalsDeep(now.getDiv()) || words(before).equals(words(now));
  }

  private static String words(Narrative text) {
    return SPACE.matcher(text.getDiv().allText()).replaceAll("");
  }

  private static Stream<Base> security(List<Base> meta) {
    return first(meta, Meta.class).stream().flatMap(one -> one.getSecurity().stream());
  }

  private static <T> Optional<T> first(List<Base> values, Class<T> type) {
    return values.stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
