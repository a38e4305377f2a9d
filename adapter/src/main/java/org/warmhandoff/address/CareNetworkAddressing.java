package org.warmhandoff.address;

import static java.util.stream.Collectors.toCollection;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.warmhandoff.flow.message.Addressee;
import org.warmhandoff.flow.message.Parcel;
import org.warmhandoff.flow.port.Addressing;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisEvent.Severity;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.DrillIds;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.PartnerRole;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Referral;
import org.warmhandoff.store.JdbcLedger;
import org.warmhandoff.store.JdbcReceipts;
import org.warmhandoff.store.JdbcRecords;
import org.warmhandoff.store.JdbcReferralLives;
import org.warmhandoff.store.JdbcReferralLives.SentOn;
import org.warmhandoff.store.JdbcStates;

/**
 * A plan goes to the care network, an event to those who must know, a referral to the partner it is
 * addressed to; who covers a place is found by the partners' service areas.
 */
public final class CareNetworkAddressing implements Addressing {

  private final Directory directory;
  private final JdbcRecords records;
  private final JdbcStates states;
  private final JdbcReceipts receipts;
  private final JdbcReferralLives lives;
  private final AddressingConcerns concerns;
  private final JdbcLedger ledger;

  /** Addressing among these partners. */
  public CareNetworkAddressing(
      Directory directory,
      JdbcRecords records,
      JdbcStates states,
      JdbcReceipts receipts,
      JdbcReferralLives lives,
      AddressingConcerns concerns,
      JdbcLedger ledger) {
    this.directory = directory;
    this.records = records;
    this.states = states;
    this.receipts = receipts;
    this.lives = lives;
    this.concerns = concerns;
    this.ledger = ledger;
  }

  @Override
  public Parcel address(ProgramRecord fresh) {
    var addressees = addressees(fresh).toList();
    if (fresh instanceof CrisisPlan plan) {
      lookAtPlans(plan);
    }
    return new Parcel(addressees);
  }

  private Stream<Addressee> addressees(ProgramRecord fresh) {
    if (fresh instanceof Participant arrived) {
      return changed(arrived);
    }
    var participant = records.participant(fresh.participantId());
    if (participant.isEmpty()) {
      concerns.participantNeverCame(fresh);
    }
    return participant.stream().flatMap(known -> first(fresh, known));
  }

  private void lookAtPlans(ProgramRecord plan) {
    var plans = records.plansInForce(plan);
    if (plans.size() > 1) {
      concerns.severalPlans(plan.participantId(), plans);
    } else {
      concerns.onePlan(plan.participantId());
    }
  }

  /** A version older than the last one comes too late to change anything. */
  private Stream<Addressee> changed(Participant arrived) {
    var latest = records.participant(arrived.id()).orElse(arrived);
    return latest.version() > arrived.version()
        ? Stream.empty()
        : records.latestOf(arrived.id()).stream().flatMap(record -> again(record, latest));
  }

  /** Whoever holds an earlier version hears of this one too, or would go on believing that one. */
  private Stream<Addressee> first(ProgramRecord record, Participant participant) {
    var partners = new LinkedHashSet<>(partners(record, participant));
    partners.addAll(directory.known(receipts.holders(record.key()).stream()));
    if (partners.isEmpty()) {
      ledger.write("address", record.key(), "no partner of the care network or the place takes it");
      concerns.nobodyTakesIt(record);
    } else {
      concerns.addressed(record);
    }
    return partners.stream().map(partner -> new Addressee(record, participant, partner));
  }

  /**
   * A participant came or changed: what waited for them goes on, what is current goes to whoever is
   * new, and what is over stays with those it was planned for. Whoever holds it is decided anew, in
   * the care network or not.
   */
  private Stream<Addressee> again(ProgramRecord record, Participant participant) {
    var planned = states.plannedFor(record.kind(), record.id());
    if (planned.isEmpty()) {
      return first(record, participant);
    }
    var all =
        first(record, participant)
            .map(Addressee::partner)
            .filter(partner -> record.current() || planned.contains(partner))
            .collect(toCollection(LinkedHashSet::new));
    all.addAll(directory.known(receipts.holdersNow(record.key()).stream()));
    return all.stream().map(partner -> new Addressee(record, participant, partner));
  }

  /**
   * What is of a drill goes to the partner that is drilled, whoever else serves the place; where
   * that one left the configuration, to nobody.
   */
  private List<String> partners(ProgramRecord record, Participant participant) {
    if (DrillIds.isReserved(participant.id()) && record instanceof CrisisEvent) {
      return directory.drilledBy(participant.id()).stream().toList();
    }
    if (record instanceof CrisisPlan) {
      return directory.known(participant.careNetwork().partners());
    }
    return record instanceof CrisisEvent event
        ? forEvent(event, participant)
        : withThoseAfter((Referral) record, forReferral((Referral) record, participant));
  }

  /** Whoever must know of it. */
  private List<String> forEvent(CrisisEvent event, Participant participant) {
    return directory.known(
        Stream.of(PartnerRole.values())
            .filter(role -> mustKnow(role, event))
            .flatMap(role -> own(role, event, participant).stream()));
  }

  private static boolean mustKnow(PartnerRole role, CrisisEvent event) {
    return switch (role.events()) {
      case ALL -> true;
      case EMERGENCIES -> event.severity() == Severity.EMERGENCY;
      case NONE -> false;
    };
  }

  private Optional<String> own(PartnerRole role, CrisisEvent event, Participant participant) {
    return switch (role.foundBy()) {
      case PLACE -> directory.serving(role, KnownLocation.of(event.location(), participant));
      case CARE_NETWORK -> participant.careNetwork().of(role);
    };
  }

  /** Whoever is asked instead hears of it as well; who was replaced, that it is recalled. */
  private List<String> withThoseAfter(Referral referral, List<String> addressed) {
    var after = lives.sentOn(referral.id()).stream().map(SentOn::to);
    return directory.known(Stream.concat(addressed.stream(), after));
  }

  private List<String> forReferral(Referral referral, Participant participant) {
    var to = referral.to();
    if (to.partner().isPresent()) {
      return directory.known(to.partner().stream());
    }
    var role = to.target().role();
    var found =
        switch (role.foundBy()) {
          case PLACE -> directory.serving(role, KnownLocation.of(referral.location(), participant));
          case CARE_NETWORK -> directory.ofRole(role, participant.careNetwork().partners());
        };
    return found.stream().toList();
  }
}
