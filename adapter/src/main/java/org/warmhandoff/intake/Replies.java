package org.warmhandoff.intake;

import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.warmhandoff.flow.message.IntakeAnswer;
import org.warmhandoff.flow.message.IntakeAnswer.Accepted;
import org.warmhandoff.flow.message.IntakeAnswer.Conflict;
import org.warmhandoff.flow.message.IntakeAnswer.Invalid;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.reading.Reading;
import org.warmhandoff.server.Problem;

/** How intake answers are said over HTTP: RFC 9457 problems, never with a value of the record. */
final class Replies {

  /** Lines of one body or file that may be refused; after them the rest is not read. */
  static final int MOST_REFUSED = 1000;

  /**
   * One reply.
   *
   * @param address of the record, where there is one to look at
   */
  record RecordReply(int status, String address, Object body) {}

  private Replies() {}

  static RecordReply of(IntakeAnswer answer) {
    if (answer instanceof Accepted accepted) {
      return accepted(accepted.key());
    }
    return answer instanceof Conflict conflict
        ? conflict(conflict.key())
        : invalid((Invalid) answer);
  }

  static RecordReply tooLarge(long limit, String setting) {
    return problem(
        HttpStatus.CONTENT_TOO_LARGE,
        "too-large",
        "Larger than this adapter takes",
        "At most " + limit + " bytes (" + setting + ").");
  }

  /** The rest of a body or a file is not read: it is not what it should be. */
  static RecordReply tooMuchRefused(int refused) {
    return problem(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "too-much-refused",
        "Too much of it was refused",
        "After "
            + refused
            + " refused lines the rest was not read, from this line on. Mend what is wrong and"
            + " submit it again.");
  }

  static RecordReply unavailable() {
    return problem(
        HttpStatus.SERVICE_UNAVAILABLE,
        "not-stored",
        "Could not be stored",
        "Nothing was accepted. Submit it again, unchanged.");
  }

  private static RecordReply accepted(RecordKey key) {
    var body = new LinkedHashMap<String, Object>();
    body.put("kind", key.kind().word());
    body.put("id", key.id());
    body.put("version", key.version());
    body.put("address", address(key));
    return new RecordReply(HttpStatus.ACCEPTED.value(), address(key), body);
  }

  private static RecordReply conflict(RecordKey key) {
    var reply =
        problem(
            HttpStatus.CONFLICT,
            "version-conflict",
            "This version was accepted before with other content",
            "A change needs a new version. The accepted one stays as it is.");
    return new RecordReply(reply.status(), address(key), reply.body());
  }

  private static RecordReply invalid(Invalid invalid) {
    return switch (invalid.fault()) {
      case NOT_JSON ->
          invalid(HttpStatus.BAD_REQUEST, "not-json", "Not a JSON document", invalid.problems());
      case UNKNOWN_KIND ->
          invalid(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "unknown-kind",
              "Not a kind of record",
              invalid.problems());
      case INVALID ->
          invalid(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "invalid-record",
              "Not a valid record",
              invalid.problems());
    };
  }

  private static RecordReply invalid(
      HttpStatus status, String type, String title, List<Reading.RecordProblem> problems) {
    var detail = detail(status, type, title, "Nothing was accepted. See problems.");
    detail.setProperty("problems", problems);
    return new RecordReply(status.value(), null, detail);
  }

  private static RecordReply problem(HttpStatus status, String type, String title, String detail) {
    return new RecordReply(status.value(), null, detail(status, type, title, detail));
  }

  static ProblemDetail detail(HttpStatusCode status, String type, String title, String text) {
    var detail = Problem.of(status, type, text);
    detail.setTitle(title);
    return detail;
  }

  /** Where the record's state can be read. */
  static String address(RecordKey key) {
    return "/api/v1/records/" + key.kind().word() + "/" + key.id();
  }
}
