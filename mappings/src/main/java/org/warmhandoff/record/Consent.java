package org.warmhandoff.record;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * What the participant, or who may speak for them, said of who may be told what, for what purpose,
 * and for how long.
 *
 * @param decision whether it allows or forbids; empty: it allows
 * @param except what it does not allow though the rest seems to
 * @param to last day on which it holds; empty: until revoked, or until what it {@code ends} with
 * @param ends what else ends it
 * @param givenAt empty where nobody wrote down when: then it allows nothing
 * @param invalidFrom since when it is known to be false, or not to have been theirs to give
 * @param intermediary where the recipient passes it on to others
 * @param form what the form that was signed says, as far as it is known
 */
public record Consent(
    String id,
    Optional<Decision> decision,
    ConsentRecipient recipient,
    Set<Sensitivity> scope,
    Optional<Except> except,
    Purpose purpose,
    LocalDate from,
    Optional<LocalDate> to,
    Optional<Ending> ends,
    Optional<Instant> givenAt,
    Optional<Instant> revokedAt,
    Optional<Instant> invalidFrom,
    Signature signed,
    Optional<Signer> signer,
    Optional<Intermediary> intermediary,
    Optional<ConsentForm> form) {

  /** Whether it allows or forbids. */
  public enum Decision {
    PERMIT,
    DENY
  }

  /** What the recipient may use it for. */
  public enum Purpose {
    TREATMENT,
    /** As 42 CFR 2.31(a)(5)(iii) and 45 CFR 164.501 have it. */
    TREATMENT_PAYMENT_OPERATIONS,
    CARE_COORDINATION,
    EMERGENCY
  }

  /** How it was signed. */
  public enum Signature {
    ELECTRONIC,
    PAPER,
    VERBAL
  }

  /**
   * Whom it is about: exactly one of the four.
   *
   * @param partner a partner's name in the configuration
   * @param role every partner of that role
   * @param contact an emergency contact's id
   * @param recipientClass every partner of that class
   */
  public record ConsentRecipient(
      Optional<String> partner,
      Optional<PartnerRole> role,
      Optional<String> contact,
      Optional<RecipientClass> recipientClass) {

    public ConsentRecipient {
      requireNonNull(partner);
      requireNonNull(role);
      requireNonNull(contact);
      requireNonNull(recipientClass);
    }
  }

  /** A class of recipients, as 42 CFR 2.31(a)(4) has it. */
  public enum RecipientClass {
    /** Whoever treats the participant. */
    TREATING_PROVIDERS
  }

  /**
   * What is not allowed though the rest seems to.
   *
   * @param scope what may not be told, to nobody of those whom the consent is about
   * @param partners who may be told nothing under this consent
   */
  public record Except(Set<Sensitivity> scope, Set<String> partners) {

    public Except {
      scope = Set.copyOf(scope);
      partners = Set.copyOf(partners);
    }
  }

  /**
   * An event that ends it, such as the end of the treatment.
   *
   * @param happenedAt empty as long as it has not
   */
  public record Ending(String event, Optional<Instant> happenedAt) {

    public Ending {
      requireNonNull(event);
      requireNonNull(happenedAt);
    }
  }

  /**
   * Who signed.
   *
   * @param authority reference of the document that shows that they may; a participant needs none
   */
  public record Signer(Capacity capacity, Optional<String> name, Optional<String> authority) {

    /** For whom somebody signs, and by what right. */
    public enum Capacity {
      PARTICIPANT,
      PARENT,
      GUARDIAN,
      HEALTH_CARE_AGENT
    }

    public Signer {
      requireNonNull(capacity);
      requireNonNull(name);
      requireNonNull(authority);
    }
  }

  /**
   * A recipient that is neither program nor covered entity nor business associate and passes on
   * what it gets (42 CFR 2.11, 2.24, 2.31(a)(4)(ii)).
   *
   * @param members to whom by name
   * @param treatingProvidersOnly whether only to those who treat the participant
   */
  public record Intermediary(Set<String> members, boolean treatingProvidersOnly) {

    public Intermediary {
      members = Set.copyOf(members);
    }
  }

  public Consent {
    requireNonNull(id);
    requireNonNull(decision);
    requireNonNull(recipient);
    scope = Set.copyOf(scope);
    requireNonNull(except);
    requireNonNull(purpose);
    requireNonNull(from);
    requireNonNull(to);
    requireNonNull(ends);
    requireNonNull(givenAt);
    requireNonNull(revokedAt);
    requireNonNull(invalidFrom);
    requireNonNull(signed);
    requireNonNull(signer);
    requireNonNull(intermediary);
    requireNonNull(form);
  }

  /** Whether it forbids. */
  public boolean denies() {
    return decision.filter(Decision.DENY::equals).isPresent();
  }

  /** Whether it holds at that time, by the calendar of that zone. */
  public boolean isInForce(Instant at, ZoneId zone) {
    return hasBegun(at, zone) && !hasEnded(at, zone) && givenAt.isPresent();
  }

  /** Whether its first day has come, and it was given by then. */
  public boolean hasBegun(Instant at, ZoneId zone) {
    return !from.isAfter(LocalDate.ofInstant(at, zone))
        && givenAt.filter(given -> given.isAfter(at)).isEmpty();
  }

  /** Whether it was taken back, its last day is over, or what it ends with has happened. */
  public boolean hasEnded(Instant at, ZoneId zone) {
    return isRevoked(at)
        || to.filter(LocalDate.ofInstant(at, zone)::isAfter).isPresent()
        || ends.flatMap(Ending::happenedAt).filter(event -> !event.isAfter(at)).isPresent();
  }

  /** Whether it was taken back, or found to be none. */
  public boolean isRevoked(Instant at) {
    return revokedAt.filter(revoked -> !revoked.isAfter(at)).isPresent()
        || invalidFrom.filter(found -> !found.isAfter(at)).isPresent();
  }
}
