package org.warmhandoff.fhir.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.warmhandoff.record.PartnerResource;

/**
 * Values of FHIR as partners send them, as values of records. Read from what was written, as the
 * values themselves are lost where FHIR does not allow them.
 */
public final class FromFhir {

  private FromFhir() {}

  /** Empty without a time and a zone: nobody knows when that is. */
  public static Optional<Instant> instant(PrimitiveType<?> time) {
    try {
      return text(time).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
    } catch (DateTimeException notAMoment) {
      return Optional.empty();
    }
  }

  /** The day that stands there, whatever the zone. */
  static Optional<LocalDate> day(PrimitiveType<?> time) {
    try {
      return text(time)
          .filter(text -> text.length() >= 10)
          .map(text -> LocalDate.parse(text.substring(0, 10)));
    } catch (DateTimeException notADay) {
      return Optional.empty();
    }
  }

  /** A code in the way FHIR writes codes. */
  static Optional<String> code(PrimitiveType<?> code) {
    return text(code).map(text -> text.toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  static Optional<String> text(PrimitiveType<?> value) {
    return text(value.getValueAsString());
  }

  static Optional<String> text(String text) {
    return Optional.ofNullable(text).map(String::strip).filter(stripped -> !stripped.isEmpty());
  }

  /** What a person would read in it: its text, else the display of a code, else a code. */
  static Optional<String> words(CodeableConcept concept) {
    var codings = concept.getCoding();
    return Stream.of(
            Stream.of(concept.getText()),
            codings.stream().map(Coding::getDisplay),
            codings.stream().map(Coding::getCode))
        .flatMap(words -> words)
        .filter(Objects::nonNull)
        .map(String::strip)
        .filter(words -> !words.isEmpty())
        .findFirst();
  }

  /** Its system, if it has one, and its value. */
  static Optional<String> identifier(Identifier identifier) {
    return text(identifier.getValue())
        .map(value -> text(identifier.getSystem()).map(system -> system + "|").orElse("") + value);
  }

  /** When a resource last changed: as it says itself, else as the server has it. */
  static Optional<Instant> changed(Resource resource) {
    var said = resource instanceof Task task ? instant(task.getLastModifiedElement()) : none();
    return said.or(() -> instant(resource.getMeta().getLastUpdatedElement()));
  }

  static PartnerResource resource(Resource resource) {
    return new PartnerResource(
        resource.fhirType(),
        text(resource.getIdElement().getIdPart()),
        text(resource.getMeta().getVersionId())
            .or(() -> text(resource.getIdElement().getVersionIdPart())));
  }

  private static Optional<Instant> none() {
    return Optional.empty();
  }
}
