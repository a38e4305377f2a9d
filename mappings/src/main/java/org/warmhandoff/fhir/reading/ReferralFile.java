package org.warmhandoff.fhir.reading;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskOutputComponent;

/** Resources that tell of one referral, each in its role. What tells of another is left out. */
final class ReferralFile {

  private final Nearby nearby;
  private final ReferralIds ids;
  private final Doubts doubts;
  private final Optional<Resource> first;
  private final Set<String> named;

  ReferralFile(Nearby nearby, ReferralIds ids, Doubts doubts) {
    this.nearby = nearby;
    this.ids = ids;
    this.doubts = doubts;
    var all =
        Stream.of(tasks(false), requests(), tasks(true), nearby.of(Resource.class))
            .<Resource>flatMap(resources -> resources)
            .toList();
    this.first =
        all.stream().filter(one -> !ids.of(one).isEmpty()).findFirst().or(() -> first(all));
    this.named = first.map(ids::of).orElse(Set.of());
  }

  /** Empty if nobody tells, or more than one is named. */
  Optional<String> id() {
    if (named.size() > 1) {
      doubts.add(first.map(Resource::fhirType).orElse(""), "tells of several referrals");
      return Optional.empty();
    }
    return named.stream().findFirst();
  }

  /** By which the recipient answers. Of several that carry our identifier nobody knows which. */
  Optional<Task> task() {
    var all = tasks(false).filter(this::belongs).toList();
    if (all.stream().filter(ids::isNamed).filter(one -> !isInError(one)).count() > 1) {
      doubts.add("Task", "is there more than once for one referral");
    }
    return all.stream().findFirst();
  }

  private static boolean isInError(Task task) {
    return isError(task.getStatusElement());
  }

  /** By which the program has asked to stop. */
  Optional<Task> abort() {
    return tasks(true).filter(this::belongs).findFirst();
  }

  Optional<ServiceRequest> request() {
    return requests().filter(this::belongs).findFirst();
  }

  Optional<Appointment> appointment() {
    return AppointmentReading.last(nearby.of(Appointment.class).filter(this::belongs));
  }

  /** What says of itself that it came of the referral. */
  List<Resource> reports() {
    return nearby
        .of(Resource.class)
        .filter(one -> !(one instanceof Task || one instanceof ServiceRequest))
        .filter(one -> !(one instanceof Appointment) && ReferralIds.canLink(one))
        .filter(one -> !ids.isNamed(one))
        .filter(this::belongs)
        .toList();
  }

  private boolean belongs(Resource resource) {
    var told = ids.of(resource);
    var belongs =
        isFirst(resource)
            || told.stream().anyMatch(named::contains)
            || (told.isEmpty() && (leadsToFirst(resource) || isLedTo(resource)));
    if (!belongs) {
      doubts.add(
          resource.fhirType(),
          told.isEmpty() ? "does not tell of which referral" : "tells of another referral");
    }
    return belongs;
  }

  private boolean isFirst(Resource resource) {
    return first.filter(one -> one == resource).isPresent();
  }

  private boolean leadsToFirst(Resource resource) {
    return ReferralIds.links(resource)
        .flatMap(reference -> nearby.target(reference, resource).stream())
        .anyMatch(this::isFirst);
  }

  /** The first one refers to it, or gives it as what came of it. */
  private boolean isLedTo(Resource resource) {
    return first.stream()
        .flatMap(one -> Stream.concat(ReferralIds.links(one), outputs(one)))
        .flatMap(reference -> nearby.target(reference, first.orElseThrow()).stream())
        .anyMatch(target -> target == resource);
  }

  private static Stream<Reference> outputs(Resource resource) {
    return resource instanceof Task task
        ? task.getOutput().stream()
            .map(TaskOutputComponent::getValue)
            .filter(Reference.class::isInstance)
            .map(Reference.class::cast)
        : Stream.of();
  }

  private Stream<Task> tasks(boolean toStop) {
    return nearby
        .of(Task.class)
        .filter(task -> isAbort(task) == toStop)
        .sorted(bestFirst(Task::getStatusElement));
  }

  private Stream<ServiceRequest> requests() {
    return nearby.of(ServiceRequest.class).sorted(bestFirst(ServiceRequest::getStatusElement));
  }

  /** The program's own before those of others, those in error last, the newest first. */
  private <T extends Resource> Comparator<T> bestFirst(Function<T, PrimitiveType<?>> status) {
    return Comparator.<T, Boolean>comparing(ids::isNamed)
        .thenComparing(one -> !isError(status.apply(one)))
        .thenComparing(one -> FromFhir.changed(one).orElse(Instant.MIN))
        .reversed();
  }

  private static boolean isError(PrimitiveType<?> status) {
    return FromFhir.code(status).filter("entered-in-error"::equals).isPresent();
  }

  private static boolean isAbort(Task task) {
    return task.getCode().getCoding().stream().anyMatch(coding -> "abort".equals(coding.getCode()));
  }

  private static Optional<Resource> first(List<Resource> resources) {
    return resources.stream().findFirst();
  }
}
