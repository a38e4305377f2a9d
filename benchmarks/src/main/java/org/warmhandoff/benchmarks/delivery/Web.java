package org.warmhandoff.benchmarks.delivery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A plain HTTP client: the JDK's, as it is. */
final class Web {

  static final String JSON = "application/json";
  static final String NDJSON = "application/x-ndjson";
  static final String FHIR = "application/fhir+json";

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final HttpClient HTTP = HttpClient.newBuilder().version(Version.HTTP_1_1).build();

  private Web() {}

  /**
   * Gets it.
   *
   * @param token empty: nobody asks for one
   * @throws IOException where the answer is no 2xx
   */
  static String get(String url, String token) throws IOException, InterruptedException {
    return send(request(url, token).header("Cache-Control", "no-cache").GET().build());
  }

  /**
   * Posts it.
   *
   * @param token empty: nobody asks for one
   * @throws IOException where the answer is no 2xx
   */
  static String post(String url, String token, String type, byte[] body)
      throws IOException, InterruptedException {
    return send(
        request(url, token)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  private static HttpRequest.Builder request(String url, String token) {
    var request = HttpRequest.newBuilder(URI.create(url)).timeout(LONGEST);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private static String send(HttpRequest request) throws IOException, InterruptedException {
    var answer = HTTP.send(request, BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(request.method() + " was answered " + answer.statusCode());
    }
    return answer.body();
  }
}
