package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.content.Section.line;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterHospitalizationComponent;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.paper.Narratives;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisEvent.Action;
import org.warmhandoff.record.CrisisEvent.AssertedCondition;
import org.warmhandoff.record.CrisisEvent.Conclusion;
import org.warmhandoff.record.CrisisEvent.State;
import org.warmhandoff.terminology.Code;
import org.warmhandoff.terminology.Family;

/** The contact with the participant to R4 Encounter, in the order of the FHIR page. */
final class EncounterMapping {

  private static final Code VIRTUAL =
      new Code("http://terminology.hl7.org/CodeSystem/v3-ActCode", "VR", "virtual");

  private final EventParts parts;
  private final CrisisEvent event;

  EncounterMapping(EventParts parts) {
    this.parts = parts;
    this.event = parts.event();
  }

  /** Empty if there was no contact. */
  Stream<Encounter> encounters() {
    return EventContact.isIn(event) ? Stream.of(encounter()) : Stream.empty();
  }

  private Encounter encounter() {
    var context = parts.context();
    var encounter = new Encounter();
    encounter.setMeta(Profiles.meta(Profiles.ENCOUNTER, parts.labels()));
    encounter.setText(
        Narratives.of(
            "Contact with the participant in a crisis",
            Stream.of(line("From", context.time(start()))),
            EventContact.sessions(event)
                .map(
                    one ->
                        line(
                            context.words(Family.DEED, one.what()),
                            one.by() + ", " + context.time(one.at()))),
            line("Ended", end().map(context::time))));
    encounter.addIdentifier(parts.encounter()).setStatus(status()).setClass_(VIRTUAL.coding());
    types().forEach(encounter::addType);
    encounter.setSubject(context.subject());
    EventContact.sessions(event)
        .map(Action::by)
        .distinct()
        .forEach(by -> encounter.addParticipant().setIndividual(Fhir.named(by)));
    encounter
        .setPeriod(Fhir.period(start(), end()))
        .addReasonCode(context.concept(Family.CRISIS_EVENT_KIND, event.what()))
        .addReasonReference(parts.toFinding());
    admission().ifPresent(encounter::setHospitalization);
    PlaceMapping.of(parts).stay().ifPresent(encounter::addLocation);
    return encounter.setServiceProvider(Fhir.program(context.program()));
  }

  private EncounterStatus status() {
    return switch (event.state()) {
      case DETECTED, ASSESSED, BEING_ACTED_ON -> EncounterStatus.INPROGRESS;
      case RESOLVED -> EncounterStatus.FINISHED;
      case ENTERED_IN_ERROR -> EncounterStatus.ENTEREDINERROR;
    };
  }

  private Optional<Instant> end() {
    return event.outcome().filter(any -> event.state() == State.RESOLVED).map(Conclusion::at);
  }

  private Instant start() {
    return EventContact.isNotice(event)
        ? event.noticed().at()
        : Stream.concat(
                EventContact.sessions(event).map(Action::at),
                event.conditions().stream().map(AssertedCondition::assertedAt))
            .min(Comparator.naturalOrder())
            .orElseThrow();
  }

  /** Each way of contact once; where only the call or message is known, no more than that. */
  private List<CodeableConcept> types() {
    var context = parts.context();
    var bySession =
        EventContact.sessions(event)
            .map(Action::what)
            .distinct()
            .map(deed -> context.concept(Family.DEED, deed))
            .toList();
    return bySession.isEmpty()
        ? List.of(context.concept(Family.EVENT_PART, "crisis-contact"))
        : bySession;
  }

  /** Only for admissions. */
  private Optional<EncounterHospitalizationComponent> admission() {
    return event
        .outcome()
        .map(Conclusion::what)
        .filter(
            ending ->
                ending == Conclusion.Ending.ADMITTED_INPATIENT
                    || ending == Conclusion.Ending.ADMITTED_RESIDENTIAL)
        .map(
            ending ->
                new EncounterHospitalizationComponent()
                    .setDischargeDisposition(parts.context().concept(Family.OUTCOME, ending)));
  }
}
