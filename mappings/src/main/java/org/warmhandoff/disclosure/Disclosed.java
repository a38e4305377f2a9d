package org.warmhandoff.disclosure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;

/**
 * What is disclosed of a record: all of it, or what is left without the parts that may not be told.
 * Nothing is mapped, printed, shown or sent but from one of these, and only {@link Disclosures}
 * makes them.
 */
public abstract sealed class Disclosed implements Disclosure {

  private final DisclosedContent told;

  private Disclosed(DisclosedContent told) {
    this.told = told;
  }

  static Disclosed of(DisclosedContent told) {
    return told.withheld().isEmpty() ? new Whole(told) : new Parts(told);
  }

  /** All of it. */
  public static final class Whole extends Disclosed {

    private Whole(DisclosedContent told) {
      super(told);
    }
  }

  /** What is left of it. */
  public static final class Parts extends Disclosed {

    private Parts(DisclosedContent told) {
      super(told);
    }
  }

  /** The record, without what may not be told. */
  public ProgramRecord record() {
    return told.record().cut();
  }

  /** The participant, without what may not be told of them and of those around them. */
  public Participant participant() {
    return (Participant) told.participant().cut();
  }

  /** What the recipient may know. */
  public Set<Sensitivity> mayKnow() {
    return told.mayKnow();
  }

  /** What the record tells of as it is disclosed: for its labels, and the notice it carries. */
  public Set<Sensitivity> sensitivities() {
    return told.sensitivities();
  }

  /** The consents that it rests on, as far as it rests on consent. */
  public List<Consent> under() {
    return told.under();
  }

  Map<String, Boolean> contacts() {
    return told.contacts();
  }

  /** On what it rests. */
  public Basis basis() {
    return told.basis();
  }

  /** What does not go along, and why. */
  public List<WithheldPart> withheld() {
    return told.withheld();
  }

  /**
   * What one part of the record tells of, as it is disclosed.
   *
   * @param at a list or another part, such as {@code /keyContacts}
   * @param place the entry's place in {@link #record()}, from 0
   */
  public Set<Sensitivity> sensitivities(String at, int place) {
    return told.sensitivities(at + "/" + place(at, place));
  }

  /**
   * Whether that contact of the participant may be told about them, also where who it is is not
   * disclosed; empty where the participant has no such contact.
   */
  public Optional<Boolean> mayBeTold(String contactId) {
    return Optional.ofNullable(told.contacts().get(contactId));
  }

  /**
   * Where an entry of a list of the record stands in that list as the program wrote it, so that
   * what is identified by its place keeps it for every receiver.
   *
   * @param list such as {@code /keyContacts}
   * @param place its place in {@link #record()}, from 0
   */
  public int place(String list, int place) {
    return told.record().place(list, place);
  }

  /** The same of another version of the record; empty where nothing of it may be told. */
  public Optional<Disclosed> of(ProgramRecord version) {
    return told.of(version).map(Disclosed::of);
  }

  /** The same, as it was disclosed to somebody who might know that. */
  Optional<Disclosed> of(ProgramRecord version, Set<Sensitivity> mayKnow) {
    return told.of(version, mayKnow).map(Disclosed::of);
  }

  DisclosedByOtherRecords elsewhere() {
    return told.elsewhere();
  }
}
