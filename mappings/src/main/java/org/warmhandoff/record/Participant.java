package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Somebody in the program, with the people and partners around them and what these may know.
 *
 * @param noKnownAllergies whether it was asked, and there are none; says nothing beside allergies
 * @param test whether nobody is meant: all that is told of them is marked as a test
 */
public record Participant(
    String id,
    int version,
    Instant recordedAt,
    Optional<ZoneOffset> offset,
    PersonName name,
    LocalDate birthDate,
    Sex sex,
    Optional<String> genderIdentity,
    Optional<String> pronouns,
    Contact contact,
    Optional<Address> address,
    Optional<Place> presentLocation,
    List<KnownAs> identifiers,
    List<Allergy> allergies,
    Optional<Boolean> noKnownAllergies,
    List<EmergencyContact> emergencyContacts,
    CareNetwork careNetwork,
    List<Consent> consents,
    List<Restriction> restrictions,
    Optional<Boolean> test)
    implements ProgramRecord {

  /** Administrative sex, as {@code Patient.gender} has it. */
  public enum Sex {
    FEMALE,
    MALE,
    OTHER,
    UNKNOWN
  }

  /**
   * How to reach the participant.
   *
   * @param language BCP 47, such as {@code es}
   * @param preferredHours in the participant's own words and time zone
   * @param timeZone where the participant's clock runs
   */
  public record Contact(
      String language,
      boolean interpreterNeeded,
      List<Phone> phones,
      Optional<String> email,
      Optional<ContactWay> preferredWay,
      Optional<String> preferredHours,
      Optional<ZoneId> timeZone) {

    /** A way to reach somebody. */
    public enum ContactWay {
      CALL,
      TEXT,
      VIDEO,
      EMAIL
    }

    public Contact {
      requireNonNull(language);
      phones = List.copyOf(phones);
      requireNonNull(email);
      requireNonNull(preferredWay);
      requireNonNull(preferredHours);
      requireNonNull(timeZone);
    }
  }

  /**
   * An identifier the participant has elsewhere, such as an EHR's MRN.
   *
   * @param system absolute URI of the name space
   */
  public record KnownAs(String system, String value, Optional<String> assigner) {

    public KnownAs {
      requireNonNull(system);
      requireNonNull(value);
      requireNonNull(assigner);
    }
  }

  /**
   * What the participant must not be given.
   *
   * @param to the medication, food or material
   * @param reaction what it does, where known
   * @param substanceUse whether naming it tells of substance use, as a medication against it does
   */
  public record Allergy(String to, Optional<String> reaction, Optional<Boolean> substanceUse) {

    public Allergy {
      requireNonNull(to);
      requireNonNull(reaction);
      requireNonNull(substanceUse);
    }
  }

  /**
   * Somebody near the participant.
   *
   * @param mayBeTold whether the participant allows that this person is told
   * @param about what of, where it is limited
   * @param substanceUse whether naming them tells of substance use, as a sponsor does
   */
  public record EmergencyContact(
      String id,
      String name,
      String relationship,
      Optional<Relation> relation,
      List<Phone> phones,
      boolean mayBeTold,
      List<String> about,
      boolean livesWith,
      Optional<Boolean> substanceUse) {

    public EmergencyContact {
      requireNonNull(id);
      requireNonNull(name);
      requireNonNull(relationship);
      requireNonNull(relation);
      phones = List.copyOf(phones);
      about = List.copyOf(about);
      requireNonNull(substanceUse);
    }
  }

  /** Which partner is which to this participant, by the partner's name in the configuration. */
  public record CareNetwork(
      Optional<String> primaryCare, Optional<String> psychiatry, Optional<String> crisisCenter) {

    public CareNetwork {
      requireNonNull(primaryCare);
      requireNonNull(psychiatry);
      requireNonNull(crisisCenter);
    }

    /** The participant's own partner of that role; empty where no record says whose it is. */
    public Optional<String> of(PartnerRole role) {
      return switch (role) {
        case PRIMARY_CARE -> primaryCare;
        case PSYCHIATRY -> psychiatry;
        case CRISIS_CENTER -> crisisCenter;
        case MOBILE_CRISIS, EMERGENCY_DEPARTMENT, HIGHER_LEVEL_OF_CARE, AFTERCARE ->
            Optional.empty();
      };
    }

    /** All of them. */
    public Stream<String> partners() {
      return Stream.of(PartnerRole.values()).flatMap(role -> of(role).stream());
    }
  }

  public Participant {
    requireNonNull(id);
    requireNonNull(recordedAt);
    requireNonNull(offset);
    requireNonNull(name);
    requireNonNull(birthDate);
    requireNonNull(sex);
    requireNonNull(genderIdentity);
    requireNonNull(pronouns);
    requireNonNull(contact);
    requireNonNull(address);
    requireNonNull(presentLocation);
    identifiers = List.copyOf(identifiers);
    allergies = List.copyOf(allergies);
    requireNonNull(noKnownAllergies);
    emergencyContacts = List.copyOf(emergencyContacts);
    requireNonNull(careNetwork);
    consents = List.copyOf(consents);
    restrictions = List.copyOf(restrictions);
    requireNonNull(test);
  }

  /** Whether nobody is meant, and no one is in danger. */
  public boolean forTests() {
    return test.orElse(false);
  }

  /** Whether it is known that there are none. */
  public boolean hasNoAllergies() {
    return allergies.isEmpty() && noKnownAllergies.orElse(false);
  }

  /** The emergency contact of that id. */
  public Optional<EmergencyContact> emergencyContact(String contactId) {
    return emergencyContacts.stream().filter(one -> one.id().equals(contactId)).findFirst();
  }

  /** The consent of that id. */
  public Optional<Consent> consent(String consentId) {
    return consents.stream().filter(one -> one.id().equals(consentId)).findFirst();
  }

  @Override
  public RecordKind kind() {
    return RecordKind.PARTICIPANT;
  }

  @Override
  public String participantId() {
    return id;
  }

  @Override
  public Priority priority() {
    return Priority.ROUTINE;
  }

  @Override
  public boolean onlyForHolders() {
    return false;
  }

  @Override
  public boolean current() {
    return true;
  }

  @Override
  public Set<Sensitivity> essential() {
    return Set.of();
  }
}
