package org.warmhandoff.operate;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.warmhandoff.disclosure.AccountedDisclosure;
import org.warmhandoff.store.JdbcDisclosures;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcStates;

/** What was disclosed of a participant, for whoever may ask for an accounting of it. */
public final class Accounting {

  /** 45 CFR 164.528(a)(1); 42 CFR 2.25 and 2.24 look back three. */
  private static final int YEARS = 6;

  private final JdbcDisclosures disclosures;
  private final JdbcStates states;
  private final JdbcLedger ledger;
  private final Clock clock;
  private final ZoneId zone;

  /**
   * Accountings from these tables.
   *
   * @param zone whose calendar years are counted in
   */
  public Accounting(
      JdbcDisclosures disclosures, JdbcStates states, JdbcLedger ledger, Clock clock, ZoneId zone) {
    this.disclosures = disclosures;
    this.states = states;
    this.ledger = ledger;
    this.clock = clock;
    this.zone = zone;
  }

  /** As far back as an accounting must go. */
  public Instant longAgo() {
    return clock.instant().atZone(zone).minusYears(YEARS).toInstant();
  }

  /**
   * All disclosures that began since then, in order. Empty where no such participant was submitted:
   * a mistyped id would look like one of whom nothing was disclosed.
   *
   * @param recipient the partner to whom; empty for all
   */
  public Optional<List<AccountedDisclosure>> of(
      String participantId, Instant since, Optional<String> recipient) {
    return states.participantIsHere(participantId)
        ? Optional.of(
            disclosures.of(participantId, since).stream()
                .filter(one -> isTo(recipient, one))
                .toList())
        : Optional.empty();
  }

  private static boolean isTo(Optional<String> recipient, AccountedDisclosure disclosure) {
    return recipient.filter(name -> !name.equals(disclosure.receiver().partner())).isEmpty();
  }

  /**
   * What was sent; it is written down who read it.
   *
   * @param by who reads it, as they signed on
   */
  public Optional<String> content(String digest, String by) {
    var content = disclosures.content(digest);
    if (content.isPresent()) {
      disclosures
          .sentTo(digest)
          .forEach(sent -> ledger.write("audit", sent.key(), sent.partner(), readBy(by)));
    }
    return content;
  }

  private static String readBy(String name) {
    return "what was sent was read by " + name;
  }
}
