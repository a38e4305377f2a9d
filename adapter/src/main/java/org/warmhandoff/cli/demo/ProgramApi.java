package org.warmhandoff.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.warmhandoff.record.RecordKey;

/** An adapter's HTTP API, as the program's own systems use it. */
public final class ProgramApi {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;
  private final String token;

  /** The API at that address. */
  public ProgramApi(URI address, String token) {
    this.address = address;
    this.token = token;
  }

  /** Submits one record; the HTTP status that came back. */
  public int submit(byte[] record) throws IOException, InterruptedException {
    return post("application/json", record).statusCode();
  }

  /** Submits a record a line; the status of each line. */
  public List<Integer> submitLines(byte[] lines) throws IOException, InterruptedException {
    return post("application/x-ndjson", lines)
        .body()
        .lines()
        .map(ProgramApi::tree)
        .map(answer -> answer.path("status").asInt())
        .toList();
  }

  /** The state of a record; missing if it was never accepted. */
  public JsonNode state(RecordKey key) throws IOException, InterruptedException {
    var path = "/api/v1/records/" + key.kind().word() + "/" + key.id();
    var request = authorized(path).GET().build();
    return tree(http.send(request, BodyHandlers.ofString()).body());
  }

  /** Records what a partner said of a referral on the telephone. */
  void answered(String referral, JsonNode said) throws IOException, InterruptedException {
    var path = "/api/v1/referrals/" + referral + "/answers";
    var answer = post(path, "application/json", said.toString().getBytes(UTF_8));
    if (answer.statusCode() != 200) {
      throw new IOException("an answer by telephone was answered " + answer.statusCode());
    }
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  private HttpResponse<String> post(String contentType, byte[] body)
      throws IOException, InterruptedException {
    return post("/api/v1/records", contentType, body);
  }

  private HttpResponse<String> post(String path, String contentType, byte[] body)
      throws IOException, InterruptedException {
    var request =
        authorized(path)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder authorized(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).header("Authorization", "Bearer " + token);
  }

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException notJson) {
      throw new IllegalStateException("an answer that is not JSON", notJson);
    }
  }
}
