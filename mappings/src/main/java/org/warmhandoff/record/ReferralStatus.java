package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a partner says of a referral.
 *
 * @param referralId the program's own id; empty if the partner does not tell which referral it is
 * @param reason why it stands so, in the partner's words
 * @param results what came of it
 * @param since when the partner says that this became so
 * @param decidedBy the resource that decided the state; empty if there was none
 * @param fillerIdentifier the partner's own number of the referral, with its system before a {@code
 *     |} where there is one
 */
public record ReferralStatus(
    Optional<String> referralId,
    State state,
    Optional<String> reason,
    Optional<Appointment> appointment,
    List<Result> results,
    Optional<Instant> since,
    Optional<PartnerResource> decidedBy,
    Optional<String> fillerIdentifier,
    List<NotUnderstood> notUnderstood) {

  /** Where a referral is at the partner. */
  public enum State {
    /** Written, and nothing was said to it yet. */
    REQUESTED,
    /** Seen, not answered. */
    RECEIVED,
    ACCEPTED,
    REJECTED,
    /** Accepted, and there is an appointment. */
    SCHEDULED,
    /** There was an appointment, and the participant did not come. */
    NO_SHOW,
    IN_PROGRESS,
    ON_HOLD,
    COMPLETED,
    FAILED,
    CANCELLED,
    ENTERED_IN_ERROR,
    /** What the partner says fits none of these: a person must look. */
    NOT_UNDERSTOOD;

    /** Whether nothing comes after it: what is still needed needs a new referral. */
    public boolean isFinal() {
      return switch (this) {
        case REJECTED, COMPLETED, FAILED, CANCELLED, ENTERED_IN_ERROR -> true;
        case REQUESTED,
            RECEIVED,
            ACCEPTED,
            SCHEDULED,
            NO_SHOW,
            IN_PROGRESS,
            ON_HOLD,
            NOT_UNDERSTOOD ->
            false;
      };
    }
  }

  /**
   * When and where the partner sees the participant.
   *
   * @param at empty if the partner gave no moment that can be told for sure
   * @param day as the partner wrote it, whatever its zone
   */
  public record Appointment(
      Optional<Instant> at,
      Optional<Instant> until,
      Optional<LocalDate> day,
      Optional<String> where) {

    public Appointment {
      requireNonNull(at);
      requireNonNull(until);
      requireNonNull(day);
      requireNonNull(where);
    }
  }

  /**
   * Something that came of a referral, where it is found at the partner, or in words.
   *
   * @param identifier its business identifier, with its system before a {@code |} where there is
   *     one
   */
  public record Result(
      Optional<String> type,
      Optional<String> id,
      Optional<String> identifier,
      Optional<String> text) {

    public Result {
      requireNonNull(type);
      requireNonNull(id);
      requireNonNull(identifier);
      requireNonNull(text);
    }
  }

  public ReferralStatus {
    requireNonNull(referralId);
    requireNonNull(state);
    requireNonNull(reason);
    requireNonNull(appointment);
    results = List.copyOf(results);
    requireNonNull(since);
    requireNonNull(decidedBy);
    requireNonNull(fillerIdentifier);
    notUnderstood = List.copyOf(notUnderstood);
  }
}
