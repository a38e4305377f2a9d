package org.warmhandoff.disclosure;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.warmhandoff.disclosure.Permission.Granted;
import org.warmhandoff.disclosure.Permission.Refused;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.EmergencyDisclosure;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Participant.EmergencyContact;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;

/**
 * Decides what of a record may be disclosed to whom. Pure: the same record, participant, recipient
 * and circumstances give the same decision. Deny is the default.
 */
public final class Disclosures {

  /** What may be told without consent in a declared emergency (42 CFR 2.51). */
  private static final Set<Sensitivity> IN_AN_EMERGENCY =
      EnumSet.complementOf(EnumSet.of(Sensitivity.COUNSELLING_NOTES));

  /** What may be told to lessen a threat (45 CFR 164.512(j)): nothing under 42 CFR Part 2. */
  private static final Set<Sensitivity> TO_LESSEN_A_THREAT =
      EnumSet.of(
          Sensitivity.MENTAL_HEALTH,
          Sensitivity.SAFETY_PLAN,
          Sensitivity.LOCATION,
          Sensitivity.CONTACTS);

  private final Redaction redaction;
  private final ConsentForms forms;
  private final Set<String> partners;

  /**
   * Decisions by these words and that law.
   *
   * @param partners the names of all that are configured: an exclusion of somebody else holds for
   *     everybody
   */
  public Disclosures(SubstanceUseWords words, StateLaw law, Set<String> partners) {
    this.redaction = new Redaction(words);
    this.forms = new ConsentForms(law);
    this.partners = Set.copyOf(partners);
  }

  /**
   * What of the record may be disclosed to that recipient now.
   *
   * @throws IllegalArgumentException if the record is about somebody else
   */
  public Disclosure decide(
      ProgramRecord record, Participant participant, Recipient recipient, Circumstances now) {
    mustBeAbout(record, participant);
    var then = asWritten(record, participant, now);
    var decision = decision(record, participant, recipient, then);
    return decision.mayKnow().containsAll(record.essential())
        ? disclosed(
            record,
            participant,
            decision.mayKnow(),
            decision.signed(),
            decision.basis(),
            elsewhere(record.priority(), decision.signed(), participant, recipient, then),
            then)
        : new Disclosure.Nothing(ground(record, decision.signed(), decision.mayKnow()));
  }

  /**
   * Whether the same would be decided of a record now; costs less than to decide it.
   *
   * @param before what was decided of it
   * @throws IllegalArgumentException if the record is about somebody else
   */
  public boolean holds(
      Disclosed before,
      ProgramRecord record,
      Participant participant,
      Recipient recipient,
      Circumstances now) {
    mustBeAbout(record, participant);
    var then = asWritten(record, participant, now);
    var decision = decision(record, participant, recipient, then);
    return decision.mayKnow().equals(before.mayKnow())
        && decision.basis() == before.basis()
        && contacts(participant, then).equals(before.contacts());
  }

  private static Circumstances asWritten(
      ProgramRecord record, Participant participant, Circumstances now) {
    return now.notBefore(record.recordedAt()).notBefore(participant.recordedAt());
  }

  /** What somebody may know, on what ground, and by which signatures. */
  private record Decision(
      Set<Sensitivity> mayKnow, Basis basis, Map<Sensitivity, Permission> signed) {}

  private Decision decision(
      ProgramRecord record, Participant participant, Recipient recipient, Circumstances now) {
    var permissions =
        new Permissions(forms, partners, participant, recipient, record.priority(), now);
    var signed = permissions.all();
    var granted = granted(signed);
    var without =
        withoutConsent(record, recipient, now, permissions, granted)
            .filter(one -> tellsMore(record, participant, granted, one));
    return new Decision(
        without.map(one -> union(granted, one.mayKnow())).orElse(granted),
        without.map(WithoutConsent::basis).orElse(Basis.CONSENT),
        signed);
  }

  /** What goes by consent alone goes under it, and is taken back with it. */
  private boolean tellsMore(
      ProgramRecord record,
      Participant participant,
      Set<Sensitivity> granted,
      WithoutConsent exception) {
    return !granted.containsAll(record.essential())
        || !told(record, participant, granted)
            .equals(told(record, participant, union(granted, exception.mayKnow())));
  }

  private Optional<List<ProgramRecord>> told(
      ProgramRecord record, Participant participant, Set<Sensitivity> mayKnow) {
    return redaction
        .cut(record, mayKnow)
        .flatMap(
            cut ->
                DisclosedContent.along(redaction, participant, mayKnow, cut)
                    .map(about -> List.of(cut.cut(), about.cut())));
  }

