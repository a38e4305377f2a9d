package org.warmhandoff.fhir.reading;

import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskOutputComponent;
import org.hl7.fhir.r4.model.Type;
import org.warmhandoff.record.ReferralStatus.Result;

/** What came of a referral. */
final class ReferralResults {

  private ReferralResults() {}

  /** What the recipient put into the Task. */
  static Stream<Result> of(Task task) {
    return task.getOutput().stream().map(ReferralResults::output).filter(ReferralResults::tells);
  }

  /** A report, a visit or the like, that says of itself that it came of the referral. */
  static Result of(Resource resource) {
    return new Result(
        Optional.of(resource.fhirType()),
        FromFhir.resource(resource).id(),
        first(resource, "identifier", Identifier.class).flatMap(FromFhir::identifier),
        first(resource, "code", CodeableConcept.class)
            .or(() -> first(resource, "type", CodeableConcept.class))
            .flatMap(FromFhir::words));
  }

  private static Result output(TaskOutputComponent output) {
    var label = FromFhir.words(output.getType());
    return output.getValue() instanceof Reference reference
        ? of(reference, label)
        : words(label, output.getValue());
  }

  private static Result of(Reference reference, Optional<String> label) {
    var link = ReferenceTarget.of(reference);
    return new Result(
        link.type(),
        link.id(),
        link.identifier().flatMap(FromFhir::identifier),
        FromFhir.text(reference.getDisplay()).or(() -> label));
  }

  private static Result words(Optional<String> label, Type value) {
    var words = words(value);
    var text =
        label.map(name -> words.map(rest -> name + ": " + rest).orElse(name)).or(() -> words);
    return new Result(Optional.empty(), Optional.empty(), Optional.empty(), text);
  }

  private static Optional<String> words(Type value) {
    if (value instanceof CodeableConcept concept) {
      return FromFhir.words(concept);
    }
    if (value instanceof Attachment attachment) {
      return FromFhir.text(attachment.getTitle());
    }
    if (value instanceof Annotation annotation) {
      return FromFhir.text(annotation.getText());
    }
    return value instanceof PrimitiveType<?> primitive
        ? FromFhir.text(primitive)
        : Optional.empty();
  }

  private static boolean tells(Result result) {
    return result.id().isPresent() || result.identifier().isPresent() || result.text().isPresent();
  }

  private static <T extends Base> Optional<T> first(Resource resource, String name, Class<T> type) {
    return Stream.ofNullable(resource.getNamedProperty(name))
        .flatMap(property -> property.getValues().stream())
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
