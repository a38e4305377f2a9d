package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.content.Section.line;

import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.base.Work;
import org.warmhandoff.fhir.paper.Narratives;
import org.warmhandoff.fhir.reading.BusinessStatus;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.Words;
import org.warmhandoff.terminology.Code;
import org.warmhandoff.terminology.Family;

/**
 * Referral to R4 Tasks, in the order of the FHIR page.
 *
 * <p>Each task is made once and then belongs to the recipient, so what the program wants later it
 * asks for in another task.
 */
final class ReferralTaskMapping {

  private static final String CODES = "http://hl7.org/fhir/CodeSystem/task-code";
  private static final Code FULFILL = new Code(CODES, "fulfill", "Fulfill the focal request");
  private static final Code ABORT =
      new Code(CODES, "abort", "Mark the focal resource as no longer active");

  private static final Code CREATED =
      new Code(BusinessStatus.SYSTEM, "2.0", "Service Request Created");
  private static final Code CANCELLATION_REQUESTED =
      new Code(BusinessStatus.SYSTEM, "5.2", "Service Request Cancellation Requested");

  private static final Code PLACER =
      new Code("http://terminology.hl7.org/CodeSystem/v2-0203", "PLAC", "Placer Identifier");
  private final MappingContext context;
  private final Referral referral;

  ReferralTaskMapping(MappingContext context, Referral referral) {
    this.context = context;
    this.referral = referral;
  }

  /**
   * One for what the program wants now. Whoever has taken the work is asked to end it; what nobody
   * has taken is {@link ReferralWithdrawal withdrawn}, and nobody is asked again to do what is
   * done.
   */
  Stream<Task> tasks() {
    return switch (referral.state()) {
      case REQUESTED -> Stream.of(fulfill());
      case CANCELLED, RECALLED, ENTERED_IN_ERROR ->
          switch (context.audience().work()) {
            case NOT_KNOWN, TAKEN -> Stream.of(abort());
            case OPEN, OVER -> Stream.empty();
          };
      case COMPLETED ->
          context.audience().work() == Work.TAKEN ? Stream.of(abort()) : Stream.empty();
    };
  }

  private Task fulfill() {
    var asked = "Please answer this referral, and say how it ended";
    var task = task(identifier("referral-task"), CREATED, FULFILL).setDescription(asked);
    task.setText(Narratives.of(asked, line("Answer by", referral.replyBy().map(context::time))));
    task.getMeta().addProfile(Profiles.REFERRAL_TASK);
    referral
        .replyBy()
        .ifPresent(by -> task.getRestriction().getPeriod().setEndElement(Fhir.time(by)));
    return task;
  }

  private Task abort() {
    var asked = asked();
    var task =
        task(identifier("referral-abort"), CANCELLATION_REQUESTED, ABORT)
            .addPartOf(Fhir.logical("Task", identifier("referral-task")))
            .setDescription(asked);
    task.setText(Narratives.of(asked, line("Why", referral.stateReason())));
    referral
        .stateReason()
        .map(why -> new CodeableConcept().setText(why))
        .ifPresent(task::setReasonCode);
    return task;
  }

  private String asked() {
    return referral.state() == Referral.State.COMPLETED
        ? "The program has what it asked for: please close this referral"
        : "The program takes this referral back ("
            + Words.words(referral.state())
            + "): please stop";
  }

  private Task task(Identifier identifier, Code businessStatus, Code code) {
    var task = new Task();
    task.setMeta(Profiles.meta(Labels.of(context.sensitivities())));
    task.addIdentifier(identifier)
        .setStatus(TaskStatus.REQUESTED)
        .setBusinessStatus(businessStatus.concept())
        .setIntent(TaskIntent.ORDER)
        .setPriority(priority())
        .setCode(code.concept())
        .setFocus(Fhir.within("ServiceRequest", identifier("referral")))
        .setFor(context.subject())
        .setAuthoredOnElement(Fhir.time(referral.recordedAt()))
        .setLastModifiedElement(Fhir.time(referral.recordedAt()))
        .setRequester(Fhir.program(context.program()))
        .setOwner(owner());
    return task;
  }

  private Identifier identifier(String family) {
    return placer(context.program(), family, referral);
  }

  private TaskPriority priority() {
    return switch (referral.urgency()) {
      case ROUTINE -> TaskPriority.ROUTINE;
      case URGENT -> TaskPriority.URGENT;
      case ASAP -> TaskPriority.ASAP;
      case STAT -> TaskPriority.STAT;
    };
  }

  /** Whom it is for: the partner where one is chosen, else by what it is. */
  private Reference owner() {
    var to = referral.to();
    return to.partner()
        .map(partner -> context.partner(partner))
        .orElseGet(() -> new Reference().setType("Organization"))
        .setDisplay(context.words(Family.REFERRAL_TARGET, to.target()));
  }

  /** The business identifier of a referral, as the one who places it gives it. */
  static Identifier placer(Program program, String family, Referral referral) {
    return program.identifier(family, referral.id()).setType(PLACER.concept());
  }
}
