package org.warmhandoff.partner;

import ca.uhn.fhir.rest.client.api.IClientInterceptor;
import ca.uhn.fhir.rest.client.api.IHttpRequest;
import ca.uhn.fhir.rest.client.api.IHttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Remembers the last answer's Retry-After, which HAPI's exceptions do not carry: seconds or a date
 * (RFC 9110, 10.2.3).
 */
final class RetryAfter implements IClientInterceptor {

  private final Clock clock;
  private Optional<Duration> asked = Optional.empty();

  RetryAfter(Clock clock) {
    this.clock = clock;
  }

  Optional<Duration> asked() {
    return asked;
  }

  @Override
  public void interceptRequest(IHttpRequest request) {
    asked = Optional.empty();
  }

  @Override
  public void interceptResponse(IHttpResponse response) {
    List<String> said = response.getHeaders("Retry-After");
    asked = said == null ? Optional.empty() : said.stream().findFirst().flatMap(this::pause);
  }

  private Optional<Duration> pause(String said) {
    try {
      return Optional.of(
          said.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(said))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
