package org.warmhandoff.api.access;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.warmhandoff.server.Problem;

/** Says 401 and 403 as RFC 9457 problems, with the challenge of RFC 6750. */
public final class AccessProblems implements AuthenticationEntryPoint, AccessDeniedHandler {

  private final MeterRegistry meters;
  private final WrongTokens wrong;

  /** Refusals, counted in these meters. */
  public AccessProblems(MeterRegistry meters, WrongTokens wrong) {
    this.meters = meters;
    this.wrong = wrong;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failed)
      throws IOException {
    if (failed instanceof AuthenticationServiceException) {
      count("cannot-check");
      Problem.write(
          response,
          Problem.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "cannot-check-token",
              "The authorization server that signs tokens cannot be asked for its keys now."));
      return;
    }
    var known = failed instanceof OAuth2AuthenticationException;
    count(known ? "wrong-token" : "no-token");
    var pause = known ? wrong.from(request.getRemoteAddr()) : Optional.<Duration>empty();
    if (pause.isPresent()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(pause.get().toSeconds()));
      Problem.write(
          response,
          Problem.of(
              HttpStatus.TOO_MANY_REQUESTS,
              "too-many-wrong-tokens",
              "Many tokens from there are none of this adapter's. Wait, or send a right one."));
      return;
    }
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE, known ? "Bearer error=\"invalid_token\"" : "Bearer");
    Problem.write(
        response,
        Problem.of(
            HttpStatus.UNAUTHORIZED,
            "no-access",
            known
                ? "The bearer token is not one of this adapter's (access[].token), nor one for it."
                : "Needs a bearer token (access[].token) in the Authorization header."));
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException {
    if (denied instanceof CsrfException) {
      count("no-form-token");
      Problem.write(
          response,
          Problem.of(
              HttpStatus.FORBIDDEN,
              "no-form-token",
              "Needs the token of a page of ours, or that page is old. Load it again."));
      return;
    }
    count("no-role");
    Problem.write(
        response,
        Problem.of(
            HttpStatus.FORBIDDEN,
            "not-allowed",
            "The credential has no role for this (access[].roles), or there is nothing here."));
  }

  private void count(String reason) {
    meters.counter("warmhandoff.access.refused", "reason", reason).increment();
  }
}
