package org.warmhandoff.followup;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.referral.SeenVersions;
import org.warmhandoff.store.LifeRow;
import org.warmhandoff.store.LifeRow.Looks;
import org.warmhandoff.store.LifeRow.ToldOfLife;

class SpreadLooksTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static LifeRow life(Priority priority, int number) {
    var looked = NOW.minus(Duration.ofHours(1)).plusSeconds(number);
    return new LifeRow(
        "psychiatry",
        new RecordKey(RecordKind.REFERRAL, priority + "-" + number, 1),
        "P-1",
        priority,
        true,
        State.REQUESTED,
        SeenVersions.none(),
        new Looks(looked, looked, looked, Optional.of(looked), Optional.empty(), ""),
        new ToldOfLife(false, 1));
  }

  private static List<LifeRow> many(int each) {
    var lives = new ArrayList<LifeRow>();
    for (var priority : Priority.values()) {
      for (var number = each; number > 0; number--) {
        lives.add(life(priority, number));
      }
    }
    return lives;
  }

  @Test
  void emergenciesComeAtOnceWhatIsUrgentNextAndTheRestOverMinutes() {
    var looks = SpreadLooks.of(many(1000), NOW);

    for (var number = 1; number <= 1000; number++) {
      assertThat(looks.get("EMERGENCY-" + number)).isEqualTo(NOW);
      assertThat(looks.get("URGENT-" + number)).isBefore(NOW.plus(Duration.ofMinutes(1)));
      assertThat(looks.get("ROUTINE-" + number))
          .isAfter(looks.get("URGENT-1000"))
          .isBefore(NOW.plus(Duration.ofMinutes(16)));
    }
    var routine = looks.keySet().stream().filter(id -> id.startsWith("ROUTINE")).map(looks::get);
    assertThat(routine.collect(toSet())).hasSize(1000);
  }

  @Test
  void aFewDoNotWaitForLong() {
    var looks = SpreadLooks.of(many(2), NOW);

    assertThat(Set.copyOf(looks.values()))
        .containsExactlyInAnyOrder(NOW, NOW.plusSeconds(2), NOW.plusSeconds(4), NOW.plusSeconds(9));
  }

  @Test
  void whatWasLookedAtLongestAgoComesFirst() {
    var looks = SpreadLooks.of(many(3), NOW);

    assertThat(looks.get("ROUTINE-1")).isBefore(looks.get("ROUTINE-2"));
    assertThat(looks.get("ROUTINE-2")).isBefore(looks.get("ROUTINE-3"));
  }

  @Test
  void ofNoneNothingComes() {
    assertThat(SpreadLooks.of(List.of(), NOW)).isEmpty();
  }
}
