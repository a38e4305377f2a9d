package org.warmhandoff.disclosure;

import static java.util.stream.Collectors.toMap;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.warmhandoff.disclosure.ConsentStatement.Provision;
import org.warmhandoff.disclosure.Permission.Granted;
import org.warmhandoff.disclosure.Permission.Refused;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.Consent.ConsentRecipient;
import org.warmhandoff.record.Consent.Except;
import org.warmhandoff.record.Consent.Purpose;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.Sensitivity;

/**
 * What one recipient may know of a participant by what the participant has signed. Of several
 * statements about the same recipient and content the newest counts; of one day, an exclusion.
 */
final class Permissions {

  private final ConsentForms forms;
  private final Set<String> partners;
  private final Participant participant;
  private final Recipient recipient;
  private final Predicate<ConsentRecipient> names;
  private final Priority priority;
  private final Circumstances now;

  /**
   * Permissions of that recipient.
   *
   * @param partners the names of all that are configured
   */
  Permissions(
      ConsentForms forms,
      Set<String> partners,
      Participant participant,
      Recipient recipient,
      Priority priority,
      Circumstances now) {
    this(forms, partners, participant, recipient, to -> isNamed(recipient, to), priority, now);
  }

  private Permissions(
      ConsentForms forms,
      Set<String> partners,
      Participant participant,
      Recipient recipient,
      Predicate<ConsentRecipient> names,
      Priority priority,
      Circumstances now) {
    this.forms = forms;
    this.partners = partners;
    this.participant = participant;
    this.recipient = recipient;
    this.names = names;
    this.priority = priority;
    this.now = now;
  }

  /** Those of somebody near the participant, who is told in a crisis or not at all. */
  static Permissions ofContact(
      ConsentForms forms,
      Set<String> partners,
      Participant participant,
      String contact,
      Circumstances now) {
    return new Permissions(
        forms,
        partners,
        participant,
        new Recipient("", Set.of(), RecipientKind.CONTACT, false),
        to -> to.contact().filter(contact::equals).isPresent(),
        Priority.EMERGENCY,
        now);
  }

  /** For each kind of content, whether it may be known. */
  Map<Sensitivity, Permission> all() {
    return EnumSet.allOf(Sensitivity.class).stream().collect(toMap(Function.identity(), this::of));
  }

  /** Whether that may be known. */
  boolean isGranted(Sensitivity what) {
    return of(what) instanceof Granted;
  }

  /**
   * Whether the participant has excluded that for this recipient, by what counts today, and whether
   * or not it was agreed as a restriction as well.
   */
  boolean isExcluded(Sensitivity what) {
    return signed(what) instanceof Refused no
        && (no.ground() == Ground.EXCLUDED || no.ground() == Ground.EXCLUDED_FOR_SOMEBODY_UNKNOWN);
  }

  /** Whether anything is excluded for this recipient. */
  boolean isAnythingExcluded() {
    return Stream.of(Sensitivity.values()).anyMatch(this::isExcluded);
  }

  private Permission of(Sensitivity what) {
    return participant.restrictions().stream()
        .filter(one -> one.holds(now.at()) && one.scope().contains(what))
        .flatMap(one -> restricted(one.partner()).stream())
        .min(Comparator.comparing(ground -> ground != Ground.RESTRICTED))
        .<Permission>map(Refused::new)
        .orElseGet(() -> signed(what));
  }

  /** For this recipient or all, or for somebody unknown, who may be this one. */
  private Optional<Ground> restricted(Optional<String> partner) {
    if (partner.filter(this::isUnknown).isPresent()) {
      return Optional.of(Ground.EXCLUDED_FOR_SOMEBODY_UNKNOWN);
    }
    return partner.filter(name -> !name.equals(recipient.partner())).isPresent()
        ? Optional.empty()
        : Optional.of(Ground.RESTRICTED);
  }

  private boolean isUnknown(String partner) {
    return !partners.contains(partner);
  }

