package org.warmhandoff.disclosure;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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

  private final DisclosedContent content;

  private Disclosed(DisclosedContent content) {
    this.content = content;
  }

  static Disclosed of(DisclosedContent content) {
    return content.withheld().isEmpty() ? new Whole(content) : new Parts(content);
  }

  /** All of it. */
  public static final class Whole extends Disclosed {

    private Whole(DisclosedContent content) {
      super(content);
    }
  }

  /** What is left of it. */
  public static final class Parts extends Disclosed {

    private Parts(DisclosedContent content) {
      super(content);
    }
  }

  /** The record, without what may not be told. */
  public ProgramRecord record() {
    return content.record().cut();
  }

  /** The participant, without what may not be told of them and of those around them. */
  public Participant participant() {
    return (Participant) content.participant().cut();
  }

  /**
   * Whether words of a person that stand in no part of the record may be said as they are: to whom
   * may not know of substance use, none that tell of it.
   */
  public boolean maySay(String words) {
    return content.maySay(words);
  }

  /** What the recipient may know. */
  public Set<Sensitivity> mayKnow() {
    return content.mayKnow();
  }

  /** What the record tells of as it is disclosed: for its labels, and the notice it carries. */
  public Set<Sensitivity> sensitivities() {
    return content.sensitivities();
  }

  /** The consents that it rests on, as far as it rests on consent. */
  public List<Consent> under() {
    return content.under();
  }

  Map<String, ContactPermission> contacts() {
    return content.contacts();
  }

  /** Whether a consent lets that be told, and no exception alone. */
  public boolean isByConsent(Sensitivity what) {
    return !content.refused().containsKey(what);
  }

  /** On what it rests. */
  public Basis basis() {
    return content.basis();
  }

  /** What does not go along, and why. */
  public List<WithheldPart> withheld() {
    return content.withheld();
  }

  /**
   * What one part of the record tells of, as it is disclosed.
   *
   * @param at a list or another part, such as {@code /keyContacts}
   * @param place the entry's place in {@link #record()}, from 0
   */
  public Set<Sensitivity> sensitivities(String at, int place) {
    return content.sensitivities(at + "/" + place(at, place));
  }

  /**
   * Whether that contact of the participant may be told about them, also where who it is is not
   * disclosed; empty where the participant has no such contact.
   */
  public Optional<Boolean> mayBeTold(String contactId) {
    return Optional.ofNullable(content.contacts().get(contactId)).map(ContactPermission::mayBeTold);
  }

  /** Whether that contact may be told of some things alone, also where of what is not disclosed. */
  public boolean isLimited(String contactId) {
    return Optional.ofNullable(content.contacts().get(contactId))
        .filter(contact -> !contact.about().isEmpty())
        .isPresent();
  }

  /**
   * Whether each of the participant's contacts that it shows may be told, by their ids: {@code
   * yes}, {@code no}, or {@code only} and what stands for the words that limit it.
   */
  public NavigableMap<String, String> permissionsOfContacts() {
    return content.permissionsOfContacts();
  }

  /**
   * Where an entry of a list of the record stands in that list as the program wrote it, so that
   * what is identified by its place keeps it for every receiver.
   *
   * @param list such as {@code /keyContacts}
   * @param place its place in {@link #record()}, from 0
   */
  public int place(String list, int place) {
    return content.record().place(list, place);
  }

  /** The same of another version of the record; empty where nothing of it may be told. */
  public Optional<Disclosed> of(ProgramRecord version) {
    return content.of(version).map(Disclosed::of);
  }

  /** The same, as it was disclosed to somebody who might know that. */
  Optional<Disclosed> of(ProgramRecord version, Set<Sensitivity> mayKnow) {
    return content.of(version, mayKnow).map(Disclosed::of);
  }

  DisclosedByOtherRecords elsewhere() {
    return content.elsewhere();
  }
}
