package org.warmhandoff.api;

import static org.slf4j.LoggerFactory.getLogger;

import org.slf4j.Logger;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.warmhandoff.flow.WhenThingsBreak;
import org.warmhandoff.server.Problem;

/** Says that the store cannot be reached, to whoever wanted to read from it. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class StoreAway {

  private static final Logger log = getLogger(StoreAway.class);

  /** The 503 for a store that is away. */
  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  public ResponseEntity<Object> answer(RuntimeException away) {
    log.error("the store could not be read: {}", WhenThingsBreak.trace(away));
    return Problem.answer(
        Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "store-away",
            "The store cannot be reached. Try again later."));
  }
}
