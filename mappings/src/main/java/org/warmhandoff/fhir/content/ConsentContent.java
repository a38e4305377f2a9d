package org.warmhandoff.fhir.content;

import static java.util.stream.Collectors.joining;

import java.util.stream.Stream;
import org.warmhandoff.fhir.base.Telling;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.content.Section.Line;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.terminology.Family;

/** Under which consent something is told: 42 CFR 2.32(b) wants its scope to go along. */
public final class ConsentContent {

  private ConsentContent() {}

  static Section of(Telling telling) {
    return Section.list(
        "consent",
        "Told under the participant's consent",
        told(telling).map(consent -> line(telling, consent)));
  }

  /** Those of which something may be said: one without a scope would seem to allow all. */
  public static Stream<Consent> told(Telling telling) {
    return telling.audience().under().stream().filter(consent -> isTold(telling, consent));
  }

  /** Whether something may be said of that one. */
  public static boolean isTold(Telling telling, Consent consent) {
    return scope(telling, consent).findAny().isPresent();
  }

  /** Only as much of the scope as is told: the rest would say that there is more. */
  public static Stream<Sensitivity> scope(Telling telling, Consent consent) {
    return Stream.of(Sensitivity.values())
        .filter(consent.scope()::contains)
        .filter(telling.audience().told()::contains);
  }

  private static Line line(Telling telling, Consent consent) {
    return Section.line(
        consent.id(),
        "%s; for %s; from %s%s; given on %s, %s"
            .formatted(
                scope(telling, consent)
                    .map(one -> telling.words(Family.SENSITIVITY, one))
                    .collect(joining(", ")),
                telling.words(Family.CONSENT_PURPOSE, consent.purpose()),
                Wording.day(consent.from()),
                consent.to().map(day -> " to " + Wording.day(day)).orElse(" until revoked"),
                telling.time(consent.givenAt()),
                telling.words(Family.CONSENT_SIGNATURE, consent.signed())));
  }
}
