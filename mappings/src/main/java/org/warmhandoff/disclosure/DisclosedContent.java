package org.warmhandoff.disclosure;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Participant.EmergencyContact;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;

/**
 * What is told of a record.
 *
 * @param refused on what ground the rest may not be known
 * @param contacts ids of the participant's contacts, and whether they may be told
 * @param elsewhere what other records may tell the same recipient
 */
record DisclosedContent(
    RedactedRecord record,
    RedactedRecord participant,
    Set<Sensitivity> mayKnow,
    Map<Sensitivity, Ground> refused,
    List<Consent> under,
    Basis basis,
    Map<String, ContactPermission> contacts,
    DisclosedByOtherRecords elsewhere,
    Redaction redaction) {

  /** Everything that does not go along. */
  List<WithheldPart> withheld() {
    return Stream.concat(
            record.parts().stream().map(part -> withheld("", part)),
            participant.parts().stream()
                .filter(part -> !mayKnow.contains(part.sensitivity()))
                .filter(part -> record.goesAlong(part.sensitivity()))
                .map(part -> withheld("/participant", part)))
        .toList();
  }

  private WithheldPart withheld(String before, SensitivePart part) {
    return new WithheldPart(
        before + part.at(),
        part.sensitivity(),
        refused.getOrDefault(part.sensitivity(), Ground.NOT_IN_SCOPE));
  }

  boolean maySay(String words) {
    return mayKnow.contains(Sensitivity.SUBSTANCE_USE) || !redaction.tellsOfSubstanceUse(words);
  }

  /** What the record tells of. */
  Set<Sensitivity> sensitivities() {
    return sensitivities("");
  }

  /** What it tells of as a whole, and in that part. */
  Set<Sensitivity> sensitivities(String at) {
    return Stream.concat(
            record.whole().essential().stream(),
            record.all().stream()
                .filter(part -> (part.at() + "/").startsWith(at + "/"))
                .map(SensitivePart::sensitivity)
                .filter(mayKnow::contains))
        .collect(toUnmodifiableSet());
  }

  /** The permissions of the contacts that it shows, by their ids. */
  NavigableMap<String, String> permissionsOfContacts() {
    var permissions = new TreeMap<String, String>();
    shownContacts()
        .filter(contacts::containsKey)
        .forEach(id -> permissions.put(id, contacts.get(id).word()));
    return permissions;
  }

  private Stream<String> shownContacts() {
    return record.cut() instanceof CrisisPlan plan
        ? plan.keyContacts().stream().flatMap(contact -> contact.contactId().stream())
        : ((Participant) participant.cut())
            .emergencyContacts().stream()
                .map(EmergencyContact::id)
                .filter(
                    id ->
                        Optional.ofNullable(contacts.get(id))
                            .map(ContactPermission::mayBeTold)
                            .orElse(false));
  }

  /** The same of another version; empty where nothing of it may be told. */
  Optional<DisclosedContent> of(ProgramRecord version) {
    return of(version, mayKnow);
  }

  /** The same of a version that was told to somebody who might know that. */
  Optional<DisclosedContent> of(ProgramRecord version, Set<Sensitivity> known) {
    return known.containsAll(version.essential())
        ? redaction.cut(version, known).flatMap(cut -> content(cut, known))
        : Optional.empty();
  }

  private Optional<DisclosedContent> content(RedactedRecord cut, Set<Sensitivity> known) {
    return along(redaction, participant.whole(), known, cut)
        .map(
            about ->
                new DisclosedContent(
                    cut, about, known, refused, under, basis, contacts, elsewhere, redaction));
  }

  /**
   * What of the participant goes along with what is left of the record; empty where that means
   * nothing.
   */
  static Optional<RedactedRecord> along(
      Redaction redaction,
      ProgramRecord participant,
      Set<Sensitivity> known,
      RedactedRecord record) {
    var along = known.stream().filter(record::goesAlong).collect(toUnmodifiableSet());
    return redaction.cut(participant, along);
  }
}
