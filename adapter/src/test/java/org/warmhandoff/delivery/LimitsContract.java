package org.warmhandoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.record.Priority;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.Partners;

/** What a partner can bear is kept; emergencies have their own share of it. */
interface LimitsContract extends StoreAtHand {

  private Bridge line(String limits) {
    return new Bridge(
        store(),
        Partners.config(
            """
              - name: psychiatry
                roles: [psychiatry]
                base-url: http://localhost:1/fhir
                limits: %s
            """
                .formatted(limits)),
        clock());
  }

  private static void plans(Bridge line, int all) {
    for (var number = 1; number <= all; number++) {
      line.submit(DANA.id("P-" + number));
      line.submit(plan().id("CP-" + number).with("participantId", "P-" + number));
    }
  }

  private static void emergency(Bridge line, String participant) {
    line.submit(
        event()
            .id("CE-" + participant)
            .with("participantId", participant)
            .with("severity", "emergency"));
  }

  private static void settle(Bridge line, Delivery delivery, int requests) {
    ask(line, delivery.priority(), requests);
    line.settle(delivery, Outcomes.delivered("CarePlan/1"));
  }

  /** As often as it may be. */
  private static long ask(Bridge line, Priority priority, int times) {
    return Stream.generate(() -> line.tally().mayAsk("psychiatry", Optional.of(priority)))
        .limit(times)
        .filter(allowed -> allowed)
        .count();
  }

  @Test
  default void oneHandIsKeptForEmergencies() {
    var line = line("{parallel: 4}");
    plans(line, 6);
    assertThat(line.claim("psychiatry")).hasSize(3);
    emergency(line, "P-6");

    assertThat(line.claim("psychiatry"))
        .extracting(one -> one.key().id())
        .containsExactly("CE-P-6");
  }

  @Test
  default void inQuietHoursOnlyRoutineWorkRests() {
    var line = line("{quiet-hours: {from: '07:00', to: '09:00', time-zone: America/New_York}}");
    plans(line, 2);
    line.submit(event().with("participantId", "P-2").with("severity", "urgent"));

    var urgent = line.claimOnly("psychiatry");
    assertThat(urgent.key().id()).isEqualTo("CE-1");
    settle(line, urgent, 1);
    assertThat(line.claim("psychiatry")).isEmpty();
    clock().pass(Duration.ofHours(2));
    assertThat(line.claim("psychiatry"))
        .extracting(one -> one.key().id())
        .containsExactlyInAnyOrder("CP-1", "CP-2");
  }

  @Test
  default void theLastTenthOfADaysRequestsIsForEmergencies() {
    var line = line("{parallel: 4, per-day: 100}");
    plans(line, 3);
    settle(line, line.claim("psychiatry").get(0), 90);
    emergency(line, "P-1");

    var claimed = line.claim("psychiatry");

    assertThat(claimed).extracting(one -> one.key().id()).containsExactly("CE-P-1");
    assertThat(line.attention().open(10))
        .extracting(JdbcAttention.OpenItem::reason)
        .contains(AttentionReason.CEILING);
  }

  @Test
  default void whenTheDaysRequestsAreUsedUpEverythingWaitsForTheNextDay() {
    var line = line("{parallel: 1, per-day: 100}");
    plans(line, 3);
    settle(line, line.claimOnly("psychiatry"), 90);
    ask(line, Priority.EMERGENCY, 10);
    emergency(line, "P-1");

    assertThat(line.claim("psychiatry")).isEmpty();
    clock().pass(Duration.ofHours(12));
    var next = line.claimOnly("psychiatry");
    assertThat(next.key().id()).isEqualTo("CE-P-1");
    settle(line, next, 3);
    assertThat(line.attention().count()).isZero();
  }

  @Test
  default void whatIsAskedCountsAtOnce() {
    var line = line("{parallel: 4, per-day: 10}");
    plans(line, 3);
    assertThat(line.claim("psychiatry")).hasSize(3);
    ask(line, Priority.ROUTINE, 9);

    plans(line, 4);
    emergency(line, "P-4");

    assertThat(line.claim("psychiatry"))
        .extracting(one -> one.key().id())
        .containsExactly("CE-P-4");
  }

  @Test
  default void whatIsUnderWayLeavesEmergenciesTheirTenth() {
    var line = line("{parallel: 4, per-day: 100}");

    assertThat(ask(line, Priority.ROUTINE, 200)).isEqualTo(90);
    assertThat(ask(line, Priority.URGENT, 5)).isZero();
    assertThat(ask(line, Priority.EMERGENCY, 200)).isEqualTo(10);
    assertThat(line.tally().mayAsk("psychiatry", Optional.empty())).isTrue();
    clock().pass(Duration.ofDays(1));
    assertThat(ask(line, Priority.ROUTINE, 200)).isEqualTo(90);
  }

  @Test
  default void whenEmergenciesWaitAsWellTheItemSaysSo() {
    var line = line("{parallel: 1, per-day: 10}");
    plans(line, 1);
    settle(line, line.claimOnly("psychiatry"), 9);
    assertThat(line.attention().open(1).get(0).note()).contains("but for emergencies");
    emergency(line, "P-1");

    settle(line, line.claimOnly("psychiatry"), 1);

    assertThat(line.attention().open(2))
        .singleElement()
        .satisfies(item -> assertThat(item.note()).contains("emergencies wait as well"));
  }

  @Test
  default void aPartnerThatAsksForHoursIsLeftAloneByAllButEmergencies() {
    var line = line("{parallel: 4}");
    plans(line, 3);
    var asked = Optional.of(Duration.ofHours(3));
    line.settle(
        line.claim("psychiatry").get(0), new Outcome.TryLater("answered 429", asked, Reach.BUSY));
    emergency(line, "P-1");

    assertThat(line.claim("psychiatry"))
        .extracting(one -> one.key().id())
        .containsExactly("CE-P-1");
    assertThat(line.attention().open(10))
        .extracting(JdbcAttention.OpenItem::reason)
        .contains(AttentionReason.BUSY);
    clock().pass(Duration.ofHours(3));
    assertThat(line.claim("psychiatry")).hasSizeGreaterThan(1);
  }

  @Test
  default void anEmergencyThatIsAskedToWaitForHoursIsTriedAgainWithinAMinute() {
    var line = line("{parallel: 4}");
    line.submit(DANA);
    emergency(line, "P-1");
    var asked = Optional.of(Duration.ofHours(3));
    line.settle(
        line.claimOnly("psychiatry"), new Outcome.TryLater("answered 429", asked, Reach.BUSY));

    clock().pass(Duration.ofMinutes(1));

    assertThat(line.claim("psychiatry")).hasSize(1);
  }

  @Test
  default void withoutLimitsNothingIsCounted() {
    var line = line("{parallel: 2}");
    plans(line, 1);
    settle(line, line.claimOnly("psychiatry"), 1_000);

    plans(line, 2);

    assertThat(line.claim("psychiatry")).hasSize(1);
    assertThat(List.copyOf(line.attention().open(1))).isEmpty();
  }
}
