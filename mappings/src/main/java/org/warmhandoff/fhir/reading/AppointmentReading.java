package org.warmhandoff.fhir.reading;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.warmhandoff.record.ReferralStatus;
import org.warmhandoff.record.ReferralStatus.State;

/** What an Appointment adds to what was said of its referral. */
final class AppointmentReading {

  private static final String STATUS = "Appointment.status";

  private final Appointment appointment;
  private final Nearby nearby;
  private final Doubts doubts;

  AppointmentReading(Appointment appointment, Nearby nearby, Doubts doubts) {
    this.appointment = appointment;
    this.nearby = nearby;
    this.doubts = doubts;
  }

  /**
   * The one that counts, if there are several: of those that were not cancelled the last to begin,
   * as one follows another; a cancelled one only where there is no other.
   */
  static Optional<Appointment> last(Stream<Appointment> appointments) {
    return appointments
        .filter(one -> !code(one).equals("entered-in-error"))
        .max(
            comparing((Appointment one) -> !code(one).equals("cancelled"))
                .thenComparing(one -> FromFhir.instant(one.getStartElement()).orElse(Instant.MIN)));
  }

  /**
   * The state that it makes of the one that was said.
   *
   * @param said empty if nobody said anything but that there is a referral
   */
  State with(Optional<State> said) {
    var before = said.orElse(State.ACCEPTED);
    return switch (code(appointment)) {
      case "booked" -> booked(before);
      case "arrived", "checked-in", "fulfilled" ->
          before == State.ACCEPTED || before == State.SCHEDULED ? State.IN_PROGRESS : before;
      case "noshow" -> isUnderWay(before) ? State.NO_SHOW : before;
      case "cancelled" -> withoutAppointment(said);
      case "proposed", "pending", "waitlist" -> doubtful("is not booked yet", said);
      default -> doubtful("is not understood", said);
    };
  }

  /** Who books has taken the referral on, whatever their task says still. */
  private State booked(State before) {
    if (before == State.REQUESTED || before == State.RECEIVED || before == State.ACCEPTED) {
      return State.SCHEDULED;
    }
    if (before.isFinal()) {
      doubts.add(STATUS, "is booked, though the referral is said to be over");
    }
    return before;
  }

  /** When and where; nothing of one that will not be. */
  Optional<ReferralStatus.Appointment> details() {
    return switch (code(appointment)) {
      case "booked", "pending", "arrived", "checked-in", "fulfilled", "noshow" ->
          Optional.of(
              new ReferralStatus.Appointment(
                  start(appointment.getStartElement(), "Appointment.start", doubts),
                  FromFhir.instant(appointment.getEndElement()),
                  FromFhir.day(appointment.getStartElement()),
                  where()));
      default -> Optional.empty();
    };
  }

  /** Some systems have no appointment, but a period in which the Task is carried out. */
  static Optional<ReferralStatus.Appointment> in(Task task, Doubts doubts) {
    var period = task.getExecutionPeriod();
    var start = period.getStartElement();
    return FromFhir.text(start)
        .map(
            text ->
                new ReferralStatus.Appointment(
                    start(start, "Task.executionPeriod.start", doubts),
                    FromFhir.instant(period.getEndElement()),
                    FromFhir.day(start),
                    Optional.empty()));
  }

  private static Optional<Instant> start(PrimitiveType<?> start, String place, Doubts doubts) {
    var at = FromFhir.instant(start);
    if (at.isEmpty() && FromFhir.text(start).isPresent()) {
      doubts.add(place, "has no time or no zone");
    }
    return at;
  }

  /** Why it will not be. */
  Optional<String> reason() {
    return FromFhir.words(appointment.getCancelationReason());
  }

  private State withoutAppointment(Optional<State> said) {
    if (said.filter(state -> state == State.SCHEDULED).isPresent()) {
      doubts.add(STATUS, "is cancelled, though the referral is said to be scheduled");
      return State.ACCEPTED;
    }
    return doubtful("is cancelled", said);
  }

  private State doubtful(String why, Optional<State> said) {
    if (said.isEmpty()) {
      doubts.add(STATUS, why);
    }
    return said.orElse(State.NOT_UNDERSTOOD);
  }

  private static boolean isUnderWay(State state) {
    return state == State.ACCEPTED || state == State.SCHEDULED || state == State.IN_PROGRESS;
  }

  private static String code(Appointment appointment) {
    return FromFhir.code(appointment.getStatusElement()).orElse("");
  }

  private Optional<String> where() {
    return appointment.getParticipant().stream()
        .map(AppointmentParticipantComponent::getActor)
        .flatMap(actor -> place(actor).stream())
        .findFirst();
  }

  private Optional<String> place(Reference actor) {
    var location = nearby.target(actor, appointment).filter(Location.class::isInstance);
    var type = location.map(Resource::fhirType).or(() -> ReferenceTarget.of(actor).type());
    return location
        .flatMap(there -> words((Location) there))
        .or(() -> FromFhir.text(actor.getDisplay()))
        .filter(words -> type.filter("Location"::equals).isPresent());
  }

  private static Optional<String> words(Location location) {
    var address = location.getAddress();
    var lines =
        Stream.concat(
            address.getLine().stream().map(StringType::getValue),
            Stream.of(address.getCity(), address.getState(), address.getPostalCode()));
    var whole = FromFhir.text(address.getText()).or(() -> joined(lines));
    return joined(Stream.of(location.getName(), whole.orElse(null)));
  }

  private static Optional<String> joined(Stream<String> parts) {
    return FromFhir.text(
        parts.flatMap(part -> FromFhir.text(part).stream()).collect(joining(", ")));
  }
}
