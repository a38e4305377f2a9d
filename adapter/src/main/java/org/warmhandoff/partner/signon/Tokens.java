package org.warmhandoff.partner.signon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.http.HttpHeaders;
import org.apache.http.NameValuePair;
import org.apache.http.client.entity.UrlEncodedFormEntity;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.message.BasicNameValuePair;
import org.warmhandoff.config.PartnerConfig.SignOn.ClientSecret;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.partner.client.Credentials;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.Reply.HttpReply;
import org.warmhandoff.partner.client.Reply.Lost;
import org.warmhandoff.partner.client.RetryAfter;

/**
 * Access tokens for client credentials (RFC 6749, 4.4), each used until shortly before it expires.
 * No lock is held while one is asked for: two who ask at once both get theirs.
 */
final class Tokens implements Credentials {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration WHERE_IT_DOES_NOT_SAY = Duration.ofMinutes(5);
  private static final Duration BEFORE_IT_EXPIRES = Duration.ofSeconds(30);

  /** RFC 6750, 2.1; longer ones than any server makes would go with every request. */
  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]{1,16000}=*");

  /** Codes of RFC 6749, 5.2; any other is not repeated. */
  private static final Set<String> ERRORS =
      Set.of(
          "invalid_request",
          "invalid_client",
          "invalid_grant",
          "unauthorized_client",
          "unsupported_grant_type",
          "invalid_scope");

  private final ClientSecret client;
  private final Clock clock;
  private volatile Optional<Token> kept = Optional.empty();

  Tokens(ClientSecret client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  private record Token(String header, Instant until) {

    @Override
    public String toString() {
      return "Token";
    }
  }

  @Override
  public PartnerAnswer<Optional<String>> header(Exchange exchange) {
    var now = clock.instant();
    return kept.filter(token -> token.until().isAfter(now))
        .map(PartnerAnswer::of)
        .orElseGet(() -> fetched(exchange))
        .map(token -> Optional.of(token.header()));
  }

  /** Somebody else may have a new one by now, which is then as good. */
  @Override
  public boolean canRenew(Optional<String> refused) {
    var token = kept;
    if (token.map(Token::header).equals(refused)) {
      kept = Optional.empty();
    }
    return true;
  }

  private PartnerAnswer<Token> fetched(Exchange exchange) {
    return exchange
        .send(request(), "token")
        .then(
            reply ->
                reply instanceof Lost lost
                    ? no(lost.why().words(), Optional.empty())
                    : read((HttpReply) reply));
  }

  private PartnerAnswer<Token> read(HttpReply reply) {
    var answer = json(reply);
    if (reply.status() != 200 || answer.path("access_token").asText().isBlank()) {
      return no("answered " + reply.status() + error(answer), RetryAfter.asked(reply, clock));
    }
    if (!BEARER.matcher(answer.path("access_token").asText()).matches()) {
      return no("answered with what is no token", Optional.empty());
    }
    var token = new Token("Bearer " + answer.path("access_token").asText(), until(answer));
    kept = Optional.of(token);
    return PartnerAnswer.of(token);
  }

  private static PartnerAnswer<Token> no(String note, Optional<Duration> asked) {
    return PartnerAnswer.failed(
        new PartnerFailure(new TryLater("asked for a token: " + note, asked, Reach.AILING)));
  }

  private static String error(JsonNode answer) {
    var error = answer.path("error").asText();
    return ERRORS.contains(error) ? ": " + error : "";
  }

  private Instant until(JsonNode answer) {
    var seconds = answer.path("expires_in").asLong(WHERE_IT_DOES_NOT_SAY.toSeconds());
    var lasts = Duration.ofSeconds(Math.max(0, Math.min(seconds, Duration.ofDays(1).toSeconds())));
    var early = lasts.dividedBy(2);
    return clock
        .instant()
        .plus(lasts)
        .minus(early.compareTo(BEFORE_IT_EXPIRES) < 0 ? early : BEFORE_IT_EXPIRES);
  }

  private HttpUriRequest request() {
    var form = new ArrayList<NameValuePair>();
    form.add(new BasicNameValuePair("grant_type", "client_credentials"));
    if (!client.scopes().isEmpty()) {
      form.add(new BasicNameValuePair("scope", String.join(" ", client.scopes())));
    }
    var request =
        RequestBuilder.post(client.tokenUrl()).setHeader(HttpHeaders.ACCEPT, "application/json");
    if (client.inForm()) {
      form.add(new BasicNameValuePair("client_id", client.clientId()));
      form.add(new BasicNameValuePair("client_secret", client.clientSecret()));
    } else {
      request.setHeader(
          HttpHeaders.AUTHORIZATION,
          BasicCredentials.header(encoded(client.clientId()), encoded(client.clientSecret())));
    }
    return request.setEntity(new UrlEncodedFormEntity(form, StandardCharsets.UTF_8)).build();
  }

  /** RFC 6749, 2.3.1: encoded as in a form before they become user and password. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static JsonNode json(HttpReply httpReply) {
    try {
      return JSON.readTree(
          httpReply.body().length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : httpReply.body());
    } catch (JsonProcessingException notJson) {
      return JSON.createObjectNode();
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory cannot fail", impossible);
    }
  }
}
