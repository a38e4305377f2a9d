package org.warmhandoff.fhir;

import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.Referral.State;

/** Referral to R4 ServiceRequest, and with it the Task by which the recipient answers. */
final class ReferralMapping implements Mapping {

  private static final Code REFERRAL_NOTE =
      new Code("http://loinc.org", "57133-1", "Referral note");
  private static final Code PLACER =
      new Code("http://terminology.hl7.org/CodeSystem/v2-0203", "PLAC", "Placer Identifier");

  private final Telling telling;
  private final Referral referral;

  ReferralMapping(Telling telling, Referral referral) {
    this.telling = telling;
    this.referral = referral;
  }

  @Override
  public Graph graph() {
    var request = new Entry(serviceRequest(), Write.UPDATE);
    var tasks = new ReferralTaskMapping(telling, referral).tasks();
    return new Graph(
        Stream.concat(Stream.of(request), tasks.map(task -> new Entry(task, Write.CREATE_ONCE)))
            .toList());
  }

  @Override
  public Paper paper() {
    return new Paper(
        referral,
        REFERRAL_NOTE.concept(),
        ReferralContent.of(telling, referral),
        Optional.of(referral.requester()),
        referral.state() == State.ENTERED_IN_ERROR
            ? ReferredDocumentStatus.ENTEREDINERROR
            : ReferredDocumentStatus.FINAL);
  }

  /** The business identifier of a referral, as the one who places it gives it. */
  static Identifier placer(Program program, String family, Referral referral) {
    return program.identifier(family, referral.id()).setType(PLACER.concept());
  }

  private ServiceRequest serviceRequest() {
    var program = telling.program();
    var target = referral.to().target();
    var request = new ServiceRequest();
    request.setMeta(Profiles.meta(Profiles.SERVICE_REQUEST, Labels.of(referral.sensitivities())));
    request.setText(Markup.narrative(ReferralContent.of(telling, referral)));
    request
        .addIdentifier(placer(program, "referral", referral))
        .addIdentifier(Fhir.version(program, referral))
        .setStatus(status())
        .setIntent(ServiceRequestIntent.ORDER)
        .addCategory(ReferralTargets.category(target))
        .setPriority(priority())
        .setCode(ReferralTargets.code(program, target))
        .setSubject(telling.subject());
    referral.appointment().ifPresent(when -> request.setOccurrence(Fhir.time(when.at())));
    request
        .setAuthoredOnElement(Fhir.time(referral.recordedAt()))
        .setRequester(Fhir.staff(program, referral.requester(), request))
        .setPerformerType(ReferralTargets.performerType(program, target))
        .addReasonCode(new CodeableConcept().setText(referral.reason()));
    behind().forEach(request::addSupportingInfo);
    notes().map(text -> new Annotation().setText(text)).forEach(request::addNote);
    return request;
  }

  private ServiceRequestStatus status() {
    return switch (referral.state()) {
      case REQUESTED -> ServiceRequestStatus.ACTIVE;
      case CANCELLED, RECALLED -> ServiceRequestStatus.REVOKED;
      case COMPLETED -> ServiceRequestStatus.COMPLETED;
      case ENTERED_IN_ERROR -> ServiceRequestStatus.ENTEREDINERROR;
    };
  }

  private ServiceRequestPriority priority() {
    return switch (referral.urgency()) {
      case ROUTINE -> ServiceRequestPriority.ROUTINE;
      case URGENT -> ServiceRequestPriority.URGENT;
      case ASAP -> ServiceRequestPriority.ASAP;
      case STAT -> ServiceRequestPriority.STAT;
    };
  }

  private Stream<Reference> behind() {
    var program = telling.program();
    var because = referral.because();
    return Stream.concat(
        because.planId().stream()
            .map(id -> Fhir.logical("CarePlan", program.identifier("crisis-plan", id))),
        because.eventId().stream()
            .map(id -> Fhir.logical("Flag", program.identifier("crisis-event", id))));
  }

  /** What whoever goes there must read, one note for each matter. */
  private Stream<String> notes() {
    var place = ReferralContent.place(telling, referral);
    return Stream.of(
            Stream.of("What is asked: " + referral.asked()),
            referral.howToReach().stream().map(text -> "How to reach: " + text),
            referral.safetyNotes().stream().map(text -> "Safety: " + text),
            Stream.of(place).filter(Section::isFilled).map(Section::sentence),
            referral.transport().stream().map(text -> "Transport: " + text),
            referral.interpreter().stream().map(text -> "Interpreter: " + text),
            referral.appointment().stream().map(when -> "Appointment: " + when.where()))
        .flatMap(notes -> notes);
  }
}