  private Permission signed(Sensitivity what) {
    var statements =
        participant.consents().stream()
            .filter(consent -> consent.hasBegun(now.at(), now.zone()))
            .flatMap(consent -> statement(consent, what).stream())
            .sorted(Comparator.comparing(Permissions::newestLast).reversed())
            .toList();
    var why = Optional.<Ground>empty();
    for (var rest = statements; !rest.isEmpty(); ) {
      var ofOneDay = ofOneDay(rest);
      var decided = decided(ofOneDay, what);
      if (decided.isPresent()) {
        return decided.get();
      }
      why = why.or(() -> deficiency(ofOneDay, what));
      rest = rest.subList(ofOneDay.size(), rest.size());
    }
    return new Refused(why.orElseGet(this::whyNone));
  }

  /** What nobody dated was said last, for as far as it forbids: it must not vanish. */
  private static LocalDate newestLast(ConsentStatement statement) {
    return statement.day().orElse(statement.permits() ? LocalDate.MIN : LocalDate.MAX);
  }

  private static List<ConsentStatement> ofOneDay(List<ConsentStatement> newestFirst) {
    var day = newestLast(newestFirst.get(0));
    return newestFirst.stream().takeWhile(one -> newestLast(one).equals(day)).toList();
  }

  /** What was said on one day; empty where it says nothing that counts. */
  private Optional<Permission> decided(List<ConsentStatement> ofOneDay, Sensitivity what) {
    var permitted = ofOneDay.stream().anyMatch(ConsentStatement::permits);
    var no =
        ofOneDay.stream()
            .filter(one -> one.provision() == Provision.LEFT_OUT ? !permitted : !one.permits())
            .findFirst();
    if (no.isPresent()) {
      return Optional.of(new Refused(ground(no.get().provision())));
    }
    var counting =
        ofOneDay.stream().filter(one -> counts(one, what)).map(ConsentStatement::consent).toList();
    var inForce = counting.stream().filter(one -> !isOver(one, what)).toList();
    if (!inForce.isEmpty()) {
      return Optional.of(new Granted(inForce));
    }
    return counting.stream().findFirst().map(ended -> new Refused(over(ended)));
  }

  private boolean counts(ConsentStatement statement, Sensitivity what) {
    return forms.deficiency(statement.consent(), what, participant, recipient, now).isEmpty();
  }

  private Optional<Ground> deficiency(List<ConsentStatement> ofOneDay, Sensitivity what) {
    return ofOneDay.stream()
        .flatMap(one -> forms.deficiency(one.consent(), what, participant, recipient, now).stream())
        .findFirst();
  }

  private boolean isOver(Consent consent, Sensitivity what) {
    return consent.hasEnded(now.at(), now.zone())
        || forms.isOutgrown(consent, what, participant, now);
  }

  private Ground over(Consent consent) {
    return consent.isRevoked(now.at()) ? Ground.CONSENT_REVOKED : Ground.CONSENT_NOT_IN_FORCE;
  }

  private static Ground ground(Provision provision) {
    return switch (provision) {
      case EXCLUDED -> Ground.EXCLUDED;
      case EXCLUDED_FOR_SOMEBODY -> Ground.EXCLUDED_FOR_SOMEBODY_UNKNOWN;
      case LEFT_OUT, PERMITTED -> Ground.NOT_IN_SCOPE;
    };
  }

  private Optional<ConsentStatement> statement(Consent consent, Sensitivity what) {
    return provision(consent, what)
        .filter(provision -> provision == Provision.PERMITTED || isTheirsToSign(consent, what))
        .map(
            provision -> new ConsentStatement(consent, provision, consent.givenAt().map(now::day)));
  }

  /** Nobody takes back, or forbids, what is not theirs to sign. */
  private boolean isTheirsToSign(Consent consent, Sensitivity what) {
    return forms.isTheirsToSign(consent, what, participant, now);
  }

  private Optional<Provision> provision(Consent consent, Sensitivity what) {
    if (consent.denies()) {
      return forbids(consent) && consent.scope().contains(what)
          ? denial(consent)
          : Optional.empty();
    }
    return names(consent) && serves(consent.purpose())
        ? provision(what, consent)
        : Optional.empty();
  }

