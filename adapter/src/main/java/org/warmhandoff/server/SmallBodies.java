package org.warmhandoff.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;

/** What operators send is small, and says how long it is: it is read into memory whole. */
public final class SmallBodies implements HandlerInterceptor {

  private static final int LARGEST = 64 * 1024;

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (request.getContentLengthLong() > LARGEST) {
      Problem.write(
          response,
          Problem.of(
              HttpStatus.CONTENT_TOO_LARGE,
              "too-large",
              "At most " + LARGEST + " bytes are taken here. Send fewer at once."));
      return false;
    }
    if (request.getContentLengthLong() < 0
        && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
      Problem.write(
          response,
          Problem.of(
              HttpStatus.LENGTH_REQUIRED,
              "length-required",
              "Send the body with its Content-Length."));
      return false;
    }
    return true;
  }
}
