package org.warmhandoff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {

  @Test
  void everyBenchmarkRunsAndHasItsPlaceInTheTable() throws Exception {
    var once =
        new OptionsBuilder()
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .addProfiler(CpuTime.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();

    var table = ResultTable.of(new Runner(once).run());

    assertThat(table.lines().filter(line -> line.matches("[|] [cdmr].*\\d.*")))
        .hasSize(2 * Kind.values().length + FormWithoutGraph.values().length);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsEncodedAloneIsTheSame(Kind kind) {
    var benchmark = new GraphBenchmark();
    benchmark.kind = kind;
    benchmark.prepare();

    var together = kind.records().stream().map(any -> benchmark.mapAndEncode()).toList();
    var alone = kind.records().stream().map(any -> benchmark.encodeAlone()).toList();
    var again = kind.records().stream().map(any -> benchmark.encodeAlone()).toList();

    assertThat(alone).isEqualTo(together).isEqualTo(again).doesNotHaveDuplicates();
  }
}
