package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.consent;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.referral;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.warmhandoff.attention.JdbcAttention.OpenItem;
import org.warmhandoff.delivery.Operating.Move;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.flow.message.FollowedReferral;
import org.warmhandoff.flow.message.Opened;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.ReferralAnswer.NotTold;
import org.warmhandoff.followup.Recording;
import org.warmhandoff.followup.Recording.InTrail;
import org.warmhandoff.followup.Recording.NotPossible;
import org.warmhandoff.followup.Recording.NothingThere;
import org.warmhandoff.followup.StaffAnswer;
import org.warmhandoff.operate.NextStep;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.store.JdbcReferralTrail.TrailEntry;
import org.warmhandoff.store.JdbcReferralTrail.Via;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.RecordSheet;

/** Where a partner does not take a referral on, the next in line is asked. */
interface NextInLineContract extends StoreAtHand {

  private Bridge line() {
    return new Bridge(
        store(),
        Partners.config(
            """
              - name: psychiatry
                roles: [psychiatry]
                base-url: http://localhost:1/fhir
                next-in-line: [uptown, downtown]
              - name: uptown
                roles: [psychiatry]
                base-url: http://localhost:1/fhir
              - name: downtown
                roles: [psychiatry]
                base-url: http://localhost:1/fhir
            """),
        clock());
  }

  private static RecordSheet danaWhoAllows(String... partners) {
    return dana()
        .with("careNetwork", RecordSheet.of("{\"psychiatry\": \"psychiatry\"}"))
        .with(
            "consents",
            Stream.of(partners)
                .map(
                    partner ->
                        consent("CO-" + partner, "mental-health", "safety-plan")
                            .with("recipient", RecordSheet.of("{}").with("partner", partner)))
                .toList());
  }

  private static void arrives(Bridge line, String... allowed) {
    line.submit(danaWhoAllows(allowed));
    line.submit(referral().with("urgency", "stat"));
    line.settle(line.claimOnly("psychiatry"), Outcomes.delivered("ServiceRequest/77"));
  }

  private void nobodyAnswers(Bridge line, String partner) {
    clock().pass(Duration.ofMinutes(15));
    for (var due : line.followUp().due(partner)) {
      line.followUp().keep(new NotTold(due, Outcome.TryLater.unasked("not asked")));
    }
  }

  private static Recording says(Bridge line, State state) {
    return line.staffAnswers()
        .record(
            "RF-1",
            new StaffAnswer(
                Optional.of("psychiatry"),
                state,
                "Nurse Alvarez",
                Via.PHONE,
                Optional.empty(),
                Optional.of("No room"),
                Optional.empty(),
                Optional.empty()),
            "desk");
  }

  private static Recording sendOn(Bridge line) {
    return line.sendingOn().toNext("RF-1", Optional.empty(), "desk");
  }

  private static Optional<DeliveryState> state(Bridge line, int version, String partner) {
    return line.delivery(RecordKind.REFERRAL, "RF-1", version, partner).map(one -> one.state());
  }

  private static Referral toldTo(Bridge line, String partner) {
    return (Referral) ((Opened) line.open(line.claimOnly(partner))).record();
  }

  private static List<String> trail(Bridge line, String partner) {
    return line.standings().of(RecordKind.REFERRAL, "RF-1").orElseThrow().referred().stream()
        .filter(one -> one.life().partner().equals(partner))
        .flatMap(one -> one.trail().stream())
        .map(TrailEntry::note)
        .toList();
  }

  private static List<OpenItem> open(Bridge line) {
    return line.attention().open(10);
  }

