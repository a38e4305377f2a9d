package org.warmhandoff.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.warmhandoff.record.Sensitivity.LOCATION;
import static org.warmhandoff.record.Sensitivity.MENTAL_HEALTH;
import static org.warmhandoff.testing.RecordSheets.consent;
import static org.warmhandoff.testing.RecordSheets.danaOf;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.placeIn;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.warmhandoff.address.Directory;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.Ground;
import org.warmhandoff.disclosure.WithheldPart;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Permitted;
import org.warmhandoff.record.Consent;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.testing.Decisions;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.SettableClock;

/** The gate is asked again just before each write. */
class AskedAgainTest {

  private static final RecordSheet EVENT = event().with("location", placeIn("MA"));

  private final SettableClock clock = new SettableClock("2026-11-21T12:00:00Z");
  private final DisclosureGate gate =
      Decisions.gate(new Directory(Partners.near().partners()), clock, ZoneOffset.UTC);

  private static Opened opened(RecordSheet... consents) {
    ProgramRecord record = EVENT.record();
    var delivery =
        new Delivery(
            1,
            record.key(),
            "P-1",
            "psychiatry",
            record.priority(),
            1,
            1,
            Optional.empty(),
            Optional.empty(),
            new Delivery.Lease(1, Instant.EPOCH));
    return Opened.first(delivery, record, danaOf("psychiatry", consents).record());
  }

  @Test
  void whatIsAllowedNowGoesOnWithAllThatMayBeTold() {
    var opened = opened(consent("CO-1", "mental-health", "location"));

    var stage = gate.again(opened);

    var permitted = (Permitted) stage;
    assertThat(permitted.opened()).isEqualTo(opened);
    assertThat(permitted.disclosed()).isInstanceOf(Disclosed.Whole.class);
    assertThat(permitted.disclosed().mayKnow()).contains(MENTAL_HEALTH, LOCATION);
    assertThat(permitted.disclosed().under()).isEqualTo(opened.participant().consents());
  }

  @Test
  void theEventIsToldWithoutThePlaceWhereThePlaceMayNotBeTold() {
    var stage = gate.again(opened(consent("CO-1", "mental-health")));

    assertThat(((Permitted) stage).disclosed().withheld())
        .extracting(WithheldPart::at, WithheldPart::ground)
        .containsExactly(
            tuple("/location", Ground.NOT_IN_SCOPE),
            tuple("/participant/address", Ground.NOT_IN_SCOPE));
  }

  @Test
  void thePlaceIsNotToldByAConsentThatHasEnded() {
    var stage =
        gate.again(
            opened(
                consent("CO-1", "mental-health"),
                consent("CO-2", "location").with("to", "2026-11-20")));

    var disclosed = ((Permitted) stage).disclosed();
    assertThat(disclosed.withheld())
        .extracting(WithheldPart::at, WithheldPart::ground)
        .containsExactly(
            tuple("/location", Ground.CONSENT_NOT_IN_FORCE),
            tuple("/participant/address", Ground.CONSENT_NOT_IN_FORCE));
    assertThat(disclosed.under()).extracting(Consent::id).containsExactly("CO-1");
  }

  @Test
  void whatWasRevokedMeanwhileDoesNotGo() {
    var opened = opened(consent("CO-1", "mental-health").with("revokedAt", "2026-11-21T11:59:00Z"));

    var stage = gate.again(opened);

    assertThat(stage)
        .isEqualTo(
            new AttemptResult(opened.delivery(), new Outcome.Withheld(Ground.CONSENT_REVOKED)));
  }

  @Test
  void whatEndsWhileItWaitsDoesNotGo() {
    var opened = opened(consent("CO-1", "mental-health").with("to", "2026-11-21"));
    assertThat(gate.again(opened)).isInstanceOf(Permitted.class);

    clock.set("2026-11-22T00:00:00Z");

    assertThat(gate.again(opened))
        .isEqualTo(
            new AttemptResult(
                opened.delivery(), new Outcome.Withheld(Ground.CONSENT_NOT_IN_FORCE)));
  }
}
