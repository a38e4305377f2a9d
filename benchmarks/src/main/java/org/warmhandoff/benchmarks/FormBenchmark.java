package org.warmhandoff.benchmarks;

import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.Resource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** One plan, with every section filled, in the forms for partners that take no graphs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FormBenchmark {

  /** Which form. */
  @Param public FormWithoutGraph form;

  private final Bridgewater program = new Bridgewater();
  private FixtureRecord plan;
  private Resource mapped;

  /** Reads the plan, and maps it for those who only encode. */
  @Setup
  public void prepare() {
    plan = FixtureRecord.fullPlan();
    mapped = form.of(plan, program);
  }

  /** What a delivery takes before the first byte goes out. */
  @Benchmark
  public String mapAndEncode() {
    return WireFormat.json(form.of(plan, program));
  }

  /** HAPI's share of it: the same resource, there already. */
  @Benchmark
  public String encodeAlone() {
    return WireFormat.json(mapped);
  }
}