  @Test
  default void whereNobodyAnswersTheNextIsNamedAndAskedAndTheFirstIsToldToStop() {
    var line = line();
    arrives(line, "psychiatry", "uptown", "downtown");
    nobodyAnswers(line, "psychiatry");
    assertThat(open(line))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.note()).endsWith("; next in line: uptown");
              assertThat(NextStep.of(item))
                  .endsWith("or referral send-to-next RF-1 --partner psychiatry");
            });

    assertThat(sendOn(line)).isEqualTo(new InTrail("psychiatry"));

    assertThat(open(line)).isEmpty();
    assertThat(toldTo(line, "uptown").state()).isEqualTo(Referral.State.REQUESTED);
    var told = toldTo(line, "psychiatry");
    assertThat(told.state()).isEqualTo(Referral.State.RECALLED);
    assertThat(told.stateReason()).contains("Somebody else is asked instead.");
    assertThat(trail(line, "psychiatry")).contains("sent on to uptown by desk");
  }

  @Test
  default void thePartnerThatIsReplacedMayEndIt() {
    var line = line();
    arrives(line, "psychiatry", "uptown");
    sendOn(line);
    line.settle(line.claimOnly("psychiatry"), Outcomes.delivered("ServiceRequest/77"));
    clock().pass(Duration.ofMinutes(2));

    assertThat(line.followUp().due("psychiatry"))
        .singleElement()
        .extracting(FollowedReferral::askedToStop)
        .isEqualTo(true);
    nobodyAnswers(line, "psychiatry");
    assertThat(open(line)).isEmpty();
  }

  @Test
  default void whoRejectedItOnTheTelephoneIsToldThatItIsRecalled() {
    var line = line();
    arrives(line, "psychiatry", "uptown");
    says(line, State.REJECTED);
    assertThat(open(line).get(0).note()).isEqualTo("not taken on; next in line: uptown");

    sendOn(line);

    assertThat(state(line, 1, "psychiatry")).contains(DeliveryState.WAITING);
    assertThat(state(line, 1, "uptown")).contains(DeliveryState.WAITING);
    line.settle(line.claimOnly("uptown"), Outcomes.delivered("ServiceRequest/1"));
    assertThat(trail(line, "uptown")).contains("sent on from psychiatry by desk");
  }

  @Test
  default void whoMayNotBeToldOfItIsPassedOver() {
    var line = line();
    arrives(line, "psychiatry", "downtown");

    sendOn(line);

    assertThat(state(line, 1, "uptown")).isEmpty();
    assertThat(state(line, 1, "downtown")).contains(DeliveryState.WAITING);
  }

  @Test
  default void nobodyIsOfferedWhoMayNotBeTold() {
    var line = line();
    arrives(line, "psychiatry");
    nobodyAnswers(line, "psychiatry");

    assertThat(open(line).get(0).note()).doesNotContain("next in line");
    assertThat(((NotPossible) sendOn(line)).why()).startsWith("Nobody is next in line");
    assertThat(state(line, 1, "uptown")).isEmpty();
  }

  @Test
  default void whoHasTakenItOnIsNotPassedOver() {
    var line = line();
    arrives(line, "psychiatry", "uptown");
    says(line, State.ACCEPTED);

    assertThat(((NotPossible) sendOn(line)).why()).startsWith("It is accepted at psychiatry.");
    assertThat(state(line, 1, "uptown")).isEmpty();
  }

  @Test
  default void whatTheProgramDoesNotWantAnyMoreIsNotSentOn() {
    var line = line();
    arrives(line, "psychiatry", "uptown");
    line.submit(referral().version(2).with("urgency", "stat").with("state", "cancelled"));

    assertThat(sendOn(line))
        .isEqualTo(new NotPossible("The program does not ask for it any more."));
  }

  @Test
  default void aLaterVersionReachesBothEachAsItIsToKnowIt() {
    var line = line();
    arrives(line, "psychiatry", "uptown");
    sendOn(line);
    line.submit(referral().version(2).with("urgency", "stat"));

    assertThat(toldTo(line, "uptown").state()).isEqualTo(Referral.State.REQUESTED);
    var there = toldTo(line, "psychiatry");
    assertThat(there.version()).isEqualTo(2);
    assertThat(there.state()).isEqualTo(Referral.State.RECALLED);
  }

  @Test
  default void whatWasBroughtByHandIsCalledBackByHand() {
    var line = line();
    line.submit(danaWhoAllows("psychiatry", "uptown"));
    line.submit(referral().with("urgency", "stat"));
    var delivery = line.claimOnly("psychiatry");
    line.settle(delivery, new Outcome.ByHand("takes no form", List.of()));
    line.operating().carryOut(Move.HANDED_OVER, List.of(delivery.id()), "desk");

    sendOn(line);

    assertThat(open(line))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.reason()).isEqualTo(AttentionReason.REFERRAL_UNCLEAR);
              assertThat(item.note())
                  .isEqualTo("sent on to uptown; it was brought by hand, so tell them to stop");
            });
  }

  @Test
  default void whoIsNextToThemIsAskedWhereTheyDoNotAnswerEither() {
    var line = line();
    arrives(line, "psychiatry", "uptown", "downtown");
    sendOn(line);
    assertThat(sendOn(line))
        .isEqualTo(
            new NothingThere(
                "It was sent on to uptown. Where they do not take it on either, say so: --partner"
                    + " uptown."));
    line.settle(line.claimOnly("uptown"), Outcomes.delivered("ServiceRequest/1"));
    assertThat(sendOn(line)).as("pressed twice").isInstanceOf(NothingThere.class);

    assertThat(sendOnFrom(line, "uptown")).isEqualTo(new InTrail("uptown"));

    assertThat(state(line, 1, "downtown")).contains(DeliveryState.WAITING);
    line.settle(line.claimOnly("downtown"), Outcomes.delivered("ServiceRequest/2"));
    assertThat(((NotPossible) sendOnFrom(line, "downtown")).why())
        .startsWith("Nobody is next in line after downtown");
  }

  private static Bridge atPsychiatry(Bridge line) {
    line.submit(danaWhoAllows("psychiatry", "uptown", "downtown"));
    line.submit(referral().with("urgency", "stat"));
    return line;
  }

  private static Recording sendOnFrom(Bridge line, String partner) {
    return line.sendingOn().toNext("RF-1", Optional.of(partner), "desk");
  }

  @Test
  default void whatAPartnerRefusedGoesToTheNextAndIsReleasedNoMore() {
    var line = atPsychiatry(line());
    line.settle(line.claimOnly("psychiatry"), new Outcome.Refused("422"));

    assertThat(sendOn(line)).isEqualTo(new InTrail("psychiatry"));

    assertThat(state(line, 1, "psychiatry")).contains(DeliveryState.CANCELLED);
    assertThat(state(line, 1, "uptown")).contains(DeliveryState.WAITING);
    assertThat(open(line)).isEmpty();
    line.settle(line.claimOnly("uptown"), Outcomes.delivered("ServiceRequest/1"));
    assertThat(trail(line, "uptown")).contains("sent on from psychiatry by desk");
  }

  @Test
  default void whatIsToBeBroughtByHandGoesToTheNextAndNobodyBringsIt() {
    var line = atPsychiatry(line());
    line.settle(line.claimOnly("psychiatry"), new Outcome.ByHand("takes no form", List.of()));

    sendOn(line);

    assertThat(state(line, 1, "psychiatry")).contains(DeliveryState.CANCELLED);
    assertThat(state(line, 1, "uptown")).contains(DeliveryState.WAITING);
    assertThat(open(line)).isEmpty();
  }

  @Test
  default void whatAPartnerThatIsDownHasNotGotGoesToTheNextWhereItIsNamed() {
    var line = atPsychiatry(line());
    assertThat(sendOn(line)).isInstanceOf(NothingThere.class);

    assertThat(sendOnFrom(line, "psychiatry")).isEqualTo(new InTrail("psychiatry"));

    assertThat(toldTo(line, "uptown").state()).isEqualTo(Referral.State.REQUESTED);
    line.settle((AttemptResult) line.open(line.claimOnly("psychiatry")));
    assertThat(state(line, 1, "psychiatry")).contains(DeliveryState.NOT_NEEDED);
  }

  @Test
  default void whoeverIsNextAndRefusesItIsFollowedByTheOneAfter() {
    var line = line();
    arrives(line, "psychiatry", "uptown", "downtown");
    sendOn(line);
    line.settle(line.claimOnly("uptown"), new Outcome.Refused("422"));

    assertThat(sendOnFrom(line, "uptown")).isEqualTo(new InTrail("uptown"));

    assertThat(state(line, 1, "uptown")).contains(DeliveryState.CANCELLED);
    assertThat(state(line, 1, "downtown")).contains(DeliveryState.WAITING);
  }

  @Test
  default void whatMayNotBeToldToThePartnerGoesToTheNextThatMayBeTold() {
    var line = line();
    line.submit(danaWhoAllows("uptown"));
    line.submit(referral().with("urgency", "stat"));
    assertThat(state(line, 1, "psychiatry")).contains(DeliveryState.WITHHELD);

    assertThat(sendOn(line)).isEqualTo(new InTrail("psychiatry"));

    assertThat(state(line, 1, "psychiatry")).contains(DeliveryState.WITHHELD);
    assertThat(state(line, 1, "uptown")).contains(DeliveryState.WAITING);
  }
}
