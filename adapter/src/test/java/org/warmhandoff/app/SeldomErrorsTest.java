package org.warmhandoff.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.warmhandoff.testing.SettableClock;

class SeldomErrorsTest {

  private final SettableClock clock = new SettableClock("2026-11-28T09:00:00Z");
  private final Logger logger = (Logger) LoggerFactory.getLogger(SeldomErrorsTest.class);
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();

  @BeforeEach
  void filtered() {
    SeldomErrors.filter(clock);
    logger.setAdditive(false);
    logger.setLevel(Level.WARN); // whatever an adapter of this process has set
    written.start();
    logger.addAppender(written);
  }

  @AfterEach
  void unfiltered() {
    logger.detachAppender(written);
    logger.setLevel(null);
    logger.getLoggerContext().getTurboFilterList().removeIf(SeldomErrors.class::isInstance);
  }

  private void fails(int times) {
    for (var time = 0; time < times; time++) {
      logger.error("the disk of {} is full", time);
    }
  }

  private List<String> lines() {
    return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void twoLinesAMinuteOfOneKindAreWrittenAndHowManyWereLeftOut() {
    fails(300);
    assertThat(lines()).hasSize(2);

    clock.pass(Duration.ofSeconds(61));
    fails(300);

    assertThat(lines()).hasSize(5).contains("298 more errors of this kind were left out");
  }

  @Test
  void aClockThatWasPutBackDoesNotSilenceThem() {
    fails(300);

    clock.pass(Duration.ofHours(-2));
    fails(300);

    assertThat(lines()).hasSize(5);
  }
}
