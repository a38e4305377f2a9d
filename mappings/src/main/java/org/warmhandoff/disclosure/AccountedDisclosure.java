package org.warmhandoff.disclosure;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.warmhandoff.record.Consent.Purpose;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.record.Words;

/**
 * A disclosure as its accounting tells it (42 CFR 2.25, 45 CFR 164.528): one attempt to bring one
 * version of a record to one partner. Written down before it left, so that it tells of what may
 * have arrived. Nothing of the record's content is in it.
 *
 * @param withheld what the parts that did not go along tell of
 * @param writes at least one, in order
 */
public record AccountedDisclosure(
    String participantId,
    RecordKey key,
    Attempt attempt,
    Receiver receiver,
    RestsOn restsOn,
    Set<Sensitivity> withheld,
    List<AccountedWrite> writes) {

  /**
   * Which attempt of which delivery.
   *
   * @param number from 1; {@link #BY_HAND} where a person took a page to bring it
   */
  public record Attempt(long delivery, int number) {

    /** In place of a number: pages that are taken are no attempts. */
    public static final int BY_HAND = 0;

    /** Whether a person took a page. */
    public boolean isByHand() {
      return number == BY_HAND;
    }
  }

  /**
   * What it rested on.
   *
   * @param consents ids of the consents
   * @param purposes of these consents; none where it rested on no consent
   * @param members to whom an intermediary may pass it on, by these consents (42 CFR 2.24)
   * @param declared where it rested on an emergency or a threat
   */
  public record RestsOn(
      Basis basis,
      List<String> consents,
      List<Purpose> purposes,
      List<String> members,
      Optional<Declared> declared) {

    public RestsOn {
      requireNonNull(basis);
      consents = List.copyOf(consents);
      purposes = List.copyOf(purposes);
      members = List.copyOf(members);
      requireNonNull(declared);
    }
  }

  /**
   * What 42 CFR 2.51(c) wants recorded beside recipient and time.
   *
   * @param discloser by name and role
   * @param nature of the emergency, or the threat
   */
  public record Declared(String discloser, String nature, Instant at) {

    public Declared {
      requireNonNull(discloser);
      requireNonNull(nature);
      requireNonNull(at);
    }
  }

  /**
   * One write.
   *
   * @param did what was written, in our own words and ids
   * @param digest SHA-256 of what was sent, in hexadecimal digits
   */
  public record AccountedWrite(Instant at, String did, String digest) {

    public AccountedWrite {
      requireNonNull(at);
      requireNonNull(did);
      requireNonNull(digest);
    }
  }

  public AccountedDisclosure {
    requireNonNull(participantId);
    requireNonNull(key);
    requireNonNull(attempt);
    requireNonNull(receiver);
    requireNonNull(restsOn);
    withheld = Set.copyOf(withheld);
    writes = List.copyOf(writes);
    if (writes.isEmpty()) {
      throw new IllegalArgumentException("without a write nothing is disclosed");
    }
  }

  /** The same with the later writes of the other one, which is of the same attempt. */
  public AccountedDisclosure and(AccountedDisclosure later) {
    return new AccountedDisclosure(
        participantId,
        key,
        attempt,
        receiver,
        restsOn,
        withheld,
        Stream.concat(writes.stream(), later.writes.stream()).toList());
  }

  /** When it began. */
  public Instant at() {
    return writes.get(0).at();
  }

  /** When the last write of it left. */
  public Instant until() {
    return writes.get(writes.size() - 1).at();
  }

  /** Such as {@code crisis plan CP-1 v2, in parts (without substance use)}. */
  public String description() {
    return Words.words(key.kind())
        + " "
        + key.id()
        + " v"
        + key.version()
        + (withheld.isEmpty() ? "" : ", in parts (without " + whatIsMissing() + ")");
  }

  private String whatIsMissing() {
    return withheld.stream().sorted().map(Words::words).collect(joining(", "));
  }

  /** What it was for, in words: what the law allowed it for, and what the consents say. */
  public List<String> purposes() {
    var exception =
        switch (restsOn.basis()) {
          case CONSENT -> Stream.<String>empty();
          case MEDICAL_EMERGENCY -> Stream.of("emergency-treatment");
          case SERIOUS_THREAT -> Stream.of("lessening-a-threat");
          case TAKING_BACK -> Stream.of("taking-back");
        };
    return Stream.concat(exception, restsOn.purposes().stream().map(Words::word)).toList();
  }
}
