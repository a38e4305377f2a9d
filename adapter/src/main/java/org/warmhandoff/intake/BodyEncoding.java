package org.warmhandoff.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerInterceptor;
import org.warmhandoff.server.Problem;

/** Bodies are UTF-8, and come as they are: whatever else one says of itself is answered 415. */
public final class BodyEncoding implements HandlerInterceptor {

  private static final String IDENTITY = "identity";

  /** Said twice, or in the form of RFC 8187, it may be read in two ways. */
  private static final Pattern CHARSETS = Pattern.compile("(?i)charset\\*|charset.*charset");

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (isIdentity(request) && isUtf8(request)) {
      return true;
    }
    var problem =
        Replies.detail(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "content-encoding",
            "Not an encoding that is taken",
            "Send the body in UTF-8 and without Content-Encoding.");
    response.setHeader(HttpHeaders.ACCEPT_ENCODING, IDENTITY);
    Problem.write(response, problem);
    return false;
  }

  /** RFC 9110, 8.4. */
  private static boolean isIdentity(HttpServletRequest request) {
    return Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)).stream()
        .allMatch(one -> one.isBlank() || one.strip().equalsIgnoreCase(IDENTITY));
  }

  /** As the header says it: the request itself is told to be UTF-8 before anybody reads it. */
  private static boolean isUtf8(HttpServletRequest request) {
    try {
      var types = Collections.list(request.getHeaders(HttpHeaders.CONTENT_TYPE));
      var type = types.isEmpty() ? null : types.get(0);
      if (types.size() > 1 || (type != null && CHARSETS.matcher(type).find())) {
        return false;
      }
      var charset = type == null ? null : MediaType.parseMediaType(type).getCharset();
      return charset == null || charset.equals(UTF_8);
    } catch (IllegalArgumentException none) {
      return false;
    }
  }
}
