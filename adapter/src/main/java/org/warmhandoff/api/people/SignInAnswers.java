package org.warmhandoff.api.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.slf4j.LoggerFactory.getLogger;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.warmhandoff.api.access.SeldomLine;

/** Where a browser goes on when somebody has signed in, or could not. */
public final class SignInAnswers {

  private static final Logger log = getLogger(SignInAnswers.class);

  private static final Pattern CODE = Pattern.compile("[a-z_]{1,40}");

  /** Who comes from another site is at home only with the next page: then the cookie is sent. */
  private static final byte[] GO_ON =
      """
      <!doctype html>
      <html lang="en">
      <head><meta http-equiv="refresh" content="0; url=%1$s"><title>Signed in</title></head>
      <body><p>Signed in. <a href="%1$s">Go on</a></p></body>
      </html>
      """
          .formatted(SignInPages.ME)
          .getBytes(UTF_8);

  private final SessionEnds sessions;
  private final MeterRegistry meters;
  private final SeldomLine failed;
  private final SeldomLine failedThere;
  private final SeldomLine away;

  /** Sessions that begin are known to these; failures are counted there. */
  public SignInAnswers(SessionEnds sessions, MeterRegistry meters, Clock clock) {
    this.sessions = sessions;
    this.meters = meters;
    this.failed = new SeldomLine(clock);
    this.failedThere = new SeldomLine(clock);
    this.away = new SeldomLine(clock);
  }

  /** After a password. */
  public AuthenticationSuccessHandler byPassword() {
    return (request, response, person) -> {
      begin(request, person);
      response.sendRedirect(SignInPages.ME);
    };
  }

  /** After the provider. */
  public AuthenticationSuccessHandler byProvider() {
    return (request, response, person) -> {
      begin(request, person);
      response.setContentType(MediaType.TEXT_HTML_VALUE);
      response.setCharacterEncoding(UTF_8);
      response.getOutputStream().write(GO_ON);
    };
  }

  private void begin(HttpServletRequest request, Authentication person) {
    sessions.begin(request.getSession());
    log.info("{} has signed in from {}", person.getName(), request.getRemoteAddr());
  }

  /** After neither. */
  public AuthenticationFailureHandler failed() {
    return this::failed;
  }

  private void failed(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    if (why instanceof SignInPaused paused) {
      count("sign-in-paused");
      response.sendRedirect(SignInPages.SIGN_IN + "?wait=" + (paused.left().toSeconds() + 1));
    } else if (why instanceof AuthenticationServiceException) {
      count("sign-in-busy");
      response.sendRedirect(SignInPages.SIGN_IN + "?busy");
    } else {
      count("sign-in-failed");
      failed
          .due()
          .ifPresent(
              times ->
                  log.warn(
                      "people could not sign in, {} times, the last from {}",
                      times,
                      request.getRemoteAddr()));
      response.sendRedirect(SignInPages.SIGN_IN + "?failed");
    }
  }

  /** Where the provider did not say who it is, or could not be asked. */
  public AuthenticationFailureHandler failedThere() {
    return (request, response, why) -> {
      count("sign-in-failed");
      failedThere
          .due()
          .ifPresent(
              times ->
                  log.warn(
                      "people could not sign in at the provider of people.open-id-connect, {}"
                          + " times, the last because of {}",
                      times,
                      code(why)));
      response.sendRedirect(SignInPages.SIGN_IN + "?there");
    };
  }

  /** It may come from whoever sent a browser here. */
  private static String code(AuthenticationException why) {
    var code =
        why instanceof OAuth2AuthenticationException failed ? failed.getError().getErrorCode() : "";
    return CODE.matcher(code).matches() ? code : "no known error";
  }

  /** Where the provider cannot be asked how people sign in there. */
  public AuthenticationFailureHandler away() {
    return (request, response, why) -> {
      count("provider-away");
      away.due()
          .ifPresent(
              times ->
                  log.warn(
                      "the provider of people.open-id-connect cannot be asked how people sign in"
                          + " there; {} times",
                      times));
      response.sendRedirect(SignInPages.SIGN_IN + "?away");
    };
  }

  private void count(String reason) {
    meters.counter("warmhandoff.access.refused", "reason", reason).increment();
  }
}
