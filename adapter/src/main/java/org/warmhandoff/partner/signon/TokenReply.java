package org.warmhandoff.partner.signon;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.warmhandoff.partner.client.Reply.HttpReply;

/** What an authorization server answered, of which no word is repeated that is not known. */
record TokenReply(HttpReply http, JsonNode content) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** More than any token answer or discovery document. */
  static final int LARGEST = 256 * 1024;

  private static final Duration WHERE_IT_DOES_NOT_SAY = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofDays(1);

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

  static TokenReply of(HttpReply http) {
    return new TokenReply(http, json(http));
  }

  /** The JSON of an answer; an empty object where it is none, or too large. */
  static JsonNode json(HttpReply http) {
    try {
      var body = http.body().length == 0 ? "{}".getBytes(UTF_8) : http.body();
      var read = body.length > LARGEST ? null : JSON.readTree(body);
      return read == null ? JSON.createObjectNode() : read;
    } catch (JsonProcessingException notJson) {
      return JSON.createObjectNode();
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory cannot fail", impossible);
    }
  }

  private String token() {
    return content.path("access_token").asText();
  }

  /** Whether it gives something that may be a token. */
  boolean gives() {
    return http.status() == 200 && !token().isBlank();
  }

  /** The token as a header, if it is one and a bearer token, the only kind that we can show. */
  Optional<String> header() {
    var kind = content.path("token_type").asText("bearer");
    return BEARER.matcher(token()).matches() && kind.equalsIgnoreCase("bearer")
        ? Optional.of("Bearer " + token())
        : Optional.empty();
  }

  /** How long it lasts, at most a day. */
  Duration lasts() {
    var seconds = content.path("expires_in").asLong(WHERE_IT_DOES_NOT_SAY.toSeconds());
    return Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST.toSeconds())));
  }

  /** What the token is good for; empty where it does not say: then for what was asked. */
  Optional<List<String>> scopes() {
    return content.path("scope").isTextual()
        ? Optional.of(List.of(content.path("scope").asText().trim().split("\\s+")))
        : Optional.empty();
  }

  /** The status and, if it is one that is known, the error's code. */
  String words() {
    var error = content.path("error").asText();
    return "answered " + http.status() + (ERRORS.contains(error) ? ": " + error : "");
  }

  boolean isError(String code) {
    return content.path("error").asText().equals(code);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "TokenReply[" + http.status() + "]";
  }
}
