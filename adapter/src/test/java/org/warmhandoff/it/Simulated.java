package org.warmhandoff.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Simulated partners in a process of their own, and the tester's door to them. */
public final class Simulated implements AutoCloseable {

  private static final Path JAR = Path.of("../fixtures/target/partner-systems.jar");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final Map<String, URI> ready = new LinkedHashMap<>();

  private Simulated(Process process) {
    this.process = process;
  }

  /**
   * Starts them.
   *
   * @param population how many invented people each has on file
   * @param partners each as {@code NAME=RULES}
   */
  public static Simulated start(int population, String... partners) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx700m",
                "-cp",
                JAR.toString(),
                "org.warmhandoff.fixtures.simulated.SimulatedPartners",
                "--population",
                String.valueOf(population)));
    for (var partner : partners) {
      command.addAll(List.of("--partner", partner));
    }
    try {
      var simulated =
          new Simulated(
              new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
      simulated.listen();
      return simulated;
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  private void listen() throws IOException {
    var says = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (var line = says.readLine(); line != null; line = says.readLine()) {
      var words = line.split(" ", -1);
      if (line.equals("ready all")) {
        return;
      }
      ready.put(words[1], URI.create(words[2]));
    }
    throw new IOException("the simulated partners do not start");
  }

  public URI base(String partner) {
    return ready.get(partner);
  }

  /** The Patients whom they invented, who are the same people at each of them. */
  public List<JsonNode> people() {
    var any = ready.keySet().stream().filter(name -> !name.equals("control")).findFirst();
    return StreamSupport.stream(
            call("GET", any.orElseThrow() + "/patients", "").spliterator(), false)
        .filter(patient -> patient.at("/identifier/0/value").asText().startsWith("INV-"))
        .toList();
  }

  public JsonNode report(String partner, String system) {
    return call("GET", partner + "/report?system=" + system, "");
  }

  public JsonNode faultsDealt(String partner) {
    return call("GET", partner + "/faults", "");
  }

  public void faults(String partner, String plan) {
    call("POST", partner + "/faults", plan);
  }

  public void noFaults(String partner) {
    call("DELETE", partner + "/faults", "");
  }

  public JsonNode call(String method, String path, String body) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(ready.get("control") + "/" + path))
              .method(method, BodyPublishers.ofString(body))
              .build();
      var answer = HTTP.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(path + " was answered " + answer.statusCode() + answer.body());
      }
      return Fixtures.json(answer.body());
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
