package org.warmhandoff.fhir.reading;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.warmhandoff.record.ReferralStatus;
import org.warmhandoff.record.ReferralStatus.Appointment;
import org.warmhandoff.record.ReferralStatus.Result;
import org.warmhandoff.record.ReferralStatus.State;

/** One referral as its resources tell of it, about to be read. */
final class ReferralReading {

  /** A state, the resource that says so, and why. */
  private record ReportedState(State state, Resource by, Optional<String> reason) {

    boolean isUnderstood() {
      return state != State.NOT_UNDERSTOOD;
    }
  }

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9.\\-]{1,64}");

  private final Doubts doubts = new Doubts();
  private final Nearby nearby;
  private final ReferralIds ids;
  private final Optional<String> id;
  private final Optional<Task> task;
  private final Optional<ServiceRequest> request;
  private final Optional<Task> abort;
  private final Optional<org.hl7.fhir.r4.model.Appointment> appointment;
  private final List<Resource> reports;
  private final boolean askedToStop;

  ReferralReading(Nearby nearby, ReferralIds ids, boolean askedToStop) {
    var file = new ReferralFile(nearby, ids, doubts);
    this.nearby = nearby;
    this.ids = ids;
    this.id = file.id();
    this.task = file.task();
    this.request = file.request();
    this.abort = file.abort();
    this.appointment = file.appointment();
    this.reports = file.reports();
    this.askedToStop = askedToStop;
  }

  ReferralStatus status() {
    task.filter(this::isGivenAway)
        .ifPresent(
            one ->
                doubts.add(
                    "Task.owner", "is an organization that the program did not name" + owner(one)));
    var reading = appointment.map(one -> new AppointmentReading(one, nearby, doubts));
    var before = reported();
    var reported = reading.flatMap(one -> withAppointment(one, before)).or(() -> before);
    var state = reported.map(ReportedState::state).orElse(State.NOT_UNDERSTOOD);
    return new ReferralStatus(
        id,
        state,
        reported.flatMap(ReportedState::reason),
        reading.flatMap(AppointmentReading::details).or(() -> inTask(state)),
        results(),
        reported.map(ReportedState::by).flatMap(this::since),
        reported.map(ReportedState::by).map(FromFhir::resource),
        filler(),
        doubts.all());
  }

  /** By the recipient's Task, else by the request; unless the recipient has stopped. */
  private Optional<ReportedState> reported() {
    var all =
        Stream.of(
                stopped().stream(),
                task.map(one -> reported(TaskState.of(one, doubts), one)).stream(),
                request.map(one -> reported(RequestState.of(one, doubts), one)).stream())
            .flatMap(reported -> reported)
            .toList();
    if (!askedToStop && task.filter(one -> !isOver(one)).isPresent() && isRequestOver()) {
      doubts.add("ServiceRequest", "is over, and the task is not");
    }
    return all.stream()
        .filter(ReportedState::isUnderstood)
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  /** A Task that asks to stop says nothing of the referral until that is done. */
  private Optional<ReportedState> stopped() {
    return abort
        .filter(one -> TaskState.of(one, new Doubts()) == State.COMPLETED)
        .filter(one -> task.filter(this::isOver).isEmpty())
        .map(one -> reported(State.CANCELLED, one));
  }

  private boolean isRequestOver() {
    return request
        .map(one -> RequestState.of(one, new Doubts()))
        .filter(State::isFinal)
        .isPresent();
  }

  private boolean isOver(Task one) {
    return TaskState.of(one, new Doubts()).isFinal();
  }

  private ReportedState reported(State state, Task by) {
    var reason = FromFhir.words(by.getStatusReason());
    return new ReportedState(state, by, reason.or(() -> request.flatMap(RequestState::reason)));
  }

  private ReportedState reported(State state, ServiceRequest by) {
    return new ReportedState(state, by, RequestState.reason(by));
  }

  /** Empty if the appointment makes no difference. */
  private Optional<ReportedState> withAppointment(
      AppointmentReading reading, Optional<ReportedState> reported) {
    var answered = reported.filter(one -> one.isUnderstood() && !isJustRequested(one));
    var state = reading.with(answered.map(ReportedState::state));
    return Optional.of(state)
        .filter(together -> reported.filter(one -> one.state() == together).isEmpty())
        .filter(together -> together != State.NOT_UNDERSTOOD || reported.isEmpty())
        .map(together -> new ReportedState(together, appointment.orElseThrow(), reading.reason()));
  }

  /** A partner without Tasks leaves the request as the program wrote it. */
  private static boolean isJustRequested(ReportedState reported) {
    return reported.by() instanceof ServiceRequest && reported.state() == State.REQUESTED;
  }

  /** Who of its people does it is the partner's to say, but not which other house. */
  private boolean isGivenAway(Task one) {
    var owner = ReferenceTarget.of(one.getOwner());
    return owner.type().filter("Organization"::equals).isPresent()
        && (owner.id().isPresent()
            || owner.identifier().filter(own -> !ids.isOurs(own)).isPresent());
  }

  /** By which another one is told from it, in nothing of the partner's words but an id. */
  private static String owner(Task one) {
    var owner = ReferenceTarget.of(one.getOwner());
    return owner
        .id()
        .filter(id -> ID.matcher(id).matches())
        .map(" (Organization/%s)"::formatted)
        .orElseGet(() -> " (no id there; we call it %s)".formatted(nameOfOurs(owner)));
  }

  private static String nameOfOurs(ReferenceTarget owner) {
    var told = owner.identifier().map(own -> own.getSystem() + "|" + own.getValue()).or(owner::id);
    return Integer.toHexString(told.orElse("").hashCode());
  }

  private Optional<Appointment> inTask(State state) {
    return task.filter(one -> state == State.SCHEDULED)
        .flatMap(one -> AppointmentReading.in(one, doubts));
  }

  private List<Result> results() {
    var told = task.stream().flatMap(ReferralResults::of).toList();
    var found =
        reports.stream()
            .map(ReferralResults::of)
            .filter(report -> told.stream().noneMatch(result -> isSame(result, report)));
    return Stream.concat(told.stream(), found).toList();
  }

  private static boolean isSame(Result one, Result other) {
    return one.id().isPresent() && one.id().equals(other.id()) && one.type().equals(other.type());
  }

  private Optional<Instant> since(Resource by) {
    if (by instanceof Task one
        && FromFhir.text(one.getLastModifiedElement()).isPresent()
        && FromFhir.instant(one.getLastModifiedElement()).isEmpty()) {
      doubts.add("Task.lastModified", "has no time or no zone");
    }
    return FromFhir.changed(by);
  }

  /** The one that says so, else the only one that neither side has given as the placer's. */
  private Optional<String> filler() {
    var theirs =
        Stream.concat(
                task.stream().flatMap(one -> one.getIdentifier().stream()),
                request.stream().flatMap(one -> one.getIdentifier().stream()))
            .filter(identifier -> !ids.isOurs(identifier) && !isOfType(identifier, "PLAC"))
            .toList();
    return theirs.stream()
        .filter(identifier -> isOfType(identifier, "FILL") || theirs.size() == 1)
        .flatMap(identifier -> FromFhir.identifier(identifier).stream())
        .findFirst();
  }

  private static boolean isOfType(Identifier identifier, String type) {
    return identifier.getType().getCoding().stream()
        .anyMatch(coding -> type.equalsIgnoreCase(coding.getCode()));
  }
}
