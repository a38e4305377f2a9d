package org.warmhandoff.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.config.Config.MonthlyTime;
import org.warmhandoff.drill.DrillRow.DrillStage;
import org.warmhandoff.drill.DrillRow.DrillVerdict;
import org.warmhandoff.drill.DrillStep.DrillClearing;
import org.warmhandoff.drill.DrillStep.DrillMarking;
import org.warmhandoff.drill.DrillStep.DrillOutcome;
import org.warmhandoff.drill.DrillStep.DrillPart;
import org.warmhandoff.fit.Form;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.Store;

/** What is kept of drills, in H2 (false) and in PostgreSQL (true). */
class DrillTableTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 1);

  private static Store store(boolean postgresql) {
    return postgresql ? Store.postgresql() : Store.inMemory();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPartnerHasOneAtATimeAndADayOfTheScheduleHasOne(boolean postgresql) {
    try (var store = store(postgresql)) {
      var drills = new JdbcDrills(store.db());
      var first = drills.begin("psychiatry", "schedule", Optional.of(DAY), NOW).orElseThrow();

      assertThat(drills.begin("psychiatry", "desk", Optional.empty(), NOW)).isEmpty();
      assertThat(drills.begin("primary-care", "desk", Optional.empty(), NOW)).isPresent();
      drills.end(first, DrillVerdict.MISSED, "over", NOW, Optional.empty());

      assertThat(drills.begin("psychiatry", "schedule", Optional.of(DAY), NOW)).isEmpty();
      assertThat(drills.begin("psychiatry", "desk", Optional.empty(), NOW)).isPresent();
      assertThat(drills.lastScheduled("psychiatry")).contains(DAY);
      assertThat(drills.lastScheduled("primary-care")).isEmpty();
      assertThat(drills.newest(10)).hasSize(3);
      assertThat(drills.one(first).orElseThrow().verdict()).contains(DrillVerdict.MISSED);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLateOneIsMadeUpForAtTheAgreedTimeOfDayOfTheNextDaysAlone(boolean postgresql) {
    try (var store = store(postgresql)) {
      var drills = new JdbcDrills(store.db());
      var clock = new SettableClock("2026-10-20T12:00:00Z");
      var time = Optional.of(new MonthlyTime(1, LocalTime.of(10, 0)));
      var monthly = new MonthlyDrills(drills, time, ZoneOffset.UTC, clock);

      assertThat(monthly.due("psychiatry")).as("nothing was missed before it was there").isEmpty();
      clock.set("2026-11-01T11:00:00Z");
      assertThat(monthly.due("psychiatry")).as("an hour late").isEmpty();
      clock.set("2026-11-07T09:59:00Z");
      assertThat(monthly.due("psychiatry")).as("too early in the day").isEmpty();
      clock.set("2026-11-07T10:59:00Z");
      assertThat(monthly.due("psychiatry")).contains(DAY);
      clock.set("2026-11-07T11:00:00Z");
      assertThat(monthly.due("psychiatry")).as("passed over").isEmpty();
      assertThat(drills.lastScheduled("psychiatry")).contains(DAY);
      clock.set("2026-12-01T10:00:00Z");
      assertThat(monthly.due("psychiatry")).contains(LocalDate.of(2026, 12, 1));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneThatWouldFollowTheLastTooSoonIsPassedOver(boolean postgresql) {
    try (var store = store(postgresql)) {
      var drills = new JdbcDrills(store.db());
      var before = drills.begin("psychiatry", "schedule", Optional.of(DAY), NOW);
      assertThat(before).isPresent();
      var clock = new SettableClock("2026-11-14T10:00:00Z");
      var time = Optional.of(new MonthlyTime(14, LocalTime.of(10, 0)));
      var monthly = new MonthlyDrills(drills, time, ZoneOffset.UTC, clock);

      assertThat(monthly.due("psychiatry")).isEmpty();
      assertThat(drills.lastScheduled("psychiatry")).contains(LocalDate.of(2026, 11, 14));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneGoesOnWithItUntilItsLeaseEnds(boolean postgresql) {
    try (var store = store(postgresql)) {
      var drills = new JdbcDrills(store.db());
      var id = drills.begin("psychiatry", "desk", Optional.empty(), NOW).orElseThrow();
      var lease = NOW.plusSeconds(90);

      assertThat(drills.claim("psychiatry", NOW, lease)).isPresent();
      assertThat(drills.claim("psychiatry", NOW, lease)).isEmpty();
      assertThat(drills.claim("psychiatry", lease, lease.plusSeconds(90))).isPresent();
      drills.cleans(id, NOW);
      drills.cleans(id, NOW.plusSeconds(5));

      var drill = drills.one(id).orElseThrow();
      assertThat(drill.stage()).isEqualTo(DrillStage.CLEANING);
      assertThat(drill.cleaning()).as("the records say so").contains(NOW);
    }
  }

  @Test
  void whatShowsNothingOfATestFailsThoughItIsInTime() {
    var plan =
        DrillStep.of(1, DrillPart.PLAN, "p", DrillOutcome.WAITING, "", Optional.empty())
            .begun(NOW)
            .thereAt(NOW, Optional.of(Form.GRAPH), Optional.of("CarePlan/1"), "");

    assertThat(plan.marked(Optional.of(DrillMarking.UNMARKED)).outcome())
        .isEqualTo(DrillOutcome.UNMARKED);
    assertThat(plan.marked(Optional.of(DrillMarking.WORDS_ONLY)).outcome())
        .isEqualTo(DrillOutcome.MET);
    assertThat(plan.marked(Optional.of(DrillMarking.LABELLED)).outcome())
        .isEqualTo(DrillOutcome.MET);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneOfAPartnerThatNobodyKnowsIsClaimedWhenNobodyHasGoneOnWithItForAWhile(boolean postgresql) {
    try (var store = store(postgresql)) {
      var drills = new JdbcDrills(store.db());
      var gone = drills.begin("gone", "desk", Optional.empty(), NOW).orElseThrow();
      assertThat(drills.begin("psychiatry", "desk", Optional.empty(), NOW)).isPresent();
      var known = Set.of("psychiatry", "primary-care");
      var until = NOW.plusSeconds(90);

      assertThat(drills.claimElsewhere(known, NOW.minusSeconds(1), until)).isEmpty();
      assertThat(drills.claimElsewhere(known, NOW, until))
          .hasValueSatisfying(drill -> assertThat(drill.id()).isEqualTo(gone));
      assertThat(drills.claimElsewhere(known, NOW, until)).as("it is claimed").isEmpty();
      drills.end(gone, DrillVerdict.FAILED, "over", NOW, Optional.of(NOW));

      assertThat(drills.claimElsewhere(known, until, until)).as("it is over").isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatHasComeOfItsStepsIsKept(boolean postgresql) {
    try (var store = store(postgresql)) {
      var drills = new JdbcDrills(store.db());
      var id = drills.begin("psychiatry", "desk", Optional.empty(), NOW).orElseThrow();
      var minute = Optional.of(Duration.ofMinutes(1));
      var answer =
          DrillStep.of(
              id, DrillPart.ANSWER, "r", DrillOutcome.WAITING, "not yet", Optional.empty());
      var event = DrillStep.of(id, DrillPart.EVENT, "e", DrillOutcome.WAITING, "", minute);
      drills.add(answer);
      drills.add(event);
      assertThat(drills.steps(id)).containsExactly(event, answer);

      var late =
          event
              .begun(NOW)
              .thereAt(NOW.plusSeconds(61), Optional.of(Form.GRAPH), Optional.of("Flag/1"), "late")
              .marked(Optional.of(DrillMarking.WORDS_ONLY))
              .cleared(DrillClearing.LEFT, Optional.of(NOW), "stands there");
      drills.keep(late);

      assertThat(drills.steps(id)).containsExactly(late, answer);
      assertThat(late.outcome()).isEqualTo(DrillOutcome.MISSED);
      assertThat(late.took()).contains(Duration.ofSeconds(61));
      assertThat(DrillStep.warnings("psychiatry", drills.steps(id)))
          .singleElement()
          .asString()
          .startsWith("event: psychiatry drops the security label HTEST");
    }
  }
}
