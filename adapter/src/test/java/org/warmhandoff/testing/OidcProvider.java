package org.warmhandoff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.warmhandoff.testing.ehr.RawHttp;
import org.warmhandoff.testing.ehr.RawHttp.RawRequest;
import org.warmhandoff.testing.ehr.RawHttp.RawResponse;
import org.warmhandoff.testing.ehr.RawHttp.Reaction;

/**
 * The authorization server {@code oidc-provider} of npm in a process of its own, behind a relay
 * that can cut its answers. It takes each assertion once by itself.
 */
public final class OidcProvider implements AutoCloseable {

  /** The system property that says where a copy of {@code fixtures/oidc-provider} is installed. */
  public static final String HOME = "oidc-provider";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI tokens;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicBoolean cuts = new AtomicBoolean();
  private final RawHttp relay = new RawHttp(this::relayed);

  /** A server with that client. */
  public OidcProvider(String client, String jwks, String algorithm, Collection<String> scopes) {
    var command = new ArrayList<>(List.of("node", "server.mjs", client, jwks, algorithm));
    command.addAll(scopes);
    try {
      process =
          new ProcessBuilder(command)
              .directory(Path.of(System.getProperty(HOME)).toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      tokens = URI.create("http://127.0.0.1:" + port() + "/token");
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  private String port() throws IOException {
    var said = process.inputReader(UTF_8);
    for (var line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith("ready ")) {
        return line.substring("ready ".length());
      }
    }
    throw new IOException("it did not start");
  }

  private Reaction relayed(RawRequest one) {
    asked.add(one.body());
    var answer = post(one.body());
    var date = answer.headers().firstValue("date").orElseThrow();
    var whole =
        new RawResponse(
            answer.statusCode(),
            Map.of("Content-Type", "application/json", "Date", date),
            answer.body());
    return cuts.getAndSet(false)
        ? new Reaction(
            whole,
            (said, socket) -> {
              RawHttp.head(said, said.body().length(), socket.getOutputStream());
              return false;
            })
        : new Reaction(whole, RawHttp::whole);
  }

  private HttpResponse<String> post(String form) {
    try {
      return http.send(
          HttpRequest.newBuilder(tokens)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  /** Where tokens are asked for: at the relay. */
  public String tokenUrl() {
    return "http://127.0.0.1:" + relay.port() + "/token";
  }

  /** Whom assertions must be for. */
  public String audience() {
    return tokens.toString();
  }

  /** How often it was asked for a token. */
  public int asked() {
    return asked.size();
  }

  /** Its next answer ends in its middle, though it has seen the assertion. */
  public void cutsItsNextAnswer() {
    cuts.set(true);
  }

  /** What it answers to somebody who sends the last request once more. */
  public int answersTheLastOnceMore() {
    return post(asked.get(asked.size() - 1)).statusCode();
  }

  @Override
  public void close() {
    relay.close();
    process.destroy();
    process.onExit().join();
  }
}
