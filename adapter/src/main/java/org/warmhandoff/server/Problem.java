package org.warmhandoff.server;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is answered where a request does not do what it should: always a problem of RFC 9457, never
 * with a value of a record.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public final class Problem {

  private static final String TYPES = "https://warmhandoff.org/problems/";

  private Problem() {}

  /**
   * A problem of that type.
   *
   * @param type its name below our own address, such as {@code not-found}
   * @param detail in our own words, with what can be done about it
   */
  public static ProblemDetail of(HttpStatusCode status, String type, String detail) {
    var problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create(TYPES + type));
    return problem;
  }

  /** The answer of a controller. */
  public static ResponseEntity<Object> answer(ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  /** Answers so where no controller does. */
  public static void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
    response.setStatus(problem.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(JsonMapper.shared().writeValueAsBytes(members(problem)));
  }

  /** The same to somebody who asks for more than a share, and when to ask again (RFC 6585, 4). */
  static void tooMany(HttpServletResponse response, int afterSeconds, String type, String detail)
      throws IOException {
    response.setIntHeader(HttpHeaders.RETRY_AFTER, afterSeconds);
    write(response, of(HttpStatus.TOO_MANY_REQUESTS, type, detail));
  }

  /** A valve of the server has no mapper of Spring's. */
  private static Map<String, Object> members(ProblemDetail problem) {
    var members = new LinkedHashMap<String, Object>();
    members.put("type", String.valueOf(problem.getType()));
    if (problem.getTitle() != null) {
      members.put("title", problem.getTitle());
    }
    members.put("status", problem.getStatus());
    members.put("detail", problem.getDetail());
    if (problem.getProperties() != null) {
      members.putAll(problem.getProperties());
    }
    return members;
  }
}
