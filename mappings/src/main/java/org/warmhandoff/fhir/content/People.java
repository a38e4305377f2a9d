package org.warmhandoff.fhir.content;

import static java.util.stream.Collectors.joining;
import static org.warmhandoff.fhir.content.Section.line;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.content.Section.Line;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Participant.Contact;
import org.warmhandoff.record.Participant.EmergencyContact;
import org.warmhandoff.record.Words;

/** The participant and the people near them, as a document names them. */
public final class People {

  private People() {}

  /** Whom to call first, day and night. */
  static Section program(MappingContext context) {
    return Section.facts(
        "call",
        "Call the program",
        line("Day and night", context.program().phone().map(Wording::number)));
  }

  /** Who it is about. The address only to those who may know where the participant is. */
  public static Section facts(MappingContext context) {
    var participant = context.participant();
    var contact = participant.contact();
    return Section.facts(
        "participant",
        "About the participant",
        Stream.of(
                Stream.of(line("Name", name(participant))),
                Stream.of(line("Born", born(participant))),
                Stream.of(line("Language", language(contact))),
                reach("Phone", Wording.phones(contact.phones())),
                line("E-mail", contact.email()),
                reach("Best reached", bestReached(contact)),
                line("Home", home(context)),
                known(context),
                Stream.of(line("Allergies", allergies(context))))
            .flatMap(lines -> lines));
  }

  private static Optional<String> home(MappingContext context) {
    return context.participant().address().map(Whereabouts::address);
  }

  /** By the numbers of the receiver alone: those of others are none of its business. */
  private static Stream<Line> known(MappingContext context) {
    return context.participant().identifiers().stream()
        .filter(known -> context.audience().identifierSystems().contains(known.system()))
        .map(known -> line("Your MRN", known.value()));
  }

  /** What is not told here must not read as if there were none, nor say why it is not told. */
  private static String allergies(MappingContext context) {
    var participant = context.participant();
    if (participant.hasNoAllergies()) {
      return "none known";
    }
    var contacts =
        participant.allergies().stream()
            .map(one -> one.to() + one.reaction().map(does -> " (" + does + ")").orElse(""))
            .collect(joining("; "));
    return contacts.isEmpty() ? "not recorded here, ask" : contacts + "; ask for others";
  }

  /** Those who may be told, in the order of calling. */
  static Section contacts(MappingContext context) {
    var participant = context.participant();
    return Section.steps(
        "emergency-contacts",
        "Emergency contacts who may be told",
        participant.emergencyContacts().stream()
            .filter(contact -> context.disclosed().mayBeTold(contact.id()).orElse(false))
            .map(contact -> contact(context, contact)));
  }

  private static Line contact(MappingContext context, EmergencyContact contact) {
    return line(
        contact.name() + " (" + contact.relationship() + ")",
        Wording.joined(
            Wording.phones(contact.phones()),
            context.disclosed().isLimited(contact.id())
                ? ContactPermissions.words(context, contact.id()).orElseThrow()
                : "",
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
