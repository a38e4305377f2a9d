package org.warmhandoff.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final StringWriter err = new StringWriter();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  private Progress progress(boolean seen) {
    return new Progress(new PrintWriter(err, true), seen, nanos::get);
  }

  private void pass(long millis) {
    nanos.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  @Test
  void whatIsDoneSoonIsNotTalkedAbout() {
    var progress = progress(true);

    pass(1999);
    progress.step("mapped", 1, 2);
    progress.end();

    assertThat(err.toString()).isEmpty();
  }

  @Test
  void whatTakesLongIsToldNowAndThenAndLeavesNothing() {
    var progress = progress(true);

    pass(2000);
    progress.step("mapped", 1, 4);
    pass(199);
    progress.step("mapped", 2, 4);
    pass(1);
    progress.step("mapped", 3, 4);
    progress.end();

    assertThat(err.toString()).startsWith("\rmapped 1 of 4 \rmapped 3 of 4 \r").endsWith("  \r");
  }

  @Test
  void whereNobodyLooksOnNothingIsTold() {
    var progress = progress(false);

    pass(60_000);
    progress.step("mapped", 1, 4);
    progress.end();

    assertThat(err.toString()).isEmpty();
  }
}
