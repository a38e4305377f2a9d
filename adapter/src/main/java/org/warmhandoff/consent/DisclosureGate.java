package org.warmhandoff.consent;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import org.warmhandoff.address.Directory;
import org.warmhandoff.disclosure.Circumstances;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.Disclosure;
import org.warmhandoff.disclosure.Disclosure.Nothing;
import org.warmhandoff.disclosure.Disclosures;
import org.warmhandoff.flow.message.Answer;
import org.warmhandoff.flow.message.Cleared;
import org.warmhandoff.flow.message.Cleared.Allowed;
import org.warmhandoff.flow.message.Cleared.Withheld;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Parcel;
import org.warmhandoff.flow.message.Permitted;
import org.warmhandoff.flow.port.ConsentGate;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;

/**
 * Asks {@link Disclosures} of each record and partner, by the clock and calendar of the program.
 */
public final class DisclosureGate implements ConsentGate {

  private final Disclosures disclosures;
  private final Directory directory;
  private final Clock clock;
  private final ZoneId zone;

  /**
   * A gate among these partners.
   *
   * @param zone whose calendar the first and last days of consents are in
   */
  public DisclosureGate(Disclosures disclosures, Directory directory, Clock clock, ZoneId zone) {
    this.disclosures = disclosures;
    this.directory = directory;
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public Cleared clear(Parcel parcel) {
    var allowed = new ArrayList<Allowed>();
    var withheld = new ArrayList<Withheld>();
    for (var to : parcel.addressees()) {
      var decided = disclosure(to.record(), to.participant(), to.partner());
      if (decided instanceof Disclosed disclosed) {
        allowed.add(new Allowed(to, disclosed.withheld()));
      } else {
        withheld.add(new Withheld(to, ((Nothing) decided).ground()));
      }
    }
    return new Cleared(allowed, withheld);
  }

  @Override
  public DeliveryStage again(Opened opened) {
    var partner = opened.delivery().partner();
    var decided = disclosure(opened.record(), opened.participant(), partner);
    if (decided instanceof Disclosed disclosed) {
      return new Permitted(opened, disclosed);
    }
    return new Answer(opened.delivery(), new Outcome.Withheld(((Nothing) decided).ground()));
  }

  @Override
  public Disclosure disclosure(ProgramRecord record, Participant participant, String partner) {
    return disclosures.decide(record, participant, directory.recipient(partner), now());
  }

  /** Whether what was permitted still would be, by what the participant says now. */
  boolean holds(Permitted permitted, Participant now) {
    return disclosures.holds(
        permitted.disclosed(),
        permitted.opened().record(),
        now,
        directory.recipient(permitted.delivery().partner()),
        now());
  }

  private Circumstances now() {
    return new Circumstances(clock.instant(), zone);
  }
}
