package org.warmhandoff.benchmarks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the harness works; how fast anything is, nobody asks here. */
class DeliveryIT {

  /** The adapter's process need not become fast. */
  private static final List<String> BRIEF = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  @TempDir private Path home;

  @Test
  void everythingButTheRealServerRunsAndHasItsPlaceInTheTable() throws Exception {
    var options = new DeliveryOptions(false, Set.of("a", "c", "d", "e", "f"), BRIEF);

    var rows = DeliveryCommand.measure(home, Amounts.tiny(), options);

    assertThat(rows).extracting(Row::figure).allMatch(figure -> figure.matches(".*[1-9].*"));
    assertThat(rows.stream().map(row -> row.what().substring(0, 3)).distinct())
        .containsExactly("(a)", "(c)", "(d)", "(e)", "(f)");
    assertThat(rows.stream().filter(row -> !row.verdict().isEmpty()))
        .extracting(Row::aim)
        .doesNotContain("")
        .hasSize(9);
    assertThat(Rows.table(rows)).hasLineCount(rows.size() + 1);
  }
}
