package org.warmhandoff.api;

import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Says what is wrong with a request that no controller saw; asked before Spring's own words. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class WrongRequest {

  /** The 400 for a parameter of the wrong kind; its value is not repeated. */
  @ExceptionHandler
  public ResponseEntity<Object> answer(MethodArgumentTypeMismatchException wrong) {
    return Problems.invalid(wrong.getName() + ": expected a whole number");
  }

  /** The 400 for a body that cannot be read. */
  @ExceptionHandler
  public ResponseEntity<Object> answer(HttpMessageNotReadableException unreadable) {
    return Problems.invalid("The body is not the JSON that is expected here.");
  }

  /** The 405 for a method that is not served at this address, with those that are. */
  @ExceptionHandler
  public ResponseEntity<Object> answer(HttpRequestMethodNotSupportedException wrong) {
    var problem = Problems.notThisMethod(wrong.getMethod());
    return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED)
        .headers(
            headers ->
                Optional.ofNullable(wrong.getSupportedHttpMethods()).ifPresent(headers::setAllow))
        .contentType(problem.getHeaders().getContentType())
        .body(problem.getBody());
  }
}
