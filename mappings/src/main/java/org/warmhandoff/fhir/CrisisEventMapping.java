package org.warmhandoff.fhir;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Flag.FlagStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisEvent.Outcome;
import org.warmhandoff.record.CrisisEvent.State;

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
  private static final String PRIORITIES = "http://hl7.org/fhir/flag-priority-code";
  private static final Code HIGH = new Code(PRIORITIES, "PH", "High priority");
  private static final Code MEDIUM = new Code(PRIORITIES, "PM", "Medium priority");
  private static final Code LOW = new Code(PRIORITIES, "PL", "Low priority");

  private static final String CATEGORIES = "http://terminology.hl7.org/CodeSystem/flag-category";
  private static final Code SAFETY = new Code(CATEGORIES, "safety", "Safety");
  private static final Code BEHAVIORAL = new Code(CATEGORIES, "behavioral", "Behavioral");
  private static final Code CLINICAL = new Code(CATEGORIES, "clinical", "Clinical");

  /**
   * LOINC has no type for a report of a crisis; as a note of the program's it is a progress note.
   */
  private static final Code PROGRESS_NOTE =
      new Code("http://loinc.org", "11506-3", "Progress note");

  private final Telling telling;
  private final CrisisEvent event;

  CrisisEventMapping(Telling telling, CrisisEvent event) {
    this.telling = telling;
    this.event = event;
  }

  @Override
  public Graph graph() {
    var report = new DocumentMapping(telling).report(paper(), reportIdentifier());
    return new Graph(List.of(new Entry(flag(), Write.UPDATE), new Entry(report, Write.UPDATE)));
  }

  @Override
  public Paper paper() {
    var program = telling.program();
    return new Paper(
        event,
        PROGRESS_NOTE
            .concept()
            .addCoding(
                program
                    .code("document-type", "crisis-event-report", "Crisis event report")
                    .coding())
            .setText("Crisis event report"),
        CrisisEventContent.of(telling, event),
        Optional.empty(),
        documentStatus());
  }

  private Flag flag() {
    var program = telling.program();
    var flag = new Flag();
    flag.setMeta(Profiles.meta(Labels.plain()));
    flag.setText(Markup.narrative(code().getText()));
    flag.addExtension(new Extension(PRIORITY, priority().concept()));
    flag.addExtension(new Extension(DETAIL, Fhir.within("DocumentReference", reportIdentifier())));
    flag.addIdentifier(program.identifier("crisis-event", event.id()))
        .addIdentifier(Fhir.version(program, event))
        .setStatus(status())
        .addCategory(SAFETY.concept())
        .addCategory(category().concept())
        .setCode(code())
        .setSubject(telling.subject())
        .setPeriod(period())
        .setAuthor(Fhir.program(program));
    return flag;
  }

  private Identifier reportIdentifier() {
    return telling.program().identifier("crisis-event-report", event.id());
  }

  private FlagStatus status() {
    return switch (event.state()) {
      case DETECTED, ASSESSED, BEING_ACTED_ON -> FlagStatus.ACTIVE;
      case RESOLVED -> FlagStatus.INACTIVE;
      case ENTERED_IN_ERROR -> FlagStatus.ENTEREDINERROR;
    };
  }

  /** Psychological or medical; {@code drug} would tell too much. */
  private Code category() {
    return switch (event.what()) {
      case MEDICATION_COMPLICATION, OTHER_MEDICAL_EMERGENCY -> CLINICAL;
      case SUICIDAL_THOUGHTS,
          SUICIDE_ATTEMPT,
          SELF_HARM,
          HARM_TO_OTHERS,
          SUBSTANCE_USE_RELAPSE,
          OVERDOSE,
          WITHDRAWAL,
          PANIC_ATTACK,
          SEVERE_ANXIETY,
          SEVERE_DEPRESSION,
          PSYCHOSIS,
          DISSOCIATION,
          MISSED_SESSION,
          HIGH_RISK_ANSWER ->
          BEHAVIORAL;
    };
  }

  private CodeableConcept code() {
    return telling
        .program()
        .code("flag", "crisis-event", "Crisis: open the crisis event report and call the program")
        .concept();
  }

  private Code priority() {
    return switch (event.severity()) {
      case WATCH -> LOW;
      case URGENT -> MEDIUM;
      case EMERGENCY -> HIGH;
    };
  }

  private Period period() {
    var end = event.outcome().filter(outcome -> event.state() == State.RESOLVED).map(Outcome::at);
    return Fhir.period(event.noticed().at(), end);
  }

  private ReferredDocumentStatus documentStatus() {
    return event.state() == State.ENTERED_IN_ERROR
        ? ReferredDocumentStatus.ENTEREDINERROR
        : ReferredDocumentStatus.FINAL;
  }
}
