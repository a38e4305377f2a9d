package org.warmhandoff.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.files.OwnerOnly;
import org.warmhandoff.intake.Replies.RecordReply;
import org.warmhandoff.record.Priority;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was not accepted of a file, written down beside it as it is found: the file may hold more
 * than fits into memory. Nothing is written where everything was accepted, and under its name it is
 * there whole or not at all: whoever watches {@code refused} never reads half of it.
 */
final class ProblemFile implements AutoCloseable {

  private static final int SOME = 2;

  private final Path file;
  private final Path unfinished;
  private final JsonMapper json;
  private SequenceWriter writer;
  private final Set<String> participants = new HashSet<>();
  private int count;
  private Priority priority = Priority.ROUTINE;

  /** Problems to be written to that file. */
  ProblemFile(Path file, JsonMapper json) {
    this.file = file;
    this.unfinished = file.resolveSibling(file.getFileName() + FiledName.UNFINISHED);
    this.json = json;
  }

  void add(int line, RecordReply reply, byte[] record) throws IOException {
    var problem = new LinkedHashMap<String, Object>();
    problem.put("line", line);
    problem.put("status", reply.status());
    problem.put("problem", reply.body());
    writer().write(problem);
    count++;
    see(record);
  }

  /** What nobody reads any more may be urgent all the same. */
  void see(byte[] record) {
    var its = RefusedFiles.priority(record);
    priority = its.rank() < priority.rank() ? its : priority;
    RefusedFiles.participant(record)
        .filter(one -> participants.size() < SOME)
        .ifPresent(participants::add);
  }

  /** Whom all of it is about, where it is one and says so. */
  Optional<String> participant() {
    return participants.size() == 1 ? participants.stream().findFirst() : Optional.empty();
  }

  private SequenceWriter writer() throws IOException {
    if (writer == null) {
      Files.deleteIfExists(unfinished);
      writer =
          json.writerWithDefaultPrettyPrinter().writeValuesAsArray(OwnerOnly.newFile(unfinished));
    }
    return writer;
  }

  int count() {
    return count;
  }

  /** The most urgent of what was not accepted, by its own words. */
  Priority priority() {
    return priority;
  }

  /** All of it was found: from now on it is there. */
  void finish() throws IOException {
    close();
    if (writer != null) {
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Of a file that is taken again from its beginning. */
  void discard() throws IOException {
    close();
    if (writer != null) {
      Files.deleteIfExists(unfinished);
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
