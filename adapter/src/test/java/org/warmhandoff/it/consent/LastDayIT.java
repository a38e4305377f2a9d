package org.warmhandoff.it.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.it.Simulated;

/**
 * The first and last days of consents, those included on which the clocks change, in processes that
 * go by another zone than the program.
 */
class LastDayIT {

  private static final long PATIENCE = 120;

  private static Simulated systems;

  @TempDir private Path home;

  @BeforeAll
  static void everybodyIsOnFile() {
    systems = Simulated.start(0, "east=whole", "west=whole");
    for (var system : List.of("east", "west")) {
      RowsElsewhere.rows()
          .forEach(row -> systems.call("POST", system + "/resources", row.chart().toString()));
    }
  }

  @AfterAll
  static void stop() {
    systems.close();
  }

  @ParameterizedTest(name = "{1} by {2}")
  @CsvSource({
    "east, Pacific/Kiritimati, -Duser.timezone=Pacific/Kiritimati, ''",
    "west, America/Los_Angeles, '', America/Los_Angeles"
  })
  void isThatOfTheProgramsCalendarWhateverTheProcessGoesBy(
      String system, String zone, String option, String variable)
      throws IOException, InterruptedException {
    try (var partner = new RecordedPartner(systems.base(system), ConsentRow.recipientNames())) {
      takeRows(partner.base(), option, variable);

      assertThat(RowsElsewhere.ends(home))
          .containsExactlyElementsOf(Stream.concat(Stream.of(zone), asTheTableHasIt()).toList());
      assertThat(RowsElsewhere.rows().stream().filter(LastDayIT::isOver).map(ConsentRow::mark))
          .hasSize(3)
          .allSatisfy(
              mark -> assertThat(partner.asked()).noneMatch(one -> one.about().contains(mark)));
    }
  }

  /** Whose consent has ended, and not one that only begins later. */
  private static boolean isOver(ConsentRow row) {
    return !row.isTold() && row.rule().matches(".*(last day|go back).*");
  }

  private static Stream<String> asTheTableHasIt() {
    return RowsElsewhere.rows().stream()
        .map(row -> row.number() + " " + (row.isTold() ? "delivered" : row.expected()));
  }

  private void takeRows(URI partners, String option, String variable)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
    if (!option.isEmpty()) {
      command.add(option);
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            RowsElsewhere.class.getName(),
            home.toString(),
            partners.toString()));
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(home.resolve("out.log").toFile())
            .redirectError(home.resolve("err.log").toFile());
    if (!variable.isEmpty()) {
      builder.environment().put("TZ", variable);
    }
    var process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).as("it comes to its end").isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
