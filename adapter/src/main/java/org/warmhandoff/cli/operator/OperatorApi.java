package org.warmhandoff.cli.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** The API of a running adapter. What it refuses is told as it says it. */
final class OperatorApi {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]+");
  private static final int LAST_PORT = 65535;
  private static final Set<Integer> DONE = Set.of(200, 202, 204);
  private static final int NO_CONTENT = 204;

  private final HttpClient http;
  private final String url;
  private final String token;

  /**
   * The API at that address.
   *
   * @param tls by which the adapter is known; empty for what Java knows by itself
   * @throws CommandFailure where that is no address of an adapter, or the token could be nobody's
   */
  OperatorApi(URI url, String token, Optional<SSLContext> tls) {
    var client = HttpClient.newBuilder().connectTimeout(PATIENCE);
    tls.ifPresent(client::sslContext);
    this.http = client.build();
    this.url = base(url);
    this.token = sendable(token);
  }

  private static String base(URI url) {
    if (!SCHEMES.contains(String.valueOf(url.getScheme()).toLowerCase(ROOT))
        || url.getHost() == null
        || url.getPort() > LAST_PORT
        || url.getRawUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw CommandFailure.wrong(
          "no address of an adapter: expected one such as http://127.0.0.1:8420");
    }
    return url.toString().replaceFirst("/+$", "");
  }

  /** Never says the token, nor lets the client say it that would refuse to send it. */
  private static String sendable(String token) {
    if (!TOKEN.matcher(token).matches()) {
      throw CommandFailure.wrong(
          "the token holds what no token does, such as a line break or a space, or is empty");
    }
    return token;
  }

  /** These as parts of a path, whatever characters they hold. */
  static String segments(String... parts) {
    return Stream.of(parts)
        .map(part -> "/" + URLEncoder.encode(part, UTF_8).replace("+", "%20"))
        .collect(Collectors.joining());
  }

  /** Reads; what is empty is not asked for. */
  JsonNode get(String path, Map<String, String> query) {
    return json(send(request(path + asked(query)).GET()));
  }

  /** The same as text of that type. */
  String text(String path, Map<String, String> query, String type) {
    var answer = send(request(path + asked(query)).header("Accept", type).GET());
    return new String(answer.body(), UTF_8);
  }

  private static String asked(Map<String, String> query) {
    var asked =
        query.entrySet().stream()
            .filter(one -> !one.getValue().isEmpty())
            .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return asked.isEmpty() ? "" : "?" + asked;
  }

  JsonNode get(String path) {
    return get(path, Map.of());
  }

  byte[] bytes(String path) {
    return send(request(path).GET()).body();
  }

  JsonNode post(String path, JsonNode body) {
    return json(send(with("POST", path, body)));
  }

  JsonNode put(String path, JsonNode body) {
    return json(send(with("PUT", path, body)));
  }

  JsonNode delete(String path) {
    return json(send(request(path).DELETE()));
  }

  private HttpRequest.Builder with(String method, String path, JsonNode body) {
    return request(path)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body.toString()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), BodyHandlers.ofByteArray());
      if (!DONE.contains(answer.statusCode())) {
        throw CommandFailure.refused(problem(answer));
      }
      return answer;
    } catch (IOException nobody) {
      throw CommandFailure.wrong(
          "no adapter answers at %s (%s): is it running, and is this its address?"
              .formatted(url, nobody.getClass().getSimpleName()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw CommandFailure.wrong("interrupted");
    }
  }

  private static String problem(HttpResponse<byte[]> answer) {
    try {
      var detail = JSON.readTree(answer.body()).path("detail").asText();
      return "the adapter says " + answer.statusCode() + ": " + detail;
    } catch (IOException notOurs) {
      return "answered " + answer.statusCode() + ", and not as an adapter does";
    }
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    return answer.statusCode() == NO_CONTENT
        ? JSON.createObjectNode()
        : read(new String(answer.body(), UTF_8));
  }

  /** An answer that is JSON. */
  static JsonNode read(String answer) {
    try {
      return JSON.readTree(answer);
    } catch (IOException notJson) {
      throw CommandFailure.wrong("what answers there is no adapter: it does not speak JSON");
    }
  }
}
