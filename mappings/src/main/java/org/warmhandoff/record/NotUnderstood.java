package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

/**
 * Something a partner said that was not understood. Never quotes the partner: safe in a log.
 *
 * @param place the element, such as {@code Task.businessStatus}
 * @param why what is wrong with it, to be read after the place
 */
public record NotUnderstood(String place, String why) {

  public NotUnderstood {
    requireNonNull(place);
    requireNonNull(why);
  }

  /** The same for people who do not know the elements of FHIR. */
  public String words() {
    return named() + " " + why;
  }

  private String named() {
    return switch (place) {
      case "Task" -> "the task";
      case "Task.status" -> "the task's status";
      case "Task.businessStatus" -> "the task's business status";
      case "Task.owner" -> "the task's owner";
      case "Task.lastModified" -> "when the task was last changed";
      case "Task.executionPeriod.start" -> "when the task begins";
      case "ServiceRequest" -> "the request";
      case "ServiceRequest.status" -> "the request's status";
      case "Appointment.status" -> "the appointment's status";
      case "Appointment.start" -> "when the appointment begins";
      default -> place;
    };
  }

  @Override
  public String toString() {
    return place + " " + why;
  }
}
