package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.content.Section.line;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CareTeam.CareTeamParticipantComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.content.ContactPermissions;
import org.warmhandoff.fhir.paper.Narratives;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.CrisisPlan.KeyContact;
import org.warmhandoff.record.CrisisPlan.State;
import org.warmhandoff.record.Participant.EmergencyContact;
import org.warmhandoff.record.Relation;
import org.warmhandoff.terminology.Code;
import org.warmhandoff.terminology.Family;

/** Key contacts and emergency contacts to R4 RelatedPerson, in the order of the FHIR page. */
final class KeyContactMapping {

  private static final Code EMERGENCY_CONTACT =
      new Code("http://terminology.hl7.org/CodeSystem/v2-0131", "C", "Emergency Contact");

  private static final String LIST = "/keyContacts";

  private final MappingContext context;
  private final CrisisPlan plan;

  KeyContactMapping(MappingContext context, CrisisPlan plan) {
    this.context = context;
    this.plan = plan;
  }

  /** One for each key contact, in the order of calling. */
  Stream<DomainResource> relatedPersons() {
    return places().mapToObj(this::relatedPerson);
  }

  Stream<Reference> references() {
    return places().mapToObj(this::reference);
  }

  /** In the care team, each in the part that they have in the participant's life. */
  Stream<CareTeamParticipantComponent> participants() {
    return places()
        .mapToObj(
            place ->
                new CareTeamParticipantComponent()
                    .addRole(
                        relationship(
                            context, contact(place).relation(), contact(place).relationship()))
                    .setMember(reference(place)));
  }

  /** An emergency contact, as the participant's record has them. */
  static RelatedPerson relatedPerson(MappingContext context, EmergencyContact contact) {
    var mayBeTold = context.disclosed().mayBeTold(contact.id()).orElseThrow();
    var person = new RelatedPerson();
    person.setMeta(Profiles.meta(Profiles.RELATED_PERSON, Labels.plain()));
    person.setText(
        Narratives.of(
            "Emergency contact",
            Stream.of(
                line("Name", contact.name()),
                line("Relationship", contact.relationship()),
                line("Phone", Wording.phones(contact.phones())),
                line("May be told", Wording.yesOrNo(mayBeTold))),
            contact.about().stream().map(about -> line("About", about))));
    person.addExtension(Profiles.MAY_BE_TOLD, new BooleanType(mayBeTold));
    person
        .addIdentifier(identifier(context, contact))
        .setActive(true)
        .setPatient(context.subject())
        .addRelationship(relationship(context, contact.relation(), contact.relationship()))
        .addRelationship(EMERGENCY_CONTACT.concept())
        .addName()
        .setText(contact.name());
    contact.phones().stream().map(Fhir::phone).forEach(person::addTelecom);
    return person;
  }

  static Identifier identifier(MappingContext context, EmergencyContact contact) {
    return context.identifier("emergency-contact", contact.id());
  }

  private Optional<Boolean> mayBeTold(KeyContact contact) {
    return contact.contactId().flatMap(context.disclosed()::mayBeTold);
  }

  private Reference reference(int place) {
    return Fhir.within("RelatedPerson", identifier(place)).setDisplay(contact(place).name());
  }

  private IntStream places() {
    return IntStream.range(0, plan.keyContacts().size());
  }

  private KeyContact contact(int place) {
    return plan.keyContacts().get(place);
  }

  private Identifier identifier(int place) {
    var written = context.disclosed().place(LIST, place);
    return context.identifier("crisis-plan-contact", Places.name(plan.id(), "c", written));
  }

  private DomainResource relatedPerson(int place) {
    var contact = contact(place);
    var mayBeTold = mayBeTold(contact);
    var person = new RelatedPerson();
    person.setMeta(Profiles.meta(Profiles.RELATED_PERSON, labels(place)));
    person.setText(
        Narratives.of(
            "Key contact, number " + (place + 1) + " to call",
            Stream.of(
                line("Name", contact.name()),
                line("Relationship", contact.relationship()),
                line("Phone", Wording.phone(contact.phone()))),
            line("Note", contact.note()),
            line("May be told", mayBeTold.map(Wording::yesOrNo)),
            line("Limit", limit(contact))));
    mayBeTold.ifPresent(known -> person.addExtension(Profiles.MAY_BE_TOLD, new BooleanType(known)));
    person.addIdentifier(identifier(place));
    person
        .setActive(plan.state() != State.ENTERED_IN_ERROR)
        .setPatient(context.subject())
        .addRelationship(relationship(context, contact.relation(), contact.relationship()))
        .addName()
        .setText(contact.name());
    mayBeTold.ifPresent(known -> person.addRelationship(EMERGENCY_CONTACT.concept()));
    person.addTelecom(Fhir.phone(contact.phone()).setRank(place + 1));
    return person;
  }

  private Optional<String> limit(KeyContact contact) {
    return contact
        .contactId()
        .filter(known -> mayBeTold(contact).orElse(false))
        .filter(context.disclosed()::isLimited)
        .flatMap(known -> ContactPermissions.words(context, known));
  }

  private List<Coding> labels(int place) {
    return Labels.of(context.disclosed().sensitivities(LIST, place));
  }

  static CodeableConcept relationship(
      MappingContext context, Optional<Relation> relation, String words) {
    return relation
        .map(one -> context.concept(Family.RELATION, one))
        .orElseGet(CodeableConcept::new)
        .setText(words);
  }
}
