package org.warmhandoff.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.Words;
import org.warmhandoff.record.reading.Reading.Valid;
import org.warmhandoff.record.reading.RecordReader;

/** Hands the records of the fixtures to an adapter: one by one, as NDJSON, and as files. */
public final class Submitting {

  /** One record and the way it takes in. */
  private record Row(Path file, String way) {}

  private final Path records;
  private final ProgramApi adapter;
  private final Path handoff;
  private final RecordReader reader = new RecordReader();
  private final Map<RecordKey, Instant> submitted = new LinkedHashMap<>();
  private final Map<String, String> targets = new LinkedHashMap<>();
  private final List<String> differences = new ArrayList<>();

  /**
   * Submits from this folder.
   *
   * @param handoff the adapter's watched directory
   */
  public Submitting(Path records, ProgramApi adapter, Path handoff) {
    this.records = records;
    this.adapter = adapter;
    this.handoff = handoff;
  }

  /** Submits everything in its order; tells how many were submitted so far. */
  public void all(IntConsumer progress) throws IOException, InterruptedException {
    var rows = rows();
    for (var next = 0; next < rows.size(); ) {
      var row = rows.get(next);
      var end = row.way().equals("ndjson") ? endOfRun(rows, next) : next + 1;
      submit(row.way(), rows.subList(next, end));
      next = end;
      progress.accept(next);
    }
  }

  /** When each version was submitted. */
  public Map<RecordKey, Instant> submitted() {
    return submitted;
  }

  /** What each referral asks for, by its id. */
  public Map<String, String> targets() {
    return targets;
  }

  /** What the adapter answered otherwise than it should have. */
  public List<String> differences() {
    return differences;
  }

  /** Submits what is not valid; none of it may be accepted. How many there were. */
  public int invalid() throws IOException, InterruptedException {
    try (var files = Files.list(records.resolve("invalid"))) {
      var bad = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      for (var file : bad) {
        var status = adapter.submit(Files.readAllBytes(file));
        if (status != 422 && status != 400) {
          differences.add("an invalid record was answered " + status);
        }
      }
      return bad.size();
    }
  }

  /** How many records there are to submit. */
  public int count() throws IOException {
    return rows().size();
  }

  private List<Row> rows() throws IOException {
    return Files.readAllLines(records.resolve("demo-order.tsv")).stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> line.split("\t", -1))
        .map(cells -> new Row(records.resolve(cells[0]), cells[1]))
        .toList();
  }

  private static int endOfRun(List<Row> rows, int start) {
    return IntStream.range(start, rows.size())
        .filter(at -> !rows.get(at).way().equals("ndjson"))
        .findFirst()
        .orElse(rows.size());
  }

  private void submit(String way, List<Row> run) throws IOException, InterruptedException {
    for (var row : run) {
      if (reader.read(Files.readAllBytes(row.file())) instanceof Valid valid) {
        submitted.put(valid.record().key(), Instant.now());
        if (valid.record() instanceof Referral referral) {
          targets.put(referral.id(), Words.word(referral.to().target()));
        }
      }
    }
    switch (way) {
      case "http" -> expect(List.of(adapter.submit(Files.readAllBytes(run.get(0).file()))));
      case "ndjson" -> expect(adapter.submitLines(lines(run)));
      case "inbox" -> drop(run.get(0).file());
      default -> throw new IllegalArgumentException("no way called " + way);
    }
  }

  private void expect(List<Integer> statuses) {
    statuses.stream()
        .filter(status -> status != 202)
        .forEach(status -> differences.add("a valid record was answered " + status));
  }

  private byte[] lines(List<Row> run) throws IOException {
    var lines = new ByteArrayOutputStream();
    for (var row : run) {
      lines.writeBytes(((Valid) reader.read(Files.readAllBytes(row.file()))).body());
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  /** Written under another ending and renamed, as the inbox asks for. */
  private void drop(Path file) throws IOException {
    var inbox = handoff.resolve("inbox");
    var part = inbox.resolve(file.getFileName() + ".part");
    Files.copy(file, part);
    Files.move(part, inbox.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
  }
}
