package org.warmhandoff.fhir.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.cases.Case;
import org.warmhandoff.fhir.base.Wording;

class TimesTest {

  private static final Pattern TIME =
      Pattern.compile("[A-Z][a-z]{2} \\d{1,2}, \\d{4}, \\d\\S* ?\\S* ?[-\\w]*");

  static List<Case> cases() {
    return Case.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noTextTellsATimeWithoutItsZone(Case example) {
    var told = Papers.of(example).text().replaceAll("\\s+", " ");

    assertThat(TIME.matcher(told).results().map(MatchResult::group))
        .isNotEmpty()
        .allMatch(time -> time.matches(".*, \\d{1,2}:\\d{2} [AP]M (?:[A-Z]{3,4}|-\\d{2})"));
  }

  @Test
  void timesRunByTheClockOfTheRecord() {
    assertThat(Papers.of(Case.named("crisis-event/time-of-the-record")).text())
        .containsIgnoringWhitespaces("Oct 3, 2026, 8:18 PM -05:00");
  }

  @Test
  void anOffsetIsTheZoneThatHasItThenSoThatSummerIsKnown() {
    assertThat(Papers.of(Case.named("crisis-event/place-of-17-days-ago")).text())
        .contains("Nov 8, 2026, 9:14 PM EST", "Oct 22, 2026, 8:00 PM EDT");
  }

  @Test
  void timesRunByTheParticipantsClockWhereTheRecordHasNone() {
    assertThat(Papers.of(Case.named("crisis-event/time-zone")).text()).contains(" HST");
  }

  @Test
  void timesRunByTheProgramsClockWhereNobodyElseHasOne() {
    assertThat(Papers.of(Case.named("crisis-event/being-acted-on")).text())
        .contains("Oct 3, 2026, 9:14 PM EDT");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-09T02:00:00Z, 2026-11-09T02:00:10Z, 1 minute ago",
    "2026-11-09T02:00:00Z, 2026-11-09T02:59:59Z, 59 minutes ago",
    "2026-11-09T02:00:00Z, 2026-11-09T03:00:00Z, 1 hour ago",
    "2026-11-08T02:00:01Z, 2026-11-09T02:00:00Z, 23 hours ago",
    "2026-11-08T02:00:00Z, 2026-11-09T02:00:00Z, 1 day ago",
    "2026-10-23T00:00:00Z, 2026-11-09T02:20:00Z, 17 days ago",
    "2026-10-23T03:30:00Z, 2026-11-08T23:20:00Z, 16 days ago",
    "2026-10-22T00:05:00Z, 2026-11-08T06:49:00Z, 17 days ago"
  })
  void ageIsToldAsPeopleSayIt(Instant then, Instant now, String words) {
    assertThat(Wording.ago(then, now)).isEqualTo(words);
  }
}
