package org.warmhandoff.fhir;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisEvent.State;

/** What the resources of one crisis event share. */
record EventParts(MappingContext context, CrisisEvent event) {

  Identifier flag() {
    return identifier("crisis-event");
  }

  Identifier finding() {
    return identifier("crisis-event-finding");
  }

  Identifier encounter() {
    return identifier("crisis-event-encounter");
  }

  Identifier location() {
    return identifier("crisis-event-location");
  }

  Identifier report() {
    return identifier("crisis-event-report");
  }

  Identifier identifier(String family) {
    return context.identifier(family, event.id());
  }

  /**
   * One of several, by its place in the event as the program wrote it.
   *
   * @param list such as {@code /actions}
   */
  Identifier identifier(String family, String letter, String list, int place) {
    var written = context.disclosed().place(list, place);
    return context.identifier(family, Places.name(event.id(), letter, written));
  }

  Reference toFinding() {
    return Fhir.within("Observation", finding());
  }

  /** The encounter, if there was any contact with the participant. */
  Optional<Reference> toEncounter() {
    return EventContact.isIn(event)
        ? Optional.of(Fhir.within("Encounter", encounter()))
        : Optional.empty();
  }

  List<Coding> labels() {
    return Labels.of(context.sensitivities());
  }

  boolean inError() {
    return event.state() == State.ENTERED_IN_ERROR;
  }
}
