package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.Section.line;

import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;
import org.warmhandoff.fhir.Section.Line;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Participant.Contact;
import org.warmhandoff.record.Participant.EmergencyContact;
import org.warmhandoff.record.Words;

/** The participant and the people near them, as a document names them. */
final class People {

  private People() {}

  /** Who the document is about. No address: that may be where the participant is. */
  static Section facts(Participant participant) {
    var contact = participant.contact();
    return Section.facts(
        "participant",
        "About",
        Stream.of(
                Stream.of(line("Name", name(participant))),
                Stream.of(line("Born", born(participant))),
                Stream.of(line("Language", language(contact))),
                reach("Phone", Wording.phones(contact.phones())),
                line("E-mail", contact.email()),
                reach("Best reached", bestReached(contact)))
            .flatMap(lines -> lines));
  }

  /** Those who may be told, in the order of calling. */
  static Section contacts(Telling telling, Instant at) {
    var participant = telling.participant();
    return Section.steps(
        "emergency-contacts",
        "Emergency contacts who may be told",
        participant.emergencyContacts().stream()
            .filter(contact -> participant.mayBeTold(contact, at))
            .filter(telling::mayName)
            .map(People::contact));
  }

  private static Line contact(EmergencyContact contact) {
    var about = String.join("; ", contact.about());
    return line(
        contact.name() + " (" + contact.relationship() + ")",
        Wording.joined(
            Wording.phones(contact.phones()),
            about.isEmpty() ? "" : "may be told only: " + about,
            contact.livesWith() ? "lives with the participant" : ""));
  }

  private static String name(Participant participant) {
    var name = participant.name();
    return Wording.joined(
        name.full() + name.preferred().map(called -> " (called " + called + ")").orElse(""),
        participant.pronouns().orElse(""));
  }

  private static String born(Participant participant) {
    return Wording.joined(
        Wording.day(participant.birthDate()),
        "sex: " + Words.words(participant.sex()),
        participant.genderIdentity().map(gender -> "gender identity: " + gender).orElse(""));
  }

  private static String language(Contact contact) {
    var language = Locale.forLanguageTag(contact.language()).getDisplayName(Locale.US);
    return contact.interpreterNeeded() ? language + ", interpreter needed" : language;
  }

  private static String bestReached(Contact contact) {
    return Wording.joined(
        contact.preferredWay().map(way -> "by " + Words.words(way)).orElse(""),
        contact.preferredHours().orElse(""));
  }

  private static Stream<Line> reach(String label, String text) {
    return Stream.of(text).filter(words -> !words.isEmpty()).map(words -> line(label, words));
  }
}
