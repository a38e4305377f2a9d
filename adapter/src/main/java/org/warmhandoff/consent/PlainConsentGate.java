package org.warmhandoff.consent;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.address.Directory;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.flow.message.Addressee;
import org.warmhandoff.flow.message.Answer;
import org.warmhandoff.flow.message.Cleared;
import org.warmhandoff.flow.message.Cleared.Withheld;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.Ground;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Parcel;
import org.warmhandoff.flow.message.Permitted;
import org.warmhandoff.flow.port.ConsentGate;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.Consent.Purpose;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;

/**
 * No matching consent, no delivery, and the ground is recorded. A consent matches by partner or
 * role and while it is in force; all that a record needs must be covered by those that match.
 */
public final class PlainConsentGate implements ConsentGate {

  private final Directory directory;
  private final Clock clock;
  private final ZoneId zone;

  /**
   * A gate among these partners.
   *
   * @param zone whose calendar the first and last days of consents are in
   */
  public PlainConsentGate(Directory directory, Clock clock, ZoneId zone) {
    this.directory = directory;
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public Cleared clear(Parcel parcel) {
    var allowed = new ArrayList<Addressee>();
    var withheld = new ArrayList<Withheld>();
    for (var to : parcel.addressees()) {
      ground(to.record(), to.participant(), to.partner())
          .ifPresentOrElse(ground -> withheld.add(new Withheld(to, ground)), () -> allowed.add(to));
    }
    return new Cleared(allowed, withheld);
  }

  @Override
  public DeliveryStage again(Opened opened) {
    var partner = opened.delivery().partner();
    Optional<DeliveryStage> no =
        ground(opened.record(), opened.participant(), partner)
            .map(ground -> new Answer(opened.delivery(), new Outcome.Withheld(ground)));
    return no.orElseGet(() -> permitted(opened, partner));
  }

  @Override
  public Optional<Audience> audience(
      ProgramRecord record, Participant participant, String partner) {
    if (ground(record, participant, partner).isPresent()) {
      return Optional.empty();
    }
    var under = inForce(record, participant, partner);
    return Optional.of(new Audience(told(under), under));
  }

  private Permitted permitted(Opened opened, String partner) {
    var under = inForce(opened.record(), opened.participant(), partner);
    return new Permitted(opened, told(under), under);
  }

  private Optional<Ground> ground(ProgramRecord record, Participant participant, String partner) {
    var inForce = inForce(record, participant, partner);
    if (told(inForce).containsAll(record.sensitivities())) {
      return Optional.empty();
    }
    var naming = naming(participant, partner);
    if (naming.isEmpty()) {
      return Optional.of(Ground.NO_CONSENT);
    }
    if (naming.stream().anyMatch(this::inForceNow)) {
      return Optional.of(Ground.NOT_IN_SCOPE);
    }
    return Optional.of(
        naming.stream().anyMatch(this::revoked)
            ? Ground.CONSENT_REVOKED
            : Ground.CONSENT_NOT_IN_FORCE);
  }

  private static Set<Sensitivity> told(List<Consent> consents) {
    return consents.stream()
        .flatMap(consent -> consent.scope().stream())
        .collect(toUnmodifiableSet());
  }

  private List<Consent> inForce(ProgramRecord record, Participant participant, String partner) {
    return naming(participant, partner).stream()
        .filter(this::inForceNow)
        .filter(consent -> serves(consent.purpose(), record))
        .toList();
  }

  private List<Consent> naming(Participant participant, String partner) {
    var roles = directory.roles(partner);
    return participant.consents().stream()
        .filter(
            consent ->
                consent.recipient().partner().filter(partner::equals).isPresent()
                    || consent.recipient().role().filter(roles::contains).isPresent())
        .toList();
  }

  private boolean inForceNow(Consent consent) {
    var today = LocalDate.ofInstant(clock.instant(), zone);
    return !revoked(consent)
        && !consent.givenAt().isAfter(clock.instant())
        && !consent.from().isAfter(today)
        && consent.to().filter(today::isAfter).isEmpty();
  }

  private boolean revoked(Consent consent) {
    return consent.revokedAt().filter(at -> !at.isAfter(clock.instant())).isPresent();
  }

  private static boolean serves(Purpose purpose, ProgramRecord record) {
    return switch (purpose) {
      case TREATMENT, TREATMENT_PAYMENT_OPERATIONS, CARE_COORDINATION -> true;
      case EMERGENCY -> record.priority() == Priority.EMERGENCY;
    };
  }
}
