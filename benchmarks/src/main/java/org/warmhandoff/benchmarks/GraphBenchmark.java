package org.warmhandoff.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.Bundle;
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
import org.warmhandoff.record.reading.Reading;
import org.warmhandoff.record.reading.RecordReader;

/** Records as graphs of resources. One operation is one record, and they take turns. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class GraphBenchmark {

  /** Whose records. */
  @Param public Kind kind;

  private final Bridgewater program = new Bridgewater();
  private final RecordReader reader = new RecordReader();
  private List<FixtureRecord> records;
  private List<Bundle> mapped;
  private int turn;

  /** Reads the records, and maps them for those who only encode. */
  @Setup
  public void prepare() {
    records = kind.records();
    mapped = records.stream().map(program::transaction).toList();
  }

  /** What a delivery takes before the first byte goes out. */
  @Benchmark
  public String mapAndEncode() {
    return WireFormat.json(program.transaction(records.get(next())));
  }

  /** HAPI's share of it: the same resources, there already. */
  @Benchmark
  public String encodeAlone() {
    return WireFormat.json(mapped.get(next()));
  }

  /** Our share of it. */
  @Benchmark
  public Bundle map() {
    return program.transaction(records.get(next()));
  }

  /** What intake takes to read and check a record. */
  @Benchmark
  public Reading read() {
    return reader.read(records.get(next()).json());
  }

  private int next() {
    turn = turn + 1 < records.size() ? turn + 1 : 0;
    return turn;
  }
}
