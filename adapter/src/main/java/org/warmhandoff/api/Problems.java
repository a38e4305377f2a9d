package org.warmhandoff.api;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.warmhandoff.server.Problem;

/** What went wrong with a request, as an RFC 9457 problem. Never repeats a value of a record. */
public final class Problems {

  private Problems() {}

  /** There is no such thing. */
  public static ResponseEntity<Object> notFound(String detail) {
    return problem(HttpStatus.NOT_FOUND, "not-found", detail);
  }

  /** For whoever mistypes the name of a partner. */
  static ResponseEntity<Object> noSuchPartner() {
    return notFound("No partner of that name is configured.");
  }

  /** The request itself is wrong. */
  public static ResponseEntity<Object> invalid(String detail) {
    return problem(HttpStatus.BAD_REQUEST, "invalid-request", detail);
  }

  /** What there was is not there any more. */
  public static ResponseEntity<Object> gone(String detail) {
    return problem(HttpStatus.GONE, "gone", detail);
  }

  /** Others do the same already, as many as may. */
  public static ResponseEntity<Object> busy(String detail) {
    return problem(HttpStatus.SERVICE_UNAVAILABLE, "busy", detail);
  }

  /** As it stands now that cannot be done. */
  public static ResponseEntity<Object> conflict(String detail) {
    return problem(HttpStatus.CONFLICT, "not-possible-now", detail);
  }

  /** The address is right and the method is not. */
  static ResponseEntity<Object> notThisMethod(String method) {
    return problem(
        HttpStatus.METHOD_NOT_ALLOWED,
        "method-not-allowed",
        method + " is not served at this address; Allow says what is.");
  }

  private static ResponseEntity<Object> problem(HttpStatus status, String type, String detail) {
    return Problem.answer(Problem.of(status, type, detail));
  }
}
