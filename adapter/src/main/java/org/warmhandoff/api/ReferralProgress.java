package org.warmhandoff.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.warmhandoff.operate.RecordStanding.ReferredTo;
import org.warmhandoff.record.ReferralStatus.Appointment;
import org.warmhandoff.record.Words;
import org.warmhandoff.referral.ReferralLife.Verdict;
import org.warmhandoff.referral.ReferralTransitions.Who;
import org.warmhandoff.store.JdbcReferralTrail.Recorded;
import org.warmhandoff.store.JdbcReferralTrail.TrailEntry;

/**
 * Where a referral is in its life at a partner that has it, as the API says it. What is not known
 * is left out.
 *
 * @param version the one that the partner has
 * @param over whether it is known how it ended
 * @param note what came of the last look
 * @param trail what either side said, in order; absent for whoever may not read records
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReferralProgress(
    String partner,
    int version,
    String state,
    boolean over,
    String note,
    Instant since,
    Instant lookedAt,
    Instant looksAgainAt,
    List<Trail> trail) {

  /**
   * What one side said.
   *
   * @param who {@code program} or {@code partner}
   * @param applied false of what cannot be and was not taken over
   * @param since when it became so, as the partner says
   * @param recorded how staff heard it; absent of what was read in a system
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Trail(
      Instant at,
      String who,
      String state,
      boolean applied,
      String note,
      Instant since,
      String reason,
      When appointment,
      List<String> results,
      ByStaff recorded) {}

  /**
   * That staff wrote it.
   *
   * @param number by which it can be taken back
   * @param takenBack whether it was
   * @param takesBack the number of the entry that this one takes back
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ByStaff(
      long number, String by, String saidBy, String via, Boolean takenBack, Long takesBack) {}

  /** When and where the participant is seen. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record When(Instant at, LocalDate day, String where) {}

  /** Of a referral at one partner. */
  public static ReferralProgress of(ReferredTo referred) {
    var life = referred.life();
    return new ReferralProgress(
        life.partner(),
        life.key().version(),
        Words.word(life.state()),
        life.state().isFinal(),
        life.looks().note(),
        life.looks().changed(),
        life.looks().last().orElse(null),
        life.looks().due().orElse(null),
        referred.trail().stream().map(entry -> trail(entry, referred.isTakenBack(entry))).toList());
  }

  /** The same, for whoever may not read what was said. */
  public ReferralProgress withoutTrail() {
    return new ReferralProgress(
        partner, version, state, over, note, since, lookedAt, looksAgainAt, null);
  }

  private static Trail trail(TrailEntry entry, boolean takenBack) {
    var said = entry.said();
    return new Trail(
        entry.at(),
        entry.who() == Who.REQUESTER ? "program" : "partner",
        Words.word(entry.state()),
        entry.verdict() != Verdict.REFUSED,
        entry.note().isEmpty() ? null : entry.note(),
        said.since().orElse(null),
        said.reason().orElse(null),
        said.appointment().map(ReferralProgress::when).orElse(null),
        said.results().isEmpty() ? null : said.results(),
        entry.recorded().map(how -> byStaff(entry, how, takenBack)).orElse(null));
  }

  private static ByStaff byStaff(TrailEntry entry, Recorded how, boolean takenBack) {
    var takesBack = how.takesBack();
    return new ByStaff(
        entry.number(),
        how.by(),
        how.saidBy().orElse(null),
        how.via().map(Words::word).orElse(null),
        entry.isRecordedAnswer() ? (Boolean) takenBack : null,
        takesBack.isPresent() ? (Long) takesBack.getAsLong() : null);
  }

  private static When when(Appointment appointment) {
    return new When(
        appointment.at().orElse(null),
        appointment.day().orElse(null),
        appointment.where().orElse(null));
  }
}
