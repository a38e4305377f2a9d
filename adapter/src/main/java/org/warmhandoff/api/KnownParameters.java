package org.warmhandoff.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.warmhandoff.server.Problem;

/** Refuses parameters that nobody reads: a mistyped one would show more than was asked for. */
public final class KnownParameters implements HandlerInterceptor {

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (!(handler instanceof HandlerMethod method)) {
      return true;
    }
    var known = known(method);
    var said = request.getQueryString() == null ? List.<String>of() : names(request);
    if (known.containsAll(said) && said.stream().distinct().count() == said.size()) {
      return true;
    }
    Problem.write(
        response,
        Problem.of(
            HttpStatus.BAD_REQUEST,
            "invalid-request",
            known.isEmpty()
                ? "No parameter is known at this address."
                : "The parameters here are, each once: " + String.join(", ", known)));
    return false;
  }

  private static List<String> names(HttpServletRequest request) {
    return request.getParameterMap().entrySet().stream()
        .flatMap(one -> Arrays.stream(one.getValue()).map(value -> one.getKey()))
        .toList();
  }

  private static List<String> known(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
        .map(parameter -> parameter.getParameter().getName())
        .toList();
  }
}
