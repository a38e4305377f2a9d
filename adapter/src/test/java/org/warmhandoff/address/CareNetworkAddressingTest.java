package org.warmhandoff.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.dana;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.placeIn;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.Store;

class CareNetworkAddressingTest {

  private static final RecordSheet EMERGENCY = event().with("severity", "emergency");

  private final Store store = Store.inMemory();
  private final Bridge bridge =
      new Bridge(store, Partners.near(), new SettableClock("2026-11-21T12:00:00Z"));

  @AfterEach
  void close() {
    store.close();
  }

  private List<String> addressed(RecordSheet participant, RecordSheet record) {
    bridge.submit(participant);
    bridge.submit(record);
    return partners(record);
  }

  /** Withheld or not: addressed they were. */
  private List<String> partners(RecordSheet record) {
    var key = record.<ProgramRecord>record().key();
    return bridge.deliveries().of(key.kind(), key.id()).stream()
        .map(view -> view.partner())
        .distinct()
        .sorted()
        .toList();
  }

  @Test
  void aPlanGoesToEverybodyInTheCareNetwork() {
    assertThat(addressed(dana(), plan()))
        .containsExactly("crisis-center", "primary-care", "psychiatry");
  }

  @Test
  void aPlanGoesOnceToAPartnerThatIsInTheCareNetworkTwice() {
    var dana = dana().with("careNetwork/crisisCenter", "psychiatry");

    assertThat(addressed(dana, plan())).containsExactly("primary-care", "psychiatry");
  }

  @Test
  void whoIsNoPartnerOfOursIsPassedOver() {
    var dana = dana().with("careNetwork/primaryCare", "an-office-with-a-fax");

    assertThat(addressed(dana, plan())).containsExactly("crisis-center", "psychiatry");
  }

  @ParameterizedTest
  @ValueSource(strings = {"watch", "urgent"})
  void anEventGoesToPrimaryCareAndPsychiatry(String severity) {
    assertThat(addressed(dana(), event().with("severity", severity)))
        .containsExactly("primary-care", "psychiatry");
  }

  @Test
  void anEmergencyGoesToTheCrisisCenterOfThePlaceAsWell() {
    assertThat(addressed(dana(), EMERGENCY.with("location", placeIn("NY"))))
        .containsExactly("crisis-center-ny", "primary-care", "psychiatry");
  }

  @ParameterizedTest
  @CsvSource({"NY, MA, crisis-center-ny", "MA, NY, crisis-center"})
  void thePlaceTheEventTellsCountsBeforeWhereTheParticipantAttends(
      String told, String attends, String center) {
    var dana = dana().with("presentLocation", placeIn(attends));

    assertThat(addressed(dana, EMERGENCY.with("location", placeIn(told)))).contains(center);
  }

  @Test
  void whereTheParticipantAttendsCountsBeforeHome() {
    var dana = dana().with("presentLocation", placeIn("NY"));

    assertThat(addressed(dana, EMERGENCY)).contains("crisis-center-ny");
    assertThat(partners(EMERGENCY)).doesNotContain("crisis-center");
  }

  @Test
  void homeCountsWhereNothingElseIsKnown() {
    assertThat(addressed(dana(), EMERGENCY)).contains("crisis-center");
  }

  @Test
  void aPlaceWithoutAnAddressDoesNotHideTheNextBest() {
    var coordinates =
        RecordSheet.of(
            """
            {"latitude": 42.28, "longitude": -71.78, "confirmedAt": "2026-11-20T09:55:00Z"}
            """);

    assertThat(addressed(dana(), EMERGENCY.with("location", coordinates)))
        .contains("crisis-center");
  }

  @Test
  void whereNobodyServesThePlaceTheCareNetworkAloneIsTold() {
    assertThat(addressed(dana(), EMERGENCY.with("location", placeIn("TX"))))
        .containsExactly("primary-care", "psychiatry");
  }

  @Test
  void withoutAnyPlaceNoBoundCenterIsTold() {
    assertThat(addressed(dana().without("address"), EMERGENCY))
        .containsExactly("primary-care", "psychiatry");
  }

  @Test
  void whoeverJoinsTheCareNetworkGetsWhatIsCurrentAndNothingThatIsOver() {
    bridge.submit(dana().with("careNetwork", RecordSheet.of("{\"psychiatry\": \"psychiatry\"}")));
    bridge.submit(plan());
    bridge.submit(plan().id("CP-2").with("state", "withdrawn"));
    bridge.submit(plan().id("CP-3").version(2).with("state", "replaced"));

    bridge.submit(dana().version(2));

    assertThat(partners(plan())).containsExactly("crisis-center", "primary-care", "psychiatry");
    assertThat(partners(plan().id("CP-2"))).containsExactly("psychiatry");
    assertThat(partners(plan().id("CP-3"))).containsExactly("psychiatry");
  }

  @Test
  void whatIsOverIsPlannedWhenTheParticipantComesAfterIt() {
    bridge.submit(plan().with("state", "withdrawn"));

    bridge.submit(dana());

    assertThat(partners(plan())).containsExactly("crisis-center", "primary-care", "psychiatry");
  }

  @Test
  void aParticipantWhoMovesIsAddressedToTheCenterOfTheNewPlace() {
    bridge.submit(dana());
    bridge.submit(EMERGENCY);

    bridge.submit(dana().version(2).with("presentLocation", placeIn("NY")));

    assertThat(partners(EMERGENCY)).contains("crisis-center", "crisis-center-ny");
  }
}
