package org.warmhandoff.fhir;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationPayloadComponent;
import org.hl7.fhir.r4.model.Communication.CommunicationPriority;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.content.Content;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.fhir.paper.Markup;
import org.warmhandoff.fhir.paper.Paper;
import org.warmhandoff.fhir.paper.PlainText;
import org.warmhandoff.fhir.paper.Rendition;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisEvent.Severity;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.Referral.Urgency;

/** A record's paper to R4 Communication, in the order of the FHIR page. */
final class MessageMapping {

  private final MappingContext context;

  MessageMapping(MappingContext context) {
    this.context = context;
  }

  /** One message for each version: a message that was sent does not change. */
  Communication message(Paper paper) {
    var program = context.program();
    var record = paper.record();
    var message = new Communication();
    message.setMeta(Profiles.meta(Labels.of(context.sensitivities())));
    message.setText(Markup.narrative(paper.content()));
    message
        .addIdentifier(context.ofEdition("message"))
        .addIdentifier(context.ofEdition("version"))
        .setStatus(status(paper))
        .addCategory((isAlert(record) ? ActionMapping.ALERT : ActionMapping.NOTIFICATION).concept())
        .setPriority(priority(record))
        .setSubject(context.subject())
        .setTopic(new CodeableConcept().setText(paper.content().banner().label()))
        .addAbout(about(record))
        .setSentElement(Fhir.time(record.recordedAt()))
        .setSender(Fhir.program(program))
        .addPayload(payload(new StringType(lead(paper.content()))))
        .addPayload(payload(new StringType(PlainText.of(context, paper).strip())))
        .addPayload(payload(Rendition.of(context, paper, DocumentFormat.HTML).attachment()));
    return message;
  }

  private static CommunicationStatus status(Paper paper) {
    return paper.status() == ReferredDocumentStatus.ENTEREDINERROR
        ? CommunicationStatus.ENTEREDINERROR
        : CommunicationStatus.COMPLETED;
  }

  private static boolean isAlert(ProgramRecord record) {
    return (record instanceof CrisisEvent event && event.severity() != Severity.WATCH)
        || (record instanceof Referral referral && referral.urgency() == Urgency.STAT);
  }

  private static CommunicationPriority priority(ProgramRecord record) {
    return switch (record.priority()) {
      case EMERGENCY -> CommunicationPriority.STAT;
      case URGENT -> CommunicationPriority.URGENT;
      case ROUTINE -> CommunicationPriority.ROUTINE;
    };
  }

  private Reference about(ProgramRecord record) {
    return Fhir.logical(
        type(record), context.program().identifier(record.kind().word(), record.id()));
  }

  private static String type(ProgramRecord record) {
    return switch (record.kind()) {
      case CRISIS_PLAN -> "CarePlan";
      case CRISIS_EVENT -> "Flag";
      case REFERRAL -> "ServiceRequest";
      case PARTICIPANT -> "Patient";
    };
  }

  /** For lists of messages, which show the first words. */
  private String lead(Content content) {
    return "%s. From %s; the whole text follows."
        .formatted(content.banner().label(), context.program().name());
  }

  private static CommunicationPayloadComponent payload(Type content) {
    return new CommunicationPayloadComponent().setContent(content);
  }
}
