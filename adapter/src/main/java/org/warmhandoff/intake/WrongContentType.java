package org.warmhandoff.intake;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.warmhandoff.server.Problem;

/** Says which content types are taken, to whoever sent another; asked before Spring's own words. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class WrongContentType {

  /** The 415 for a content type that is not taken. */
  @ExceptionHandler
  public ResponseEntity<Object> answer(HttpMediaTypeNotSupportedException unsupported) {
    var problem =
        Replies.detail(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "content-type",
            "Not a content type that is taken",
            "Send %s with one record, or %s with one a line."
                .formatted(MediaType.APPLICATION_JSON_VALUE, RecordsController.NDJSON));
    return Problem.answer(problem);
  }
}
