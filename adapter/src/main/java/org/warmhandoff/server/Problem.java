package org.warmhandoff.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * A problem (RFC 9457), written where Spring does not write it, with the headers of every answer.
 */
final class Problem {

  private Problem() {}

  /**
   * Answers so.
   *
   * @param detail in our own words
   */
  static void say(HttpServletResponse response, int status, String type, String detail)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/problem+json");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
    response
        .getOutputStream()
        .write(
            """
            {"type":"https://warmhandoff.org/problems/%s","status":%d,"detail":"%s"}"""
                .formatted(type, status, detail)
                .getBytes(UTF_8));
  }
}