  private boolean forbids(Consent consent) {
    return !consent.hasEnded(now.at(), now.zone())
        && (consent.purpose() != Purpose.EMERGENCY || priority == Priority.EMERGENCY);
  }

  private Optional<Provision> denial(Consent consent) {
    if (names(consent)) {
      return Optional.of(Provision.EXCLUDED);
    }
    var unknown = consent.recipient().partner().filter(this::isUnknown);
    return unknown.map(name -> Provision.EXCLUDED_FOR_SOMEBODY);
  }

  private Optional<Provision> provision(Sensitivity what, Consent consent) {
    var except = consent.except().orElse(new Except(Set.of(), Set.of()));
    if (except.scope().contains(what) || except.partners().contains(recipient.partner())) {
      return forbids(consent) ? Optional.of(Provision.EXCLUDED) : Optional.empty();
    }
    if (except.partners().stream().anyMatch(this::isUnknown)) {
      return forbids(consent) ? Optional.of(Provision.EXCLUDED_FOR_SOMEBODY) : Optional.empty();
    }
    if (permits(consent, what)) {
      return Optional.of(Provision.PERMITTED);
    }
    return narrows(consent, what) ? Optional.of(Provision.LEFT_OUT) : Optional.empty();
  }

  /** Who may know of a crisis may know who is near, unless that is excluded. */
  private static boolean permits(Consent consent, Sensitivity what) {
    return consent.scope().contains(what)
        || (what == Sensitivity.CONTACTS
            && Stream.of(Sensitivity.MENTAL_HEALTH, Sensitivity.SAFETY_PLAN)
                .anyMatch(consent.scope()::contains));
  }

  /**
   * A later consent to the same recipient that leaves out part of an earlier one takes it back: but
   * not where no record could go by the later one alone, as by a form for substance use or notes,
   * which is signed beside the other (42 CFR 2.31(b)).
   */
  private boolean narrows(Consent consent, Sensitivity what) {
    return what != Sensitivity.CONTACTS
        && Stream.of(Sensitivity.MENTAL_HEALTH, Sensitivity.SAFETY_PLAN)
            .anyMatch(consent.scope()::contains)
        && consent.givenAt().isPresent()
        && participant.consents().stream()
            .filter(earlier -> !earlier.denies() && earlier.scope().contains(what))
            .filter(earlier -> earlier.recipient().equals(consent.recipient()))
            .filter(earlier -> earlier.purpose() == consent.purpose())
            .filter(earlier -> earlier.scope().containsAll(consent.scope()))
            .anyMatch(earlier -> isBefore(earlier, consent));
  }

  private boolean isBefore(Consent earlier, Consent later) {
    return earlier
        .givenAt()
        .map(now::day)
        .filter(day -> day.isBefore(now.day(later.givenAt().orElseThrow())))
        .isPresent();
  }

  private boolean names(Consent consent) {
    return names.test(consent.recipient());
  }

  private static boolean isNamed(Recipient recipient, ConsentRecipient to) {
    return to.partner().filter(recipient.partner()::equals).isPresent()
        || to.role().filter(recipient.roles()::contains).isPresent()
        || (to.recipientClass().isPresent() && recipient.kind().treats());
  }

  private boolean serves(Purpose purpose) {
    return switch (purpose) {
      case TREATMENT, TREATMENT_PAYMENT_OPERATIONS, CARE_COORDINATION -> true;
      case EMERGENCY -> priority == Priority.EMERGENCY;
    };
  }

  /** Nothing was said of it: whether of something else. */
  private Ground whyNone() {
    var naming =
        participant.consents().stream().filter(one -> !one.denies() && names(one)).toList();
    if (naming.isEmpty()) {
      return Ground.NO_CONSENT;
    }
    if (naming.stream().anyMatch(one -> one.isInForce(now.at(), now.zone()))) {
      return Ground.NOT_IN_SCOPE;
    }
    return naming.stream().anyMatch(one -> one.isRevoked(now.at()))
        ? Ground.CONSENT_REVOKED
        : Ground.CONSENT_NOT_IN_FORCE;
  }
}
