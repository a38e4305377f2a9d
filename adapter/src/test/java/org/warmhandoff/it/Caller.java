package org.warmhandoff.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Somebody who calls an adapter over HTTP and looks at the whole answer. */
public final class Caller {

  public static final String JSON = "application/json";
  public static final String NDJSON = "application/x-ndjson";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final int port;
  private final Optional<String> token;

  private Caller(int port, Optional<String> token) {
    this.port = port;
    this.token = token;
  }

  public static Caller program(int port) {
    return new Caller(port, Optional.of(Setting.PROGRAM));
  }

  public static Caller monitoring(int port) {
    return new Caller(port, Optional.of(Setting.MONITORING));
  }

  public static Caller stranger(int port) {
    return new Caller(port, Optional.empty());
  }

  public static Caller with(int port, String token) {
    return new Caller(port, Optional.of(token));
  }

  public HttpResponse<String> submit(byte[] record) throws IOException, InterruptedException {
    return post(JSON, record);
  }

  public HttpResponse<String> post(String contentType, byte[] body)
      throws IOException, InterruptedException {
    return send(
        request("/api/v1/records")
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  public HttpResponse<String> call(String method, String path)
      throws IOException, InterruptedException {
    return send(request(path).method(method, BodyPublishers.noBody()));
  }

  public HttpResponse<String> call(String method, String path, String json)
      throws IOException, InterruptedException {
    return send(
        request(path).header("Content-Type", JSON).method(method, BodyPublishers.ofString(json)));
  }

  /** The state of a record that was accepted. */
  public JsonNode state(String kind, String id) throws IOException, InterruptedException {
    var answer = get("/api/v1/records/" + kind + "/" + id);
    if (answer.statusCode() != 200) {
      throw new IOException(kind + " " + id + " was answered " + answer.statusCode());
    }
    return Fixtures.json(answer.body());
  }

  private HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30));
    token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
    return request;
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