  /** What may be known without consent, and by which rule. */
  private record WithoutConsent(Basis basis, Set<Sensitivity> mayKnow) {}

  /**
   * By the first rule by which the record can go; else by the first that lets anything be known.
   */
  private static Optional<WithoutConsent> withoutConsent(
      ProgramRecord record,
      Recipient recipient,
      Circumstances now,
      Permissions permissions,
      Set<Sensitivity> granted) {
    var more =
        exceptions(record, recipient, now)
            .map(basis -> new WithoutConsent(basis, opened(basis, record, permissions, now)))
            .filter(one -> !granted.containsAll(one.mayKnow()))
            .toList();
    return more.stream()
        .filter(one -> union(granted, one.mayKnow()).containsAll(record.essential()))
        .findFirst()
        .or(() -> more.stream().findFirst());
  }

  private static Set<Sensitivity> union(Set<Sensitivity> one, Set<Sensitivity> other) {
    return Stream.concat(one.stream(), other.stream()).collect(toUnmodifiableSet());
  }

  private static boolean isEmergency(ProgramRecord record) {
    return record.priority() == Priority.EMERGENCY;
  }

  /**
   * As if somebody might know this, whoever that is. For tools that show what would be told and
   * send nothing.
   *
   * @param mayKnow who may know of a crisis may know who is near the participant
   * @param under the consents that are shown along
   * @throws IllegalArgumentException if the record is about somebody else
   */
  public Disclosure supposing(
      ProgramRecord record,
      Participant participant,
      Set<Sensitivity> mayKnow,
      List<Consent> under,
      Circumstances now) {
    mustBeAbout(record, participant);
    if (!mayKnow.containsAll(record.essential())) {
      return new Disclosure.Nothing(Ground.NOT_IN_SCOPE);
    }
    var granted = new Granted(under);
    var known = EnumSet.of(Sensitivity.CONTACTS);
    known.addAll(mayKnow);
    var signed =
        known.stream().collect(toUnmodifiableMap(what -> what, what -> (Permission) granted));
    return disclosed(
        record,
        participant,
        known,
        signed,
        Basis.CONSENT,
        new DisclosedByOtherRecords(true, ids(under)),
        now);
  }

  /**
   * What was disclosed of a version once, where nothing of its record may be now.
   *
   * @param then what the recipient might know when it was disclosed; empty where that was not kept,
   *     and it may have been all
   * @param consentsThere the ids of the consents that stand at the recipient as resources
   * @throws IllegalArgumentException if the version is about somebody else
   */
  public FormerDisclosure former(
      ProgramRecord version,
      Optional<Set<Sensitivity>> then,
      Set<String> consentsThere,
      Participant participant,
      Recipient recipient,
      Circumstances now) {
    mustBeAbout(version, participant);
    var counting = asWritten(version, participant, now);
    var decision = decision(version, participant, recipient, counting);
    var elsewhere =
        elsewhere(version.priority(), decision.signed(), participant, recipient, counting);
    var disclosed =
        disclosed(
            version,
            participant,
            then.orElseGet(() -> EnumSet.allOf(Sensitivity.class)),
            decision.signed(),
            decision.basis(),
            elsewhere,
            counting);
    return new FormerDisclosure(
        version,
        Optional.of(disclosed).filter(Disclosed.class::isInstance).map(Disclosed.class::cast),
        elsewhere,
        consentsThere);
  }

  /**
   * More is allowed in an emergency than at other times, and without consent in a declared one.
   *
   * @param signed what is for records of that priority
   */
  private DisclosedByOtherRecords elsewhere(
      Priority priority,
      Map<Sensitivity, Permission> signed,
      Participant participant,
      Recipient recipient,
      Circumstances now) {
    var other = priority == Priority.EMERGENCY ? Priority.ROUTINE : Priority.EMERGENCY;
    var either =
        List.of(signed, new Permissions(forms, partners, participant, recipient, other, now).all());
    return new DisclosedByOtherRecords(
        recipient.isMedicalPersonnel()
            || either.stream().anyMatch(one -> one.get(Sensitivity.CONTACTS) instanceof Granted),
        either.stream()
            .flatMap(one -> ids(under(participant, one)).stream())
            .collect(toUnmodifiableSet()));
  }

  private static Set<String> ids(List<Consent> consents) {
    return consents.stream().map(Consent::id).collect(toUnmodifiableSet());
  }

  private static void mustBeAbout(ProgramRecord record, Participant participant) {
    if (!record.participantId().equals(participant.id())) {
      throw new IllegalArgumentException(record.key() + " is not about " + participant.key());
    }
  }

