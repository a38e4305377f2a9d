package org.warmhandoff.server;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.http.HttpStatusCode;

/**
 * What the server would answer by itself is answered like everything else: TRACE, addresses with
 * encoded slashes, {@code /WEB-INF}. And what was sent with a request that is refused is not waited
 * for: who has no token must not hold a worker by sending a body slowly.
 */
public final class BeforeSpring extends ValveBase {

  /**
   * Of a body that arrives with the request: who is still sending when the connection is closed
   * does not hear the answer.
   */
  private static final int READ_ALL_THE_SAME = 64 * 1024;

  private static final Duration A_MOMENT = Duration.ofMillis(500);
  private static final long BETWEEN_LOOKS_NANOS = 2_000_000;

  /** A body of theirs means nothing (RFC 9110, 9.3), so nobody has read it. */
  private static final Set<String> WITHOUT_BODY =
      Set.of("GET", "HEAD", "DELETE", "OPTIONS", "TRACE");

  /** Others, and these in small letters (methods are case-sensitive), are for nothing here. */
  private static final Set<String> SERVED =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int NOT_THIS_METHOD = 405;

  /** What the server says of CONNECT. */
  private static final int NOT_IMPLEMENTED = 501;

  /** A valve of Tomcat's engine. */
  public BeforeSpring() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (response.isError()) {
      write(response, response.getStatus());
    } else if (isTheServersOwn(request)) {
      write(response, NOT_FOUND);
    } else if (!SERVED.contains(request.getMethod())) {
      write(response, NOT_THIS_METHOD);
    } else {
      getNext().invoke(request, response);
    }
    if (response.getStatus() >= BAD_REQUEST || WITHOUT_BODY.contains(request.getMethod())) {
      readNoFurther(request);
    }
  }

  private static boolean isTheServersOwn(Request request) {
    var path = request.getRequestPathMB() == null ? null : request.getRequestPathMB().toString();
    var upper = path == null ? "" : path.toUpperCase(Locale.ROOT);
    return upper.startsWith("/WEB-INF") || upper.startsWith("/META-INF");
  }

  /**
   * An error of the server's own has closed the answer; nothing of it has been written yet. Its
   * headers are those that Spring gives to every answer.
   */
  private static void write(Response response, int status) throws IOException {
    response.setSuspended(false);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
    switch (status) {
      case NOT_FOUND ->
          Problem.write(
              response,
              Problem.of(HttpStatusCode.valueOf(status), "not-found", "There is nothing here."));
      case NOT_THIS_METHOD, NOT_IMPLEMENTED ->
          Problem.write(
              response,
              Problem.of(
                  HttpStatusCode.valueOf(NOT_THIS_METHOD),
                  "method-not-allowed",
                  "This method is not served."));
      default ->
          Problem.write(
              response,
              Problem.of(
                  HttpStatusCode.valueOf(status), "invalid-request", "The address is not valid."));
    }
  }

  private static void readNoFurther(Request request) throws IOException {
    var until = System.nanoTime() + A_MOMENT.toNanos();
    var left = READ_ALL_THE_SAME;
    while (!isFullyRead(request) && left > 0 && System.nanoTime() < until) {
      left -= readWhatHasCome(request, left);
    }
    if (!isFullyRead(request)) {
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }

  /** Never waits for more than a few milliseconds. */
  private static int readWhatHasCome(Request request, int most) throws IOException {
    request.getCoyoteRequest().action(ActionCode.AVAILABLE, true);
    var available = Math.min(most, request.getInputStream().available());
    if (available <= 0) {
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      return 0;
    }
    return Math.max(1, request.getInputStream().read(new byte[available]));
  }

  private static boolean isFullyRead(Request request) {
    var fully = new AtomicBoolean();
    request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, fully);
    return fully.get();
  }
}
