package org.warmhandoff.benchmarks;

import java.io.PrintStream;
import java.util.Arrays;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks and prints what mapping adds. Arguments other than --quick are JMH's own. */
public final class Benchmarks {

  private static final String QUICK = "--quick";

  private Benchmarks() {}

  /** The command line. */
  public static void main(String[] arguments) throws Exception {
    try {
      run(arguments, System.out);
    } catch (CommandLineOptionException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
    }
  }

  private static void run(String[] arguments, PrintStream out)
      throws CommandLineOptionException, RunnerException {
    var quick = Arrays.asList(arguments).contains(QUICK);
    var others = Arrays.stream(arguments).filter(one -> !one.equals(QUICK)).toArray(String[]::new);
    var options =
        new OptionsBuilder().parent(new CommandLineOptions(others)).addProfiler(CpuTime.class);
    var results = new Runner(quick ? quick(options.build()) : options.build()).run();
    out.println();
    out.print(Table.of(results));
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
