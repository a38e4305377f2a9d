package org.warmhandoff.fhir;

import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Flag.FlagStatus;
import org.hl7.fhir.r4.model.Period;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.Graph;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.content.CrisisEventContent;
import org.warmhandoff.fhir.content.EventBanner;
import org.warmhandoff.fhir.paper.Markup;
import org.warmhandoff.fhir.paper.Paper;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisEvent.Conclusion;
import org.warmhandoff.record.CrisisEvent.Severity;
import org.warmhandoff.record.CrisisEvent.State;
import org.warmhandoff.terminology.Code;
import org.warmhandoff.terminology.Family;

/**
 * Crisis event to R4 Flag, which everybody at the partner sees, and to the report it points at.
 *
 * <p>The flag says that there is something, and nothing of what: neither its words nor its codes
 * nor its labels tell of substance use.
 */
final class CrisisEventMapping implements Mapping {

  /** <a href="https://hl7.org/fhir/R4/flag-profiles.html">Extensions of Flag in R4</a>. */
  private static final String PRIORITY = "http://hl7.org/fhir/StructureDefinition/flag-priority";

  private static final String DETAIL = "http://hl7.org/fhir/StructureDefinition/flag-detail";
  private static final Code SAFETY =
      new Code("http://terminology.hl7.org/CodeSystem/flag-category", "safety", "Safety");

  /**
   * LOINC has no type for a report of a crisis; as a note of the program's it is a progress note.
   */
  private static final Code PROGRESS_NOTE =
      new Code("http://loinc.org", "11506-3", "Progress note");

  private final MappingContext context;
  private final CrisisEvent event;
  private final EventParts parts;

  CrisisEventMapping(MappingContext context, CrisisEvent event) {
    this.context = context;
    this.event = event;
    this.parts = new EventParts(context, event);
  }

  @Override
  public Graph graph() {
    var consents = new ConsentMapping(context, event.recordedAt());
    var paper = paper();
    var report = new DocumentMapping(context).report(paper, parts.report());
    consents.references().forEach(consent -> report.getContext().addRelated(consent));
    var follow = new EventFollowUp(parts);
    var entries =
        Stream.of(
                Stream.of(flag(), report),
                new EncounterMapping(parts).encounters(),
                PlaceMapping.of(parts).locations(),
                new EventObservations(parts, paper.content()).observations(),
                follow.conditions(),
                new ActionMapping(parts).resources(),
                follow.tasks())
            .flatMap(resources -> resources)
            .map(Entry::update);
    return new ProvenanceMapping(context, event)
        .with(Stream.concat(entries, consents.entries()).toList(), Optional.empty());
  }

  @Override
  public Paper paper() {
    var report = context.terminology().concept(Family.EVENT_PART, "report").own();
    return new Paper(
        event,
        PROGRESS_NOTE.concept().addCoding(report.coding()).setText(report.display()),
        CrisisEventContent.of(context, event),
        Optional.empty(),
        documentStatus());
  }

  private Flag flag() {
    var program = context.program();
    var code = code();
    var flag = new Flag();
    flag.setMeta(Profiles.meta(Labels.plain()));
    flag.setText(Markup.narrative(code.getText()));
    flag.addExtension(new Extension(PRIORITY, standard(Family.SEVERITY, event.severity())));
    flag.addExtension(new Extension(DETAIL, Fhir.within("DocumentReference", parts.report())));
    flag.addIdentifier(parts.flag())
        .addIdentifier(context.ofEdition("version"))
        .setStatus(status())
        .addCategory(SAFETY.concept());
    Natures.of(event)
        .map(nature -> standard(Family.EVENT_NATURE, nature))
        .ifPresent(flag::addCategory);
    flag.setCode(code).setSubject(context.subject()).setPeriod(period());
    parts.toEncounter().ifPresent(flag::setEncounter);
    flag.setAuthor(Fhir.program(program));
    return flag;
  }

  private FlagStatus status() {
    return switch (event.state()) {
      case DETECTED, ASSESSED, BEING_ACTED_ON -> FlagStatus.ACTIVE;
      case RESOLVED -> FlagStatus.INACTIVE;
      case ENTERED_IN_ERROR -> FlagStatus.ENTEREDINERROR;
    };
  }

  /** Told apart from other flags without saying what has happened, and whom to call. */
  private CodeableConcept code() {
    var words = event.severity() == Severity.WATCH ? "watch-event" : "crisis-event";
    var code = context.terminology().concept(Family.FLAG, words).own().concept();
    return code.setText(
        Wording.joined(
            EventBanner.state(context, event),
            Natures.of(event)
                .map(nature -> Wording.within(context.words(Family.EVENT_NATURE, nature)))
                .orElse("alert"),
            "noticed " + context.time(event.noticed().at()),
            code.getText(),
            context
                .program()
                .phone()
                .map(phone -> "day and night: " + Wording.number(phone))
                .orElse("")));
  }

  /** Only the public code: the banner is read by whoever passes. */
  private CodeableConcept standard(Family family, Enum<?> constant) {
    return context.terminology().standard(family, constant).get(0).concept();
  }

  private Period period() {
    var end =
        event.outcome().filter(outcome -> event.state() == State.RESOLVED).map(Conclusion::at);
    return Fhir.period(event.noticed().at(), end);
  }

  private ReferredDocumentStatus documentStatus() {
    return event.state() == State.ENTERED_IN_ERROR
        ? ReferredDocumentStatus.ENTEREDINERROR
        : ReferredDocumentStatus.FINAL;
  }
}
