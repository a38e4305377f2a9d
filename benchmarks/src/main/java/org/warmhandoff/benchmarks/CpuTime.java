package org.warmhandoff.benchmarks;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Operations in a second of processor time, the collector's and the compiler's with it.
 *
 * <p>By the clock on the wall a ratio of two benchmarks is worth nothing where something else runs
 * on the machine during one of them.
 */
public final class CpuTime implements InternalProfiler {

  static final String LABEL = "perCpuSecond";

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private long before;

  /** Made by JMH, in the process it measures. */
  public CpuTime() {}

  @Override
  public String getDescription() {
    return "Operations in a second of processor time";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = SYSTEM.getProcessCpuTime();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    var used = (double) (SYSTEM.getProcessCpuTime() - before) / SECONDS.toNanos(1);
    var rate = result.getMetadata().getAllOps() / used;
    return List.of(new ScalarResult(LABEL, rate, "ops/s", AggregationPolicy.AVG));
  }
}
