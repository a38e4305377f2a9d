package org.warmhandoff.fhir.reading;

import static org.warmhandoff.record.ReferralStatus.State.ACCEPTED;
import static org.warmhandoff.record.ReferralStatus.State.CANCELLED;
import static org.warmhandoff.record.ReferralStatus.State.COMPLETED;
import static org.warmhandoff.record.ReferralStatus.State.ENTERED_IN_ERROR;
import static org.warmhandoff.record.ReferralStatus.State.FAILED;
import static org.warmhandoff.record.ReferralStatus.State.IN_PROGRESS;
import static org.warmhandoff.record.ReferralStatus.State.NOT_UNDERSTOOD;
import static org.warmhandoff.record.ReferralStatus.State.NO_SHOW;
import static org.warmhandoff.record.ReferralStatus.State.ON_HOLD;
import static org.warmhandoff.record.ReferralStatus.State.RECEIVED;
import static org.warmhandoff.record.ReferralStatus.State.REJECTED;
import static org.warmhandoff.record.ReferralStatus.State.REQUESTED;
import static org.warmhandoff.record.ReferralStatus.State.SCHEDULED;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.warmhandoff.record.ReferralStatus.State;

/**
 * The business status of <a href="http://hl7.org/fhir/us/bser/">BSeR</a>, which tells more of a
 * referral than {@code Task.status} can.
 *
 * <p>A status may run ahead of it, as many systems write only that. Where the two contradict each
 * other, the one holds that lets nobody think it is better than it may be.
 */
@SuppressWarnings("ImmutableEnumChecker") // its sets are never changed
public enum BusinessStatus {
  /** What the program wrote itself: says nothing. */
  CREATED("2.0", "Service Request Created", REQUESTED, Set.of(), EnumSet.allOf(State.class)),
  ACCEPTANCE(
      "3.0",
      "Service Request Accepted",
      ACCEPTED,
      Set.of(ACCEPTED),
      Set.of(IN_PROGRESS, ON_HOLD, COMPLETED, FAILED, CANCELLED, REJECTED)),
  DECLINED("4.0", "Service Request Declined", REJECTED, Set.of(REJECTED), Set.of()),
  EVENT_SCHEDULED(
      "5.1.1",
      "Service Request Event Scheduled",
      SCHEDULED,
      Set.of(ACCEPTED, IN_PROGRESS),
      Set.of(ON_HOLD, COMPLETED, FAILED, CANCELLED)),
  EVENT_UNATTENDED(
      "5.1.2",
      "Scheduled Service Request Event Unattended",
      NO_SHOW,
      Set.of(ACCEPTED, IN_PROGRESS, ON_HOLD),
      Set.of(FAILED, CANCELLED)),
  /** Without the appointment it is as it was before that. */
  EVENT_CANCELLED(
      "5.1.3",
      "Scheduled Service Request Event Cancelled",
      ACCEPTED,
      Set.of(ACCEPTED, IN_PROGRESS),
      Set.of(ON_HOLD, FAILED, CANCELLED)),
  /** The visit is over, the referral is not. */
  EVENT_COMPLETED(
      "5.1.4",
      "Service Request Event Completed",
      IN_PROGRESS,
      Set.of(ACCEPTED, IN_PROGRESS),
      Set.of(ON_HOLD, COMPLETED, FAILED, CANCELLED)),
  /** What the program asked for: the status says what became of it. */
  CANCELLATION_REQUESTED(
      "5.2",
      "Service Request Cancellation Requested",
      NOT_UNDERSTOOD,
      Set.of(),
      EnumSet.allOf(State.class)),
  FULFILLMENT_CANCELLED(
      "6.0", "Service Request Fulfillment Cancelled", CANCELLED, Set.of(CANCELLED), Set.of()),
  FULFILLMENT_COMPLETED(
      "7.0", "Service Request Fulfillment Completed", COMPLETED, Set.of(COMPLETED), Set.of());

  /** The code system, as BSeR publishes it. */
  public static final String SYSTEM = "http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS";

  /** Of a code of another system, which many have of their own: no contradiction. */
  public static final String FOREIGN = "is not one of BSeR";

  /** The first is the one that most needs somebody to look. */
  private static final List<State> CAUTION =
      List.of(
          ENTERED_IN_ERROR,
          REJECTED,
          FAILED,
          CANCELLED,
          NO_SHOW,
          ON_HOLD,
          REQUESTED,
          RECEIVED,
          ACCEPTED,
          SCHEDULED,
          IN_PROGRESS,
          COMPLETED,
          NOT_UNDERSTOOD);

  private final String code;
  private final String display;
  private final State alone;
  private final Set<State> detailOf;
  private final Set<State> before;

  BusinessStatus(String code, String display, State alone, Set<State> detailOf, Set<State> before) {
    this.code = code;
    this.display = display;
    this.alone = alone;
    this.detailOf = detailOf;
    this.before = before;
  }

  String code() {
    return code;
  }

  /** The state where there is no status to go with it. */
  State alone() {
    return alone;
  }

  boolean contradicts(State byStatus) {
    return byStatus != ENTERED_IN_ERROR
        && !detailOf.contains(byStatus)
        && !before.contains(byStatus);
  }

  /** The state that it and the status tell together. */
  State with(State byStatus) {
    if (detailOf.contains(byStatus)) {
      return alone;
    }
    return contradicts(byStatus) ? moreCautious(alone, byStatus) : byStatus;
  }

  static State moreCautious(State one, State other) {
    return CAUTION.indexOf(one) <= CAUTION.indexOf(other) ? one : other;
  }

  /** All that the concept names, by code or, without codes, in words. */
  static List<BusinessStatus> in(CodeableConcept concept) {
    var codes = concept.getCoding().stream().flatMap(coding -> of(coding).stream()).distinct();
    var found = codes.toList();
    return found.isEmpty() ? ofWords(concept.getText()).stream().toList() : found;
  }

  private static Optional<BusinessStatus> of(Coding coding) {
    var system = FromFhir.text(coding.getSystem());
    return system.isEmpty() || SYSTEM.equalsIgnoreCase(system.get())
        ? FromFhir.text(coding.getCode())
            .map(BusinessStatus::ofCode)
            .orElseGet(() -> ofWords(coding.getDisplay()))
        : Optional.empty();
  }

  private static Optional<BusinessStatus> ofCode(String code) {
    return Stream.of(values()).filter(status -> status.code.equals(code)).findFirst();
  }

  private static Optional<BusinessStatus> ofWords(String words) {
    var text = FromFhir.text(words).orElse("");
    return Stream.of(values()).filter(status -> status.display.equalsIgnoreCase(text)).findFirst();
  }
}
