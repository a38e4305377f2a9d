package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.content.Section.line;

import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationPriority;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.StringType;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.content.ConsentContent;
import org.warmhandoff.fhir.paper.Narratives;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisEvent.Action;
import org.warmhandoff.record.Participant.EmergencyContact;
import org.warmhandoff.terminology.Code;
import org.warmhandoff.terminology.Family;

/**
 * What was done to R4 Procedure, and whom somebody told or called to R4 Communication, in the order
 * of the FHIR pages.
 */
final class ActionMapping {

  private static final String CATEGORIES =
      "http://terminology.hl7.org/CodeSystem/communication-category";
  static final Code ALERT = new Code(CATEGORIES, "alert", "Alert");
  static final Code NOTIFICATION = new Code(CATEGORIES, "notification", "Notification");

  private final EventParts parts;
  private final CrisisEvent event;
  private final MappingContext context;

  ActionMapping(EventParts parts) {
    this.parts = parts;
    this.event = parts.event();
    this.context = parts.context();
  }

  Stream<DomainResource> resources() {
    var done =
        IntStream.range(0, event.actions().size())
            .mapToObj(place -> resource(event.actions().get(place), place));
    return Stream.concat(done, Stream.concat(consents(), notifiedContacts()));
  }

  /** The consents on which somebody was told, so that what refers to them finds them. */
  private Stream<DomainResource> consents() {
    var mapping = new ConsentMapping(context, event.recordedAt());
    return event.actions().stream()
        .flatMap(action -> consent(action).stream())
        .distinct()
        .filter(consent -> !context.disclosed().under().contains(consent))
        .filter(consent -> ConsentContent.isDisclosed(context, consent))
        .map(mapping::consent);
  }

  /** Those who were told. */
  private Stream<DomainResource> notifiedContacts() {
    return event.actions().stream()
        .flatMap(action -> contact(action).stream())
        .distinct()
        .map(contact -> KeyContactMapping.relatedPerson(context, contact));
  }

  private Optional<Consent> consent(Action action) {
    return action.consentId().flatMap(context.participant()::consent);
  }

  private Optional<EmergencyContact> contact(Action action) {
    return consent(action)
        .flatMap(consent -> consent.recipient().contact())
        .flatMap(context.participant()::emergencyContact);
  }

  private DomainResource resource(Action action, int place) {
    return switch (action.what()) {
      case EMERGENCY_CONTACT_TOLD ->
          communication(action, place, NOTIFICATION, CommunicationPriority.URGENT);
      case EMERGENCY_SERVICES_SENT, WELLNESS_CHECK_SENT ->
          communication(action, place, ALERT, CommunicationPriority.STAT);
      case MOBILE_CRISIS_CALLED ->
          communication(action, place, ALERT, CommunicationPriority.URGENT);
      case GROUNDING,
          SAFETY_PLAN_USED,
          SESSION_BY_VIDEO,
          SESSION_BY_PHONE,
          SESSION_BY_MESSAGE,
          ON_CALL_CLINICIAN,
          PSYCHIATRIST_CONSULTED,
          OTHER ->
          procedure(action, place);
    };
  }

  private Procedure procedure(Action action, int place) {
    var procedure = new Procedure();
    procedure.setMeta(Profiles.meta(Profiles.PROCEDURE, parts.labels()));
    procedure.setText(narrative(action));
    procedure
        .addIdentifier(parts.identifier("crisis-event-action", "a", "/actions", place))
        .setStatus(parts.inError() ? ProcedureStatus.ENTEREDINERROR : ProcedureStatus.COMPLETED)
        .setCode(code(action))
        .setSubject(context.subject());
    parts.toEncounter().ifPresent(procedure::setEncounter);
    procedure
        .setPerformed(Fhir.time(action.at()))
        .addPerformer()
        .setActor(Fhir.named(action.by()))
        .setOnBehalfOf(Fhir.program(context.program()));
    procedure.addReasonReference(parts.toFinding());
    action.note().map(Fhir::note).ifPresent(procedure::addNote);
    return procedure;
  }

  private Communication communication(
      Action action, int place, Code category, CommunicationPriority priority) {
    var communication = new Communication();
    communication.setMeta(Profiles.meta(parts.labels()));
    communication.setText(narrative(action));
    communication
        .addIdentifier(parts.identifier("crisis-event-action", "a", "/actions", place))
        .setStatus(
            parts.inError() ? CommunicationStatus.ENTEREDINERROR : CommunicationStatus.COMPLETED)
        .addCategory(category.concept())
        .setPriority(priority)
        .setSubject(context.subject())
        .setTopic(code(action));
    action
        .consentId()
        .map(id -> Fhir.logical("Consent", context.identifier("consent", id)))
        .map(
            reference ->
                consent(action)
                    .filter(found -> ConsentContent.isDisclosed(context, found))
                    .map(found -> Fhir.within("Consent", reference.getIdentifier()))
                    .orElse(reference))
        .ifPresent(communication::addAbout);
    parts.toEncounter().ifPresent(communication::setEncounter);
    communication.setSentElement(Fhir.time(action.at()));
    contact(action)
        .map(
            person ->
                Fhir.within("RelatedPerson", KeyContactMapping.identifier(context, person))
                    .setDisplay(person.name()))
        .ifPresent(communication::addRecipient);
    communication.setSender(Fhir.named(action.by())).addReasonReference(parts.toFinding());
    communication
        .addPayload()
        .setContent(new StringType(context.words(Family.DEED, action.what())));
    action.note().map(Fhir::note).ifPresent(communication::addNote);
    return communication;
  }

  private CodeableConcept code(Action action) {
    return context.concept(Family.DEED, action.what());
  }

  private Narrative narrative(Action action) {
    return Narratives.of(
        context.words(Family.DEED, action.what()),
        Stream.of(line("When", context.time(action.at())), line("By", action.by())),
        line("Told", contact(action).map(EmergencyContact::name)),
        line("Under consent", action.consentId()),
        line("Note", action.note()));
  }
}
