package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.flow.message.DeliveryState.NEEDS_PERSON;
import static org.warmhandoff.flow.message.DeliveryState.WAITING;
import static org.warmhandoff.flow.message.DeliveryState.WITHHELD;
import static org.warmhandoff.testing.RecordSheets.consent;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.danaOf;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.warmhandoff.disclosure.Ground;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Permitted;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.RecordSheet;

/** What a participant's new version changes of what was planned. */
interface ReplanningContract extends StoreAtHand {

  RecordSheet WITHOUT_CONSENT = danaOf("psychiatry");
  RecordSheet WITH_CONSENT =
      danaOf("psychiatry", consent("CO-1", "mental-health", "safety-plan")).version(2);

  @Test
  default void whatIsWithheldIsWrittenDownWithItsGroundAndNeverClaimed() {
    bridge().submit(WITHOUT_CONSENT);

    bridge().submit(plan());

    assertThat(bridge().delivery(RecordKind.CRISIS_PLAN, "CP-1", 1, "psychiatry"))
        .hasValueSatisfying(
            view -> {
              assertThat(view.state()).isEqualTo(WITHHELD);
              assertThat(view.stand().note()).isEqualTo("no-consent");
            });
    assertThat(bridge().claim("psychiatry")).isEmpty();
    assertThat(bridge().wakeUps()).isEmpty();
  }

  @Test
  default void whatWasWithheldGoesWhenTheParticipantsNewVersionBringsConsent() {
    bridge().submit(WITHOUT_CONSENT);
    bridge().submit(plan());

    bridge().submit(WITH_CONSENT);

    assertThat(bridge().plan(1)).isEqualTo(WAITING);
    assertThat(bridge().wakeUps()).containsExactly("psychiatry");
    assertThat(bridge().claim("psychiatry")).hasSize(1);
  }

  @Test
  default void whatWasWithheldOnItsWayGoesWhenThereIsConsentAgain() {
    bridge().submit(WITH_CONSENT);
    bridge().submit(plan());
    bridge().settle(bridge().claimOnly("psychiatry"), new Outcome.Withheld(Ground.CONSENT_REVOKED));
    assertThat(bridge().plan(1)).isEqualTo(WITHHELD);

    bridge().submit(WITH_CONSENT.version(3));

    assertThat(bridge().plan(1)).isEqualTo(WAITING);
    assertThat(bridge().claim("psychiatry")).hasSize(1);
  }

  @Test
  default void whatNeedsAPersonGoesAgainWithTheParticipantsNewVersion() {
    bridge().submit(WITH_CONSENT);
    bridge().submit(plan());
    bridge()
        .settle(bridge().claimOnly("psychiatry"), new Outcome.NeedsPerson("2 patients", List.of()));
    assertThat(bridge().plan(1)).isEqualTo(NEEDS_PERSON);

    bridge().submit(WITH_CONSENT.version(3));

    assertThat(bridge().plan(1)).isEqualTo(WAITING);
    assertThat(bridge().claim("psychiatry")).hasSize(1);
  }

  @Test
  default void whatWasRefusedGoesAgainWithTheParticipantsNewVersion() {
    bridge().submit(WITH_CONSENT);
    bridge().submit(plan());
    bridge().settle(bridge().claimOnly("psychiatry"), new Outcome.Refused("answered 422"));

    bridge().submit(WITH_CONSENT.version(3));

    assertThat(bridge().plan(1)).isEqualTo(WAITING);
    assertThat(bridge().claim("psychiatry")).hasSize(1);
  }

  @Test
  default void whatNeedsAPersonIsWithheldWhenTheParticipantsNewVersionTakesConsentAway() {
    bridge().submit(WITH_CONSENT);
    bridge().submit(plan());
    bridge()
        .settle(bridge().claimOnly("psychiatry"), new Outcome.NeedsPerson("2 patients", List.of()));

    bridge().submit(WITHOUT_CONSENT.version(3));

    assertThat(bridge().plan(1)).isEqualTo(WITHHELD);
  }

  @Test
  default void whatWasDeliveredStaysDeliveredWhereTheParticipantsNewVersionSaysTheSame() {
    bridge().submit(WITH_CONSENT);
    bridge().submit(plan());
    var opened = (Opened) bridge().open(bridge().claimOnly("psychiatry"));
    bridge().mayDisclose((Permitted) bridge().gate().again(opened), DisclosureContract.SENDING);
    bridge().settle(opened.delivery(), Outcomes.delivered("CarePlan/1"));
    var before = bridge().delivery(RecordKind.CRISIS_PLAN, "CP-1", 1, "psychiatry");

    bridge().submit(WITH_CONSENT.version(3));

    assertThat(bridge().delivery(RecordKind.CRISIS_PLAN, "CP-1", 1, "psychiatry"))
        .isEqualTo(before);
  }

  @Test
  default void aLateOlderParticipantVersionDoesNotTakeConsentAwayAgain() {
    bridge().submit(WITH_CONSENT);
    bridge().submit(plan());

    bridge().submit(WITHOUT_CONSENT);

    assertThat(bridge().plan(1)).isEqualTo(WAITING);
    assertThat(bridge().records().participant("P-1"))
        .hasValueSatisfying(latest -> assertThat(latest.version()).isEqualTo(2));
  }

  @Test
  default void aLateOlderParticipantVersionBringsNoConsentBack() {
    bridge().submit(WITHOUT_CONSENT.version(3));
    bridge().submit(plan());

    bridge().submit(WITH_CONSENT);

    assertThat(bridge().plan(1)).isEqualTo(WITHHELD);
    assertThat(bridge().wakeUps()).isEmpty();
  }

  @Test
  default void aLateOlderParticipantVersionMovesNothingThatNeedsAPerson() {
    bridge().submit(WITH_CONSENT);
    bridge().submit(plan());
    bridge()
        .settle(bridge().claimOnly("psychiatry"), new Outcome.NeedsPerson("2 patients", List.of()));

    bridge().submit(WITHOUT_CONSENT);

    assertThat(bridge().plan(1)).isEqualTo(NEEDS_PERSON);
  }

  @Test
  default void aPartnerThatJoinsTheCareNetworkGetsThePlan() {
    bridge().submit(WITH_CONSENT);
    bridge().submit(plan());

    bridge().submit(dana().version(3));

    assertThat(bridge().delivery(RecordKind.CRISIS_PLAN, "CP-1", 1, "crisis-center"))
        .hasValueSatisfying(view -> assertThat(view.state()).isEqualTo(WAITING));
    assertThat(bridge().plan(1)).isEqualTo(WAITING);
  }
}
