package org.warmhandoff.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.referral;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.record.Referral;
import org.warmhandoff.testing.RecordSheet;

class ReplyTimeTest {

  private static final Instant ARRIVED = Instant.parse("2026-11-20T12:00:00Z");

  private static Instant by(RecordSheet sheet) {
    return ReplyTime.of((Referral) sheet.record(), ARRIVED);
  }

  @ParameterizedTest
  @CsvSource({
    "stat,    2026-11-20T12:15:00Z",
    "asap,    2026-11-20T16:00:00Z",
    "urgent,  2026-11-20T16:00:00Z",
    "routine, 2026-11-23T12:00:00Z"
  })
  void whereTheProgramNamesNoTimeItIsByHowUrgentItIs(String urgency, Instant by) {
    assertThat(by(referral().with("urgency", urgency))).isEqualTo(by);
  }

  @Test
  void theProgramsTimeHolds() {
    assertThat(by(referral().with("replyBy", "2026-11-21T08:00:00Z")))
        .isEqualTo(Instant.parse("2026-11-21T08:00:00Z"));
  }

  @Test
  void aTimeThatWasOverBeforeThePartnerHadItIsNobodysToKeep() {
    assertThat(by(referral().with("replyBy", "2026-11-20T11:00:00Z")))
        .isEqualTo(Instant.parse("2026-11-23T12:00:00Z"));
  }
}
