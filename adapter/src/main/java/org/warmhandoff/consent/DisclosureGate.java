package org.warmhandoff.consent;

import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.warmhandoff.address.Directory;
import org.warmhandoff.config.Config.ConsentEnds;
import org.warmhandoff.disclosure.Basis;
import org.warmhandoff.disclosure.Circumstances;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.Disclosure;
import org.warmhandoff.disclosure.Disclosure.Nothing;
import org.warmhandoff.disclosure.Disclosures;
import org.warmhandoff.disclosure.FormerDisclosure;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Cleared;
import org.warmhandoff.flow.message.Cleared.Allowed;
import org.warmhandoff.flow.message.Cleared.Withheld;
import org.warmhandoff.flow.message.Decided;
import org.warmhandoff.flow.message.Delivery.Doubt;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.Held;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Parcel;
import org.warmhandoff.flow.message.Permitted;
import org.warmhandoff.flow.message.UnconfirmedWrite;
import org.warmhandoff.flow.message.Withdrawn;
import org.warmhandoff.flow.port.ConsentGate;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Sensitivity;

/**
 * Asks {@link Disclosures} of each record and partner, by the clock and calendar of the program.
 */
public final class DisclosureGate implements ConsentGate {

  private final Disclosures disclosures;
  private final NewestVersions records;
  private final Directory directory;
  private final Clock clock;
  private final ZoneId zone;
  private final ConsentEnds ends;

  /** Where the last version of a record is found. */
  public interface NewestVersions {

    /** The last version of that record; empty where there is none. */
    Optional<ProgramRecord> latest(RecordKind kind, String id);
  }

  /**
   * A gate among these partners.
   *
   * @param records whose newest versions say whether what was claimed still is
   * @param zone whose calendar the first and last days of consents are in
   * @param ends what becomes of what a partner holds and nothing may be told of any more
   */
  public DisclosureGate(
      Disclosures disclosures,
      NewestVersions records,
      Directory directory,
      Clock clock,
      ZoneId zone,
      ConsentEnds ends) {
    this.disclosures = disclosures;
    this.records = records;
    this.directory = directory;
    this.clock = clock;
    this.zone = zone;
    this.ends = ends;
  }

  @Override
  public Cleared clear(Parcel parcel) {
    var allowed = new ArrayList<Allowed>();
    var withheld = new ArrayList<Withheld>();
    for (var to : parcel.addressees()) {
      var decided = disclosure(to.record(), to.participant(), to.partner());
      if (decided instanceof Disclosed disclosed) {
        allowed.add(new Allowed(to, disclosed.withheld(), disclosed.permissionsOfContacts()));
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
      return opened.replaced() && !opened.delivery().inDoubt()
          ? new AttemptResult(opened.delivery(), new Outcome.Superseded())
          : new Permitted(opened, disclosed);
    }
    var ground = ((Nothing) decided).ground();
    return ends == ConsentEnds.RETIRE && isHeldUnderConsent(opened)
        ? new Withdrawn(opened, ground, former(opened))
        : new AttemptResult(opened.delivery(), new Outcome.Withheld(ground));
  }

  /** Who acts on what was disclosed in an emergency must not find it gone. */
  private static boolean isHeldUnderConsent(Opened opened) {
    var bases =
        Stream.of(
                opened.held().stream().map(Held::basis),
                opened.unheard().stream().map(UnconfirmedWrite::basis),
                opened.delivery().doubt().stream().map(Doubt::basis))
            .flatMap(some -> some)
            .collect(toSet());
    return bases.equals(Set.of(Basis.CONSENT));
  }

  private List<FormerDisclosure> former(Opened opened) {
    var itself =
        opened.delivery().inDoubt()
            ? Stream.of(former(opened, opened.record(), Optional.empty()))
            : Stream.<FormerDisclosure>empty();
    return Stream.of(
            opened.held().stream().map(held -> former(opened, held.record(), held.known())),
            opened.unheard().stream().map(one -> former(opened, one.record(), one.known())),
            itself)
        .flatMap(some -> some)
        .toList();
  }

  private FormerDisclosure former(
      Opened opened, ProgramRecord version, Optional<Set<Sensitivity>> known) {
    var recipient = directory.recipient(opened.delivery().partner());
    return disclosures.former(
        version, known, opened.consentsThere(), opened.participant(), recipient, now(version));
  }

  @Override
  public Disclosure disclosure(ProgramRecord record, Participant participant, String partner) {
    return disclosures.decide(record, participant, directory.recipient(partner), now(record));
  }

  /** Whether it would be decided so again, by what the participant says now. */
  boolean holds(Decided decided, Participant now) {
    var record = decided.opened().record();
    var partner = decided.delivery().partner();
    return decided instanceof Permitted permitted
        ? disclosures.holds(
            permitted.disclosed(), record, now, directory.recipient(partner), now(record))
        : disclosure(record, now, partner) instanceof Nothing;
  }

  /** What an older version claims holds no longer than the newest one says. */
  private Circumstances now(ProgramRecord record) {
    var now = new Circumstances(clock.instant(), zone);
    return Optional.of(record)
        .filter(CrisisEvent.class::isInstance)
        .map(CrisisEvent.class::cast)
        .filter(DisclosureGate::isClaiming)
        .flatMap(event -> records.latest(event.kind(), event.id()))
        .map(CrisisEvent.class::cast)
        .map(now::claimedBy)
        .orElse(now);
  }

  private static boolean isClaiming(CrisisEvent event) {
    return event.emergencyDisclosure().isPresent() || event.threatDisclosure().isPresent();
  }
}
