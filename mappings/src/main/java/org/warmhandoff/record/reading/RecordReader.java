package org.warmhandoff.record.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.reading.Reading.Fault;
import org.warmhandoff.record.reading.Reading.Invalid;
import org.warmhandoff.record.reading.Reading.RecordProblem;
import org.warmhandoff.record.reading.Reading.Valid;

/** JSON in, record out, or everything that is wrong with it at once. Safe for many threads. */
public final class RecordReader {

  private static final RecordProblem TOO_MANY =
      new RecordProblem("", "must not hold more than " + RecordValues.MOST + " values");

  private static final String KIND = "kind";
  private static final int MOST_PROBLEMS = 50;

  private final RecordSchemas schemas = new RecordSchemas();

  /** Reads what somebody sent: ids that are kept for the adapter's own records are refused. */
  public Reading read(byte[] json) {
    return read(json, ReservedIds::problems);
  }

  /** The same of what the adapter made itself, for a drill: its ids are of those that are kept. */
  public Reading readDrill(byte[] json) {
    return read(json, record -> List.of());
  }

  private Reading read(byte[] json, Function<ProgramRecord, List<RecordProblem>> ids) {
    var values = RecordValues.count(json);
    if (values > RecordValues.MOST) {
      return invalid(Fault.INVALID, List.of(TOO_MANY));
    }
    JsonNode tree;
    try {
      tree = RecordJson.parse(json);
    } catch (JsonProcessingException notJson) {
      return invalid(Fault.NOT_JSON, List.of(NotJson.problem(notJson)));
    }
    return kind(tree)
        .map(kind -> read(kind, (ObjectNode) tree, values > RecordValues.MANY, ids))
        .orElseGet(() -> invalid(Fault.UNKNOWN_KIND, List.of(unknownKind())));
  }

  /** Reads a body that was read before and stored, without asking the schema again. */
  public ProgramRecord stored(byte[] body) {
    try {
      var tree = RecordJson.parse(body);
      var kind = kind(tree).orElseThrow(() -> new IllegalArgumentException("no kind in the body"));
      return RecordJson.bind(kind, (ObjectNode) tree);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("not the body of a record: " + NotJson.place(unreadable));
    }
  }

  private Reading read(
      RecordKind kind,
      ObjectNode tree,
      boolean firstProblemOnly,
      Function<ProgramRecord, List<RecordProblem>> ids) {
    var problems =
        Stream.concat(
                schemas.problems(kind, tree, firstProblemOnly).stream(),
                RecordTexts.problems(tree).stream())
            .toList();
    if (!problems.isEmpty()) {
      return invalid(Fault.INVALID, problems);
    }
    try {
      return checked(RecordJson.bind(kind, tree), tree, ids);
    } catch (JsonMappingException unbound) {
      return invalid(Fault.INVALID, List.of(Pointers.problem(unbound)));
    } catch (JsonProcessingException unbound) {
      return invalid(Fault.NOT_JSON, List.of(NotJson.problem(unbound)));
    }
  }

  private static Reading checked(
      ProgramRecord record, ObjectNode tree, Function<ProgramRecord, List<RecordProblem>> ids)
      throws JsonProcessingException {
    var problems =
        Stream.of(
                ids.apply(record),
                RecordRules.problems(record),
                Marks.problems(record.kind(), tree))
            .flatMap(List::stream)
            .toList();
    if (!problems.isEmpty()) {
      return invalid(Fault.INVALID, problems);
    }
    var body = RecordJson.canonical(tree);
    return new Valid(record, body, sha256(body));
  }

  private static Invalid invalid(Fault fault, List<RecordProblem> problems) {
    return new Invalid(fault, problems.stream().distinct().limit(MOST_PROBLEMS).toList());
  }

  private static Optional<RecordKind> kind(JsonNode tree) {
    return Optional.ofNullable(tree.get(KIND)).map(JsonNode::textValue).flatMap(RecordKind::of);
  }

  private static RecordProblem unknownKind() {
    return new RecordProblem(
        "/" + KIND,
        "must be one of: "
            + Arrays.stream(RecordKind.values())
                .map(RecordKind::word)
                .collect(Collectors.joining(", ")));
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
