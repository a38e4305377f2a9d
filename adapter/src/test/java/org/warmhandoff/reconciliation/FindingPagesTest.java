package org.warmhandoff.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.flow.holdings.Discrepancy;
import org.warmhandoff.flow.holdings.Discrepancy.Kind;
import org.warmhandoff.testing.Store;

/** Reports of reconciliations that found a great deal. */
class FindingPagesTest {

  private static final Instant NOW = Instant.parse("2026-11-28T03:10:00Z");
  private static final int MANY = 2500;

  @TempDir private Path directory;

  private Store store(boolean postgresql) {
    return postgresql ? Store.postgresql() : Store.h2(directory);
  }

  private static Discrepancy found(int number) {
    var kinds = Kind.values();
    return new Discrepancy(
        kinds[kinds.length - 1 - number % kinds.length],
        Optional.empty(),
        OptionalLong.empty(),
        "CarePlan",
        "",
        String.valueOf(number),
        Optional.empty(),
        Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thousandsAreReadPageByPageEachOnceAndTheWorstFirst(boolean postgresql) {
    try (var store = store(postgresql)) {
      var runs = new JdbcReconciliations(store.db());
      var findings = new JdbcFindings(store.db());
      var id =
          runs.begin("psychiatry", Optional.empty(), "desk", Optional.empty(), "", 1, NOW)
              .orElseThrow();
      var run = runs.one(id).orElseThrow();
      store
          .transaction()
          .executeWithoutResult(
              tx -> {
                for (var number = 0; number < MANY; number++) {
                  findings.keep(run, "P-1", found(number), "s/" + number, run.id(), NOW);
                }
              });

      var read = new ArrayList<FindingRow>();
      var page = findings.of(id, 0, 999);
      while (!page.isEmpty()) {
        read.addAll(page);
        page = findings.of(id, page.get(page.size() - 1).number(), 999);
      }

      assertThat(findings.count(id)).isEqualTo(MANY);
      assertThat(new HashSet<>(read.stream().map(FindingRow::number).toList())).hasSize(MANY);
      assertThat(read).hasSize(MANY);
      assertThat(read.stream().map(one -> one.what().kind()).toList()).isSorted();
      assertThat(findings.of(id, MANY + 1, 10)).isEqualTo(List.of());
    }
  }
}
