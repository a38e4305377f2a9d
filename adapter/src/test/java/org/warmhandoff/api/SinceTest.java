package org.warmhandoff.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {

  private static final ZoneId BOSTON = ZoneId.of("America/New_York");

  @ParameterizedTest
  @CsvSource({
    "2026-01-31, 2026-01-31T05:00:00Z",
    "2026-07-31, 2026-07-31T04:00:00Z",
    "2026-01-31T08:00:00Z, 2026-01-31T08:00:00Z",
    "2026-01-31T08:00:00-05:00, 2026-01-31T13:00:00Z"
  })
  void aDayBeginsInItsZoneAndATimeIsWhatItIs(String said, Instant meant) {
    assertThat(Since.of(said, BOSTON)).hasValue(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-02-30",
        "2026-01-31T08:00:00",
        "-0044-03-15",
        "+999999999-12-31",
        "1899-12-31"
      })
  void whatIsNeitherIsNothing(String said) {
    assertThat(Since.of(said, BOSTON)).isEmpty();
  }
}
