package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.content.Section.line;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.content.Content;
import org.warmhandoff.fhir.paper.Markup;
import org.warmhandoff.fhir.paper.Narratives;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisEvent.Conclusion;
import org.warmhandoff.record.CrisisEvent.EventKind;
import org.warmhandoff.record.CrisisEvent.Risk;
import org.warmhandoff.record.CrisisEvent.Screening;
import org.warmhandoff.terminology.Code;
import org.warmhandoff.terminology.Family;

/**
 * What was found in a crisis event to R4 Observation, in the order of the FHIR page: the event
 * itself with all that the banner must not tell, the risk, and the answers in a screening. A
 * screening never becomes a Condition.
 */
final class EventObservations {

  private static final String CATEGORIES =
      "http://terminology.hl7.org/CodeSystem/observation-category";
  static final Code SURVEY = new Code(CATEGORIES, "survey", "Survey");
  private static final Code EXAM = new Code(CATEGORIES, "exam", "Exam");

  private final EventParts parts;
  private final CrisisEvent event;
  private final MappingContext context;
  private final Content content;

  /**
   * What was found.
   *
   * @param content the whole event in words
   */
  EventObservations(EventParts parts, Content content) {
    this.parts = parts;
    this.content = content;
    this.event = parts.event();
    this.context = parts.context();
  }

  Stream<Observation> observations() {
    return Stream.of(
            Stream.of(finding()),
            event.risk().map(this::risk).stream(),
            event.noticed().screening().stream().flatMap(this::screening))
        .flatMap(some -> some);
  }

  private Observation finding() {
    var finding = observation(parts.finding(), EXAM, Fhir.time(event.noticed().at()));
    finding.setMeta(Profiles.meta(parts.labels()));
    finding.setText(Markup.narrative(content));
    event
        .planId()
        .map(id -> Fhir.logical("CarePlan", context.identifier("crisis-plan", id)))
        .ifPresent(finding::addBasedOn);
    finding
        .setCode(context.concept(Family.EVENT_PART, "crisis-event"))
        .setIssuedElement(Fhir.instant(event.recordedAt()))
        .addPerformer(Fhir.program(context.program()))
        .setValue(context.concept(Family.CRISIS_EVENT_KIND, event.what()))
        .addNote(Fhir.note(event.summary()));
    event.outcome().flatMap(Conclusion::note).map(Fhir::note).ifPresent(finding::addNote);
    members().forEach(finding::addHasMember);
    component(finding, "severity", context.own(Family.SEVERITY, event.severity()));
    component(finding, "state", context.concept(Family.EVENT_STATE, event.state()));
    event
        .nature()
        .map(nature -> context.own(Family.EVENT_NATURE, nature))
        .ifPresent(nature -> component(finding, "nature", nature));
    component(finding, "noticed-how", context.concept(Family.EVENT_SOURCE, event.noticed().how()));
    event.noticed().by().ifPresent(by -> component(finding, "noticed-by", new StringType(by)));
    event
        .outcome()
        .map(end -> context.concept(Family.OUTCOME, end.what()))
        .ifPresent(end -> component(finding, "outcome", end));
    return finding;
  }

  private Stream<Reference> members() {
    return Stream.concat(
            event.risk().map(any -> riskIdentifier()).stream(),
            event.noticed().screening().map(any -> screeningIdentifier()).stream())
        .map(identifier -> Fhir.within("Observation", identifier));
  }

  private void component(Observation finding, String what, Type value) {
    finding.addComponent().setCode(context.concept(Family.EVENT_PART, what)).setValue(value);
  }

  private Observation risk(Risk risk) {
    var observation = observation(riskIdentifier(), SURVEY, Fhir.time(risk.assessedAt()));
    observation.setText(
        Narratives.of(
            "Risk",
            Stream.of(
                line("Level", context.words(Family.RISK_LEVEL, risk.level())),
                line("Assessed by", risk.assessedBy()),
                line("When", context.time(risk.assessedAt())),
                line("Instrument", risk.instrument()))));
    observation
        .setCode(context.concept(Family.EVENT_PART, riskCode(risk)))
        .addPerformer(Fhir.named(risk.assessedBy()))
        .setValue(context.concept(Family.RISK_LEVEL, risk.level()))
        .setMethod(new CodeableConcept().setText(risk.instrument()));
    return observation;
  }

