package org.warmhandoff.benchmarks;

import java.io.PrintStream;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures what mapping adds to encoding. Arguments other than --quick are JMH's own. */
final class MappingCommand {

  private static final String QUICK = "--quick";

  /** Fewer show the JVM warming up. */
  private static final int WARM_UP = 8;

  private MappingCommand() {}

  static void run(List<String> arguments, PrintStream out)
      throws CommandLineOptionException, RunnerException {
    var quick = arguments.contains(QUICK);
    var others = arguments.stream().filter(one -> !one.equals(QUICK)).toArray(String[]::new);
    var given = new CommandLineOptions(others);
    var options = new OptionsBuilder().parent(given).addProfiler(CpuTime.class);
    if (!given.getWarmupIterations().hasValue()) {
      options.warmupIterations(WARM_UP);
    }
    var results = new Runner(quick ? quick(options.build()) : options.build()).run();
    out.println();
    out.print(ResultTable.of(results));
    if (quick) {
      out.println("A quick run shows that everything runs; its numbers are not worth keeping.");
    }
  }

  /** In one JVM and not warm: about twenty seconds for all. */
  private static Options quick(Options options) {
    return new OptionsBuilder()
        .parent(options)
        .forks(0)
        .warmupIterations(1)
        .warmupTime(TimeValue.milliseconds(300))
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(700))
        .build();
  }
}
