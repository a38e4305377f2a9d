package org.warmhandoff.fhir;

import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Type;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.Graph;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Write;
import org.warmhandoff.fhir.content.People;
import org.warmhandoff.fhir.content.ReferralContent;
import org.warmhandoff.fhir.content.Section;
import org.warmhandoff.fhir.content.Whereabouts;
import org.warmhandoff.fhir.paper.Markup;
import org.warmhandoff.fhir.paper.Paper;
import org.warmhandoff.fhir.reading.RequestState;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.Referral.State;
import org.warmhandoff.record.Referral.Target;
import org.warmhandoff.record.Words;
import org.warmhandoff.terminology.Code;
import org.warmhandoff.terminology.Family;

/** Referral to R4 ServiceRequest, and with it the Task by which the recipient answers. */
final class ReferralMapping implements Mapping {

  private static final Code REFERRAL_NOTE =
      new Code("http://loinc.org", "57133-1", "Referral note");

  private static final String SERVICE_TYPES = "http://terminology.hl7.org/CodeSystem/service-type";

  private final MappingContext context;
  private final Referral referral;

  ReferralMapping(MappingContext context, Referral referral) {
    this.context = context;
    this.referral = referral;
  }

  @Override
  public Graph graph() {
    var consents = new ConsentMapping(context, referral.recordedAt());
    var tasks = new ReferralTaskMapping(context, referral).tasks();
    var entries =
        Stream.of(
                Stream.of(Entry.update(serviceRequest(consents))),
                tasks.map(task -> Entry.of(task, Write.CREATE_ONCE)),
                PlaceMapping.of(context, referral).locations().map(Entry::update),
                consents.entries())
            .flatMap(some -> some)
            .toList();
    return new ProvenanceMapping(context, referral)
        .with(entries, Optional.of(referral.requester()));
  }

  @Override
  public Paper paper() {
    return new Paper(
        referral,
        REFERRAL_NOTE.concept(),
        ReferralContent.of(context, referral),
        Optional.of(referral.requester()),
        referral.state() == State.ENTERED_IN_ERROR
            ? ReferredDocumentStatus.ENTEREDINERROR
            : ReferredDocumentStatus.FINAL);
  }

  private ServiceRequest serviceRequest(ConsentMapping consents) {
    var program = context.program();
    var target = referral.to().target();
    var request = new ServiceRequest();
    request.setMeta(
        Profiles.meta(Profiles.SERVICE_REQUEST, Labels.of(context.sensitivities()))
            .addProfile(Profiles.REFERRAL_SERVICE_REQUEST));
    request.setText(Markup.narrative(ReferralContent.of(context, referral)));
    referral
        .stateReason()
        .map(why -> new Extension(RequestState.REASON, new CodeableConcept().setText(why)))
        .ifPresent(request::addExtension);
    request
        .addIdentifier(ReferralTaskMapping.placer(program, "referral", referral))
        .addIdentifier(context.ofEdition("version"))
        .setStatus(status())
        .setIntent(ServiceRequestIntent.ORDER)
        .addCategory(context.concept(Family.REFERRAL_CATEGORY, target))
        .setPriority(priority())
        .setCode(code(target))
        .setSubject(context.subject());
    occurrence().ifPresent(request::setOccurrence);
    request
        .setAuthoredOnElement(Fhir.time(referral.authoredAt()))
        .setRequester(context.staff(referral.requester()))
        .setPerformerType(context.concept(Family.PARTNER_ROLE, target.role()))
        .addPerformer(performer(request));
    PlaceMapping.of(context, referral).reference().ifPresent(request::addLocationReference);
    request.addReasonCode(new CodeableConcept().setText(referral.reason()));
    consents.references().forEach(request::addSupportingInfo);
    behind().forEach(request::addSupportingInfo);
    notes().map(Fhir::note).forEach(request::addNote);
    return request;
  }

  private CodeableConcept code(Target target) {
    return context
        .concept(Family.REFERRAL_TARGET, target)
        .setText("Referral: " + Words.words(target));
  }

  /** The appointment where there is one, else by when it is needed. */
  private Optional<Type> occurrence() {
    return referral
        .appointment()
        .map(ReferralMapping::occurrence)
        .or(() -> referral.neededBy().map(by -> new Period().setEndElement(Fhir.time(by))));
  }

  private static Type occurrence(Referral.Appointment when) {
    return when.until().isPresent() ? Fhir.period(when.at(), when.until()) : Fhir.time(when.at());
  }

  /** The service that is asked, as far as the program knows it. */
  private Reference performer(ServiceRequest request) {
    var target = referral.to().target();
    var name = context.words(Family.REFERRAL_TARGET, target);
    var service = new HealthcareService();
    service.setId("performer");
    service.setActive(true).addType(serviceType(target)).setName(name);
    referral
        .to()
        .partner()
        .map(partner -> context.partner(partner))
        .ifPresent(service::setProvidedBy);
    request.addContained(service);
    return new Reference("#" + service.getIdPart()).setDisplay(name);
  }

  private CodeableConcept serviceType(Target target) {
    var type = context.own(Family.PARTNER_ROLE, target.role());
    context.terminology().standard(Family.REFERRAL_TARGET, target).stream()
        .filter(code -> code.system().equals(SERVICE_TYPES))
        .map(Code::coding)
        .forEach(type::addCoding);
    return type;
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
    var program = context.program();
    var because = referral.because();
    return Stream.concat(
        Stream.concat(because.planId().stream(), referral.documents().stream())
            .distinct()
            .map(id -> Fhir.logical("CarePlan", program.identifier("crisis-plan", id))),
        because.eventId().stream()
            .map(id -> Fhir.logical("Flag", program.identifier("crisis-event", id))));
  }

  /** What whoever goes there must read, one note for each matter. */
  private Stream<String> notes() {
    var place = Whereabouts.of(context, referral).section();
    return Stream.of(
            Stream.of("What is asked: " + referral.asked(), People.facts(context).sentence()),
            referral.howToReach().stream().map(text -> "How to reach: " + text),
            referral.safetyNotes().stream().map(text -> "Safety: " + text),
            Stream.of(place).filter(Section::isFilled).map(Section::sentence),
            referral.transport().stream().map(text -> "Transport: " + text),
            referral.interpreter().stream().map(text -> "Interpreter: " + text),
            referral.appointment().stream().map(when -> "Appointment: " + when.where()),
            referral.result().stream().map(text -> "Result: " + text))
        .flatMap(notes -> notes);
  }
}