  /** LOINC's is the risk of suicide; what was assessed may be another. */
  private String riskCode(Risk risk) {
    var ofSuicide =
        event.what() == EventKind.SUICIDAL_THOUGHTS
            || event.what() == EventKind.SUICIDE_ATTEMPT
            || isOfSuicideRisk(risk.instrument());
    return ofSuicide ? "suicide-risk-level" : "risk-level";
  }

  /** The score of the whole has the answers as members; the answer to one item has none. */
  private Stream<Observation> screening(Screening screening) {
    var first =
        answer(screeningIdentifier(), screening.instrument(), screening.item(), screening.score());
    if (screening.item().isEmpty()) {
      answers(screening)
          .map(Entry::update)
          .map(entry -> Fhir.within("Observation", entry.identifier()))
          .forEach(first::addHasMember);
    }
    return Stream.concat(Stream.of(first), answers(screening));
  }

  private Stream<Observation> answers(Screening screening) {
    return IntStream.range(0, screening.answers().size())
        .filter(place -> !isTheOneAskedFor(screening, screening.answers().get(place)))
        .mapToObj(place -> answer(screening, place));
  }

  private static boolean isTheOneAskedFor(Screening screening, Screening.ItemScore answer) {
    return screening.item().filter(answer.item()::equals).isPresent()
        && answer.score() == screening.score();
  }

  private Observation answer(Screening screening, int place) {
    var one = screening.answers().get(place);
    return answer(
        parts.identifier("crisis-event-screening", "q", "/noticed/screening/answers", place),
        screening.instrument(),
        Optional.of(one.item()),
        one.score());
  }

  private Observation answer(
      Identifier identifier, String instrument, Optional<String> item, int score) {
    var words = instrument + item.map(one -> ", " + one).orElse("");
    var observation = observation(identifier, SURVEY, Fhir.time(event.noticed().at()));
    observation.setText(Narratives.of("Screening", Stream.of(line(words, "score " + score))));
    observation
        .setCode(screeningCode(instrument, item).setText(words))
        .addPerformer(context.subject())
        .setValue(value(instrument, item, score));
    return observation;
  }

  /** The screener's questions are answered by yes or no. */
  private Type value(String instrument, Optional<String> item, int score) {
    return word(instrument, item).startsWith("c-ssrs-screener-item-") && score <= 1
        ? new BooleanType(score == 1)
        : new IntegerType(score);
  }

  private static boolean isOfSuicideRisk(String instrument) {
    return instrument.toUpperCase(Locale.ROOT).startsWith("C-SSRS");
  }

  private CodeableConcept screeningCode(String instrument, Optional<String> item) {
    var code = word(instrument, item);
    return context.terminology().find(Family.SCREENING, code).isPresent()
        ? context.concept(Family.SCREENING, code)
        : context.concept(Family.EVENT_PART, "screening-answer");
  }

  private static String word(String instrument, Optional<String> item) {
    return word(instrument) + item.map(one -> "-" + word(one)).orElse("");
  }

  /** {@code PHQ-9} is {@code phq-9}. */
  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  private Observation observation(Identifier identifier, Code category, DateTimeType when) {
    var observation = new Observation();
    observation.setMeta(Profiles.meta(Profiles.SCREENING_ASSESSMENT, parts.labels()));
    observation
        .addIdentifier(identifier)
        .setStatus(status())
        .addCategory(category.concept())
        .setSubject(context.subject())
        .setEffective(when);
    parts.toEncounter().ifPresent(observation::setEncounter);
    return observation;
  }

  private ObservationStatus status() {
    return switch (event.state()) {
      case DETECTED -> ObservationStatus.PRELIMINARY;
      case ASSESSED, BEING_ACTED_ON, RESOLVED -> ObservationStatus.FINAL;
      case ENTERED_IN_ERROR -> ObservationStatus.ENTEREDINERROR;
    };
  }

  private Identifier riskIdentifier() {
    return parts.identifier("crisis-event-risk");
  }

  private Identifier screeningIdentifier() {
    return parts.identifier("crisis-event-screening");
  }
}
