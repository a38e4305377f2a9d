package org.warmhandoff.operate;

import org.warmhandoff.attention.JdbcAttention.OpenItem;
import org.warmhandoff.followup.ReferralConcerns;
import org.warmhandoff.record.RecordKey;

/** What a person does next about an item of attention: a command where there is one. */
public final class NextStep {

  private NextStep() {}

  /** The operator's command for that item, or what to do where there is none. */
  public static String of(OpenItem item) {
    var delivery = item.delivery().isPresent() ? item.delivery().getAsLong() : 0;
    var partner = item.partner().orElse("");
    var participant = item.participant().orElse("");
    return switch (item.reason()) {
      case NEEDS_PERSON -> "match " + partner + " " + participant;
      case BY_HAND -> "page " + delivery + " --out FILE, then handed-over " + delivery;
      case REFUSED -> "show " + delivery + ", then release " + delivery;
      case STALE ->
          "show " + delivery + ", and when it is right there attention --done " + item.id();
      case CONSENT_CHANGED ->
          "disclosures "
              + participant
              + " --to "
              + partner
              + ", and when it is right there attention --done "
              + item.id();
      case WAITING -> "show " + delivery;
      case REFERRAL_REJECTED, REFERRAL_FAILED ->
          isNextInLine(item)
              ? "show " + record(item) + ", then " + sendOn(item)
              : "show "
                  + record(item)
                  + ", a new referral elsewhere, then attention --done "
                  + item.id();
      case NO_SHOW, REFERRAL_UNCLEAR ->
          "show " + record(item) + ", ask " + partner + ", then attention --done " + item.id();
      case NO_REPLY ->
          "telephone "
              + partner
              + ", then referral answer "
              + id(item)
              + " --partner "
              + partner
              + (isNextInLine(item) ? ", or " + sendOn(item) : "");
      case WRONG_PATIENT ->
          "telephone "
              + partner
              + ", who is shown somebody else's plan; match "
              + partner
              + " "
              + participant
              + "; reconcile show";
      case MISSING_AT_PARTNER, CHANGED_AT_PARTNER -> "reconcile show, then reconcile repair";
      case EXTRA_AT_PARTNER ->
          "reconcile show, have it ended by " + partner + ", then attention --done " + item.id();
      case PARTNER_NEWS -> "look at it with " + partner + ", then attention --done " + item.id();
      case DRILL_MISSED ->
          "drill show, then probe "
              + partner
              + " and drill --partner "
              + partner
              + ", or attention --done "
              + item.id();
      case DRILL_LEFT ->
          "drill show, and where it stays have it ended by "
              + partner
              + ", then attention --done "
              + item.id();
      case WITHHELD -> "a consent in force in a new version of participant " + participant;
      case UNKNOWN_PARTICIPANT -> "submit the record of participant " + participant;
      case NOT_ADDRESSED ->
          "a care network or place in a new version of participant " + participant;
      case SEVERAL_PLANS -> "a new version of one plan of participant " + participant;
      case REFUSED_FILE ->
          "validate FILE in refused, submit it mended"
              + (participant.isEmpty() ? "" : " for participant " + participant)
              + ", and take it out of there";
      case DOWN, BUSY, CEILING -> "probe " + partner;
      case PAGES_ELSEWHERE ->
          "set searches.innerPages in the persona, then attention --done " + item.id();
      case SUBSCRIPTION_SILENT ->
          "ask "
              + partner
              + " whether it can reach server.public-url; closed by itself once it calls";
      case MISSING_SCOPE ->
          "probe " + partner + ", have them granted, then attention --done " + item.id();
      case OVERSIZED_ANSWER ->
          "probe " + partner + ", and when it answers less attention --done " + item.id();
      case EVENTS_NOT_TAKEN -> "events webhooks; when it is put right there events resume NAME";
      case DISK_SPACE -> "make room there";
      case NOT_CONFIGURED -> "attention --seen " + item.id();
    };
  }

  private static boolean isNextInLine(OpenItem item) {
    return item.note().contains(ReferralConcerns.NEXT_IN_LINE);
  }

  private static String sendOn(OpenItem item) {
    return "referral send-to-next " + id(item) + " --partner " + item.partner().orElse("");
  }

  private static String id(OpenItem item) {
    return item.record().map(RecordKey::id).orElse("");
  }

  private static String record(OpenItem item) {
    return item.record().map(key -> key.kind().word() + "/" + key.id()).orElse("");
  }
}
