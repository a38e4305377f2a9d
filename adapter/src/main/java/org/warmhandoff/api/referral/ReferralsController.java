package org.warmhandoff.api.referral;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.api.Problems;
import org.warmhandoff.api.ReferralProgress;
import org.warmhandoff.config.Config.Role;
import org.warmhandoff.followup.Recording;
import org.warmhandoff.followup.Recording.InTrail;
import org.warmhandoff.followup.Recording.NotPossible;
import org.warmhandoff.followup.Recording.NothingThere;
import org.warmhandoff.followup.SendingOn;
import org.warmhandoff.followup.StaffAnswers;
import org.warmhandoff.operate.RecordStandings;
import org.warmhandoff.record.RecordKind;

/** What staff do about referrals: what partners say by telephone, fax or portal is recorded. */
@RestController
public final class ReferralsController {

  private static final Set<Role> FOR_OTHERS = Set.of(Role.OPERATE);

  /** Who may read what was said, as with {@code GET /api/v1/records}. */
  private static final Set<Role> READERS = Set.of(Role.STAFF, Role.READ);

  private final StaffAnswers answers;
  private final SendingOn sending;
  private final RecordStandings standings;
  private final Clock clock;

  /** Records into these. */
  public ReferralsController(
      StaffAnswers answers, SendingOn sending, RecordStandings standings, Clock clock) {
    this.answers = answers;
    this.sending = sending;
    this.standings = standings;
    this.clock = clock;
  }

  /** Why something is taken back. */
  record TakingBack(String reason) {}

  /** A partner has said something. */
  @PostMapping("/api/v1/referrals/{id}/answers")
  ResponseEntity<Object> record(
      @PathVariable String id, @RequestBody RecordedAnswer answer, Authentication staff) {
    var wrong = answer.wrong(clock.instant());
    return wrong.isPresent()
        ? Problems.invalid(wrong.get())
        : said(id, answers.record(id, answer.answer(), staff.getName()), staff);
  }

  /** What was recorded was wrong. */
  @PostMapping("/api/v1/referrals/{id}/answers/{number}/take-back")
  ResponseEntity<Object> takeBack(
      @PathVariable String id,
      @PathVariable long number,
      @RequestBody TakingBack why,
      Authentication staff) {
    var reason = StaffText.of(why.reason(), StaffText.LONG);
    return reason.isEmpty()
        ? Problems.invalid("reason: expected why it is taken back, in " + StaffText.LONG_SAID)
        : said(
            id,
            answers.takeBack(id, number, reason.get(), staff.getName(), hasAny(staff, FOR_OTHERS)),
            staff);
  }

  /**
   * Who does not take a referral on.
   *
   * @param partner absent: the only one that has it and was not replaced
   */
  record SendingToNext(String partner) {}

  /** A partner does not take it on: the next in line is asked. */
  @PostMapping("/api/v1/referrals/{id}/send-to-next")
  ResponseEntity<Object> sendToNext(
      @PathVariable String id, @RequestBody SendingToNext from, Authentication staff) {
    return said(
        id, sending.toNext(id, Optional.ofNullable(from.partner()), staff.getName()), staff);
  }

  private static boolean hasAny(Authentication staff, Set<Role> roles) {
    return staff.getAuthorities().stream()
        .anyMatch(
            one ->
                roles.stream()
                    .anyMatch(role -> ("ROLE_" + role.name()).equals(one.getAuthority())));
  }

  private ResponseEntity<Object> said(String id, Recording recording, Authentication staff) {
    if (recording instanceof NothingThere unknown) {
      return Problems.notFound(unknown.why());
    }
    return recording instanceof NotPossible refused
        ? Problems.conflict(refused.why())
        : asItStands(id, ((InTrail) recording).partner(), hasAny(staff, READERS));
  }

  private ResponseEntity<Object> asItStands(String id, String partner, boolean withTrail) {
    return standings.of(RecordKind.REFERRAL, id).orElseThrow().referred().stream()
        .filter(one -> one.life().partner().equals(partner))
        .map(ReferralProgress::of)
        .map(progress -> withTrail ? progress : progress.withoutTrail())
        .<ResponseEntity<Object>>map(ResponseEntity::ok)
        .findFirst()
        .orElseGet(() -> ResponseEntity.noContent().build()); // nothing of it had arrived there
  }
}
