package org.warmhandoff.fhir.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.record.PartnerChange.ChangeType;
import org.warmhandoff.record.PartnerChange.Difference;

/** A resource as it was written beside the same as it is there, element by element. */
final class Comparison {

  /** What servers make their own, and copies of what they keep elsewhere. */
  private static final Set<String> SERVERS_OWN =
      Set.of("id", "implicitRules", "language", "lastModified");

  private final Resource written;
  private final Resource there;
  private final SpecialElements special;

  Comparison(OwnNames names, Resource written, Resource there, Doubts doubts) {
    this.written = written;
    this.there = there;
    this.special = new SpecialElements(names, written.fhirType(), doubts);
  }

  List<Difference> differences() {
    var elements = Sameness.elements(there);
    return written.children().stream()
        .filter(property -> !SERVERS_OWN.contains(property.getName()))
        .flatMap(
            property -> differences(property, elements.getOrDefault(property.getName(), List.of())))
        .toList();
  }

  private Stream<Difference> differences(Property property, List<Base> now) {
    var name = property.getName();
    var before = Sameness.values(property);
    return switch (name) {
      case "meta" -> special.labels(before, now);
      case "text" -> special.narrative(before, now);
      case "identifier", "masterIdentifier" -> special.names(name, before, now);
      case "status" -> special.status(before, now);
      case "subject", "for", "patient" -> special.patient(name, before, now);
      case "period" -> special.period(before, now);
      case "note" -> new PropertyValues(property, before, now).apart();
      case "extension" ->
          new PropertyValues(property, before, now).apart().filter(Comparison::isLoss);
      default -> new PropertyValues(property, before, now).inPairs();
    };
  }

  /** Anybody may add an extension. */
  private static boolean isLoss(Difference difference) {
    return difference.what() == ChangeType.REMOVED;
  }

  /** What became of the values of an element. */
  private final class PropertyValues {

    private final Property property;
    private final List<Base> before;
    private final List<Base> now;
    private final List<Base> missing;
    private final List<Base> added;

    PropertyValues(Property property, List<Base> before, List<Base> now) {
      this.property = property;
      this.before = before;
      this.now = now;
      this.added = new ArrayList<>(now);
      this.missing = Sameness.unmatched(before, added);
    }

    /** What is missing may have become what was added. */
    Stream<Difference> inPairs() {
      var pairs = Math.min(missing.size(), added.size());
      return Stream.of(
              each(ChangeType.CHANGED, missing.subList(0, pairs), before),
              each(ChangeType.REMOVED, missing.subList(pairs, missing.size()), before),
              each(ChangeType.ADDED, added.subList(pairs, added.size()), now))
          .flatMap(differences -> differences);
    }

    /** Who adds something does not change what was there. */
    Stream<Difference> apart() {
      return Stream.concat(
          each(ChangeType.REMOVED, missing, before), each(ChangeType.NOTE_ADDED, added, now));
    }

    private Stream<Difference> each(ChangeType what, List<Base> values, List<Base> among) {
      return values.stream().map(value -> new Difference(place(value, among), what));
    }

    private String place(Base value, List<Base> among) {
      var name = written.fhirType() + "." + property.getName().replace("[x]", "");
      var index = index(among, one -> one == value);
      return property.getMaxCardinality() > 1 ? name + "[" + index + "]" : name;
    }

    private int index(List<Base> values, Predicate<Base> that) {
      return IntStream.range(0, values.size())
          .filter(index -> that.test(values.get(index)))
          .findFirst()
          .orElseThrow();
    }
  }
}
