package org.warmhandoff.fhir;

import java.util.Optional;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisEvent.Nature;

/** Psychological or medical. */
final class Natures {

  private Natures() {}

  /** As the record says, else as what has happened suggests; an alert suggests nothing. */
  static Optional<Nature> of(CrisisEvent event) {
    return event
        .nature()
        .or(
            () ->
                switch (event.what()) {
                  case OVERDOSE, WITHDRAWAL, MEDICATION_COMPLICATION, OTHER_MEDICAL_EMERGENCY ->
                      Optional.of(Nature.MEDICAL);
                  case SUICIDAL_THOUGHTS,
                      SUICIDE_ATTEMPT,
                      SELF_HARM,
                      HARM_TO_OTHERS,
                      SUBSTANCE_USE_RELAPSE,
                      PANIC_ATTACK,
                      SEVERE_ANXIETY,
                      SEVERE_DEPRESSION,
                      PSYCHOSIS,
                      DISSOCIATION ->
                      Optional.of(Nature.PSYCHOLOGICAL);
                  case MISSED_SESSION, HIGH_RISK_ANSWER -> Optional.empty();
                });
  }
}