  private Disclosure disclosed(
      ProgramRecord record,
      Participant participant,
      Set<Sensitivity> mayKnow,
      Map<Sensitivity, Permission> signed,
      Basis basis,
      DisclosedByOtherRecords elsewhere,
      Circumstances now) {
    return redaction
        .cut(record, mayKnow)
        .flatMap(
            cut ->
                DisclosedContent.along(redaction, participant, mayKnow, cut)
                    .map(
                        about ->
                            new DisclosedContent(
                                cut,
                                about,
                                mayKnow,
                                grounds(signed),
                                under(participant, signed),
                                basis,
                                contacts(participant, now),
                                elsewhere,
                                redaction)))
        .<Disclosure>map(Disclosed::of)
        .orElse(new Disclosure.Nothing(Ground.REST_MEANS_NOTHING));
  }

  private static Set<Sensitivity> granted(Map<Sensitivity, Permission> signed) {
    return signed.entrySet().stream()
        .filter(one -> one.getValue() instanceof Granted)
        .map(Map.Entry::getKey)
        .collect(toUnmodifiableSet());
  }

  private static Map<Sensitivity, Ground> grounds(Map<Sensitivity, Permission> signed) {
    return signed.entrySet().stream()
        .filter(one -> one.getValue() instanceof Refused)
        .collect(toUnmodifiableMap(Map.Entry::getKey, one -> ((Refused) one.getValue()).ground()));
  }

  /** In the order of the record. */
  private static List<Consent> under(Participant participant, Map<Sensitivity, Permission> signed) {
    var granting =
        signed.values().stream()
            .filter(Granted.class::isInstance)
            .flatMap(granted -> ((Granted) granted).under().stream())
            .collect(toUnmodifiableSet());
    return participant.consents().stream().filter(granting::contains).toList();
  }

  private static Ground ground(
      ProgramRecord record, Map<Sensitivity, Permission> signed, Set<Sensitivity> mayKnow) {
    var grounds = grounds(signed);
    return EnumSet.copyOf(record.essential()).stream()
        .filter(what -> !mayKnow.contains(what))
        .map(what -> grounds.getOrDefault(what, Ground.NOT_IN_SCOPE))
        .findFirst()
        .orElseThrow();
  }

  /** The exceptions from consent that are claimed, in the order in which they are looked at. */
  private static Stream<Basis> exceptions(
      ProgramRecord record, Recipient recipient, Circumstances now) {
    if (!(record instanceof CrisisEvent event) || !isEmergency(event)) {
      return Stream.empty();
    }
    var claiming = now.claiming(event);
    var emergency =
        claiming
            .emergencyDisclosure()
            .filter(claim -> recipient.isMedicalPersonnel() && claim.holds(now.at()))
            .map(claim -> Basis.MEDICAL_EMERGENCY);
    var threat =
        claiming
            .threatDisclosure()
            .filter(
                claim -> claim.holds(now.at()) && claim.partners().contains(recipient.partner()))
            .map(claim -> Basis.SERIOUS_THREAT);
    return Stream.of(emergency, threat).flatMap(Optional::stream);
  }

  private static Set<Sensitivity> opened(
      Basis exception, ProgramRecord record, Permissions permissions, Circumstances now) {
    if (exception != Basis.MEDICAL_EMERGENCY) {
      return TO_LESSEN_A_THREAT;
    }
    var canBeAsked =
        now.claiming((CrisisEvent) record)
            .emergencyDisclosure()
            .flatMap(EmergencyDisclosure::canBeAsked)
            .orElse(false);
    return IN_AN_EMERGENCY.stream()
        .filter(what -> !canBeAsked || !permissions.isExcluded(what))
        .collect(toUnmodifiableSet());
  }

  private Map<String, ContactPermission> contacts(Participant participant, Circumstances now) {
    return participant.emergencyContacts().stream()
        .collect(
            toUnmodifiableMap(
                EmergencyContact::id,
                contact ->
                    new ContactPermission(mayBeTold(contact, participant, now), contact.about())));
  }

  /**
   * The participant allows it, and so do the consents that name them, if any do: by the same rules
   * as for a partner.
   */
  private boolean mayBeTold(EmergencyContact contact, Participant participant, Circumstances now) {
    var permissions = Permissions.ofContact(forms, partners, participant, contact.id(), now);
    var onlyDenied =
        participant.consents().stream()
            .filter(one -> one.recipient().contact().filter(contact.id()::equals).isPresent())
            .allMatch(Consent::denies);
    return contact.mayBeTold()
        && !permissions.isAnythingExcluded()
        && (onlyDenied
            || permissions.isGranted(Sensitivity.MENTAL_HEALTH)
            || permissions.isGranted(Sensitivity.SAFETY_PLAN));
  }
}
