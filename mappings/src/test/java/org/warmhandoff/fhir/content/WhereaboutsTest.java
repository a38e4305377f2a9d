package org.warmhandoff.fhir.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.cases.Case;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.fhir.base.Entry;

/** A place is as old as it is. */
class WhereaboutsTest {

  static List<Case> cases() {
    return Case.all();
  }

  @Test
  void anOldPlaceIsSaidToBeOldInEveryForm() {
    var outgoing = Outgoing.of("crisis-event/place-of-17-days-ago");

    var words = "Last known place, 17 days ago, not confirmed for this event";
    assertThat(outgoing.page()).contains(words);
    assertThat(of(outgoing, Location.class)).extracting(Location::getName).containsExactly(words);
    assertThat(outgoing.text()).doesNotContain("Where the participant is");
  }

  @Test
  void aPlaceThatWasConfirmedForTheEventIsWhereTheParticipantIs() {
    assertThat(Outgoing.of("crisis-event/place-confirmed-for-the-event").text())
        .contains("Where the participant is, confirmed at Nov 8, 2026, 9:18 PM EST")
        .doesNotContain("Last known place");
  }

  @Test
  void anOldPlaceDoesNotBecomeWhereTheParticipantWas() {
    assertThat(Outgoing.of("crisis-event/place-of-17-days-ago-afterwards").text())
        .contains("Last known place, 17 days ago, not confirmed for this event")
        .doesNotContain("Where the participant was");
  }

  @Test
  void whoIsSentToAnOldPlaceIsTold() {
    assertThat(Outgoing.json(Outgoing.of("referral/place-of-days-ago").main()))
        .contains("Last known place, 2 days ago, not confirmed for this referral");
  }

  /** Neither an old place nor home is where an encounter took place. */
  @ParameterizedTest
  @MethodSource("cases")
  void anEncounterTakesPlaceOnlyWhereTheParticipantIsKnownToBe(Case example) {
    var outgoing = Outgoing.of(example);

    var old =
        of(outgoing, Location.class).stream()
            .noneMatch(place -> place.getName().contains("confirmed at"));

    assertThat(of(outgoing, Encounter.class))
        .allMatch(encounter -> !encounter.hasLocation() || !old);
  }

  private static <T> List<T> of(Outgoing outgoing, Class<T> type) {
    return outgoing.graph().entries().stream()
        .map(Entry::resource)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
