package org.warmhandoff.operate;

import org.warmhandoff.store.JdbcAttention.Item;

/** What a person does next about an item of attention: a command where there is one. */
final class NextStep {

  private NextStep() {}

  static String of(Item item) {
    var delivery = item.delivery().isPresent() ? item.delivery().getAsLong() : 0;
    var partner = item.partner().orElse("");
    var participant = item.participant().orElse("");
    return switch (item.reason()) {
      case "needs-person" -> "match " + partner + " " + participant;
      case "by-hand" -> "page " + delivery + " --out FILE, then handed-over " + delivery;
      case "refused" -> "show " + delivery + ", then release " + delivery;
      case "stale" ->
          "show " + delivery + ", and when it is right there attention --done " + item.id();
      case "waiting" -> "show " + delivery;
      case "withheld" -> "a consent in force in a new version of participant " + participant;
      case "unknown-participant" -> "submit the record of participant " + participant;
      case "not-addressed" ->
          "a care network or place in a new version of participant " + participant;
      case "several-plans" -> "a new version of one plan of participant " + participant;
      case "refused-file" ->
          "validate FILE in refused, submit it mended"
              + (participant.isEmpty() ? "" : " for participant " + participant)
              + ", and take it out of there";
      case "down", "busy", "ceiling" -> "probe " + partner;
      case "pages-elsewhere" ->
          "set searches.innerPages in the persona, then attention --done " + item.id();
      case "oversized-answer" ->
          "probe " + partner + ", and when it answers less attention --done " + item.id();
      case "disk-space" -> "make room there";
      default -> delivery > 0 ? "show " + delivery : "attention --seen " + item.id();
    };
  }
}
