package org.warmhandoff.followup;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.warmhandoff.record.ReferralStatus.Appointment;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.store.JdbcReferralTrail.Said;
import org.warmhandoff.store.JdbcReferralTrail.Via;

/**
 * What a partner said to a referral by telephone, fax or portal, as staff record it.
 *
 * @param partner empty: the only one that has the referral
 * @param saidBy who said so, in words
 * @param at when it was said; empty: now
 * @param reason why, where it does not go on
 * @param appointment when and where, of one that is scheduled
 * @param result what came of it, of one that is completed
 */
public record StaffAnswer(
    Optional<String> partner,
    State state,
    String saidBy,
    Via via,
    Optional<Instant> at,
    Optional<String> reason,
    Optional<Appointment> appointment,
    Optional<String> result) {

  public StaffAnswer {
    requireNonNull(partner);
    requireNonNull(state);
    requireNonNull(saidBy);
    requireNonNull(via);
    requireNonNull(at);
    requireNonNull(reason);
    requireNonNull(appointment);
    requireNonNull(result);
  }

  /** In the partner's words. */
  Said said(Instant now) {
    return new Said(
        Optional.of(at.orElse(now)), reason, appointment, result.map(List::of).orElse(List.of()));
  }
}
