package org.warmhandoff.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.warmhandoff.app.Adapter;

/** A file of the inbox is there until its records are stored. */
class InboxOutlastsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path home;

  @Test
  void aHalfWrittenFileThatIsWaitedForTooLongIsRefused() throws IOException, InterruptedException {
    var setting = Setting.alone(home).inbox("1s");
    try (var adapter = Adapter.start(setting.config())) {
      Files.writeString(setting.handoff().resolve("inbox/never.json"), "{\"kind\": \"referral\", ");

      var problems = setting.handoff().resolve("refused/never.json.problems.json");
      await("it is refused").atMost(PATIENCE).until(() -> Files.exists(problems));
      assertThat(problems).content().contains("not-json");
      assertThat(Caller.stranger(adapter.port()).get("/actuator/health").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aFileStaysWhileTheStoreFailsAndIsTakenAfterwards() throws IOException, InterruptedException {
    var setting = Setting.alone(home).delivery("first-pause: 1m").inbox("5m");
    var file = setting.handoff().resolve("inbox/Ortiz-Figueroa.json");
    try (var adapter = Adapter.start(setting.config())) {
      var log = log();
      adapter.part(HikariDataSource.class).close();
      Files.write(file, Fixtures.bytes("participants/P-1001.v1.json"));
      await("the failure is told")
          .atMost(PATIENCE)
          .until(() -> told(log).stream().anyMatch(line -> line.contains("could not be taken")));
      assertThat(file).exists();
      assertThat(told(log)).noneMatch(line -> line.contains("Ortiz"));
    }

    try (var adapter = Adapter.start(setting.config())) {
      await("the file is taken")
          .atMost(PATIENCE)
          .until(() -> Files.exists(setting.handoff().resolve("done/Ortiz-Figueroa.json")));
      var state = Caller.program(adapter.port()).state("participant", "P-1001");
      assertThat(state.path("versions")).hasSize(1);
    }
  }

  private static ListAppender<ILoggingEvent> log() {
    var appender = new ListAppender<ILoggingEvent>();
    appender.start();
    ((Logger) LoggerFactory.getLogger("org.warmhandoff")).addAppender(appender);
    return appender;
  }

  private static List<String> told(ListAppender<ILoggingEvent> log) {
    return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
