package org.warmhandoff.fhir.reading;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.record.RecordKind;

/** The program's own identifiers on a resource, and what they tell of it. */
final class OwnNames {

  /** An identifier of the program's own: its family, and its value. */
  record Name(String family, String value) {}

  private static final List<String> ELEMENTS = List.of("identifier", "masterIdentifier");

  /** Families whose values are those of the record itself. */
  private static final Set<String> OF_RECORD = Set.of("", "-task", "-abort");

  /** Families whose values tell the version too. */
  private static final Set<String> OF_VERSION = Set.of("-version", "-document", "-message");

  private static final Pattern VERSION = Pattern.compile("(.+)-v(\\d{1,9})(?:\\.\\d{1,9})?");

  private final Program program;

  OwnNames(Program program) {
    this.program = program;
  }

  /** All that a resource has. */
  List<Name> in(Resource resource) {
    return ELEMENTS.stream()
        .flatMap(element -> Stream.ofNullable(resource.getNamedProperty(element)))
        .flatMap(property -> property.getValues().stream())
        .flatMap(value -> of(value).stream())
        .toList();
  }

  /** Empty for an identifier of somebody else. */
  Optional<Name> of(Base value) {
    return Optional.of(value)
        .filter(Identifier.class::isInstance)
        .map(Identifier.class::cast)
        .flatMap(
            identifier ->
                family(identifier)
                    .flatMap(
                        family ->
                            FromFhir.text(identifier.getValue())
                                .map(text -> new Name(family, text))));
  }

  Optional<RecordKind> kind(Resource resource) {
    return in(resource).stream().flatMap(name -> kind(name).stream()).findFirst();
  }

  Optional<String> recordId(Resource resource) {
    var names = in(resource);
    return Stream.concat(
            names.stream().filter(name -> OF_RECORD.contains(role(name))).map(Name::value),
            versions(names).map(version -> version.group(1)))
        .findFirst();
  }

  Optional<Integer> version(Resource resource) {
    return versions(in(resource)).map(version -> Integer.valueOf(version.group(2))).findFirst();
  }

  private Optional<String> family(Identifier identifier) {
    var start = program.namespace() + "/";
    return FromFhir.text(identifier.getSystem())
        .filter(system -> system.regionMatches(true, 0, start, 0, start.length()))
        .map(system -> system.substring(start.length()));
  }

  /** The kind whose word the family begins with. */
  private static Optional<RecordKind> kind(Name name) {
    return Arrays.stream(RecordKind.values())
        .filter(kind -> (name.family() + "-").startsWith(kind.word() + "-"))
        .max(Comparator.comparingInt(kind -> kind.word().length()));
  }

  /** What the family says beyond the kind. */
  private static String role(Name name) {
    return kind(name).map(kind -> name.family().substring(kind.word().length())).orElse("none");
  }

  private static Stream<MatchResult> versions(List<Name> names) {
    return names.stream()
        .filter(name -> OF_VERSION.contains(role(name)))
        .map(name -> VERSION.matcher(name.value()))
        .filter(Matcher::matches)
        .map(Matcher::toMatchResult);
  }
}
