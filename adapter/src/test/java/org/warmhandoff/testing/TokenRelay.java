package org.warmhandoff.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.warmhandoff.testing.ehr.RawHttp;
import org.warmhandoff.testing.ehr.RawHttp.RawRequest;
import org.warmhandoff.testing.ehr.RawHttp.RawResponse;
import org.warmhandoff.testing.ehr.RawHttp.Reaction;

/** Where an authorization server is asked for tokens, behind a relay that can cut its answers. */
public final class TokenRelay implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI tokens;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicBoolean cuts = new AtomicBoolean();
  private final AtomicBoolean tellsTime = new AtomicBoolean();
  private final RawHttp relay = new RawHttp(this::relayed);

  /** Before that address. */
  public TokenRelay(URI tokens) {
    this.tokens = tokens;
  }

  private Reaction relayed(RawRequest one) {
    asked.add(one.body());
    var answer = post(one.body());
    var headers = new TreeMap<>(Map.of("Content-Type", "application/json"));
    answer.headers().firstValue("date").ifPresent(date -> headers.put("Date", date));
    tellsTime.set(headers.containsKey("Date"));
    var whole = new RawResponse(answer.statusCode(), headers, answer.body());
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

  /** Where tokens are asked for. */
  public String tokenUrl() {
    return "http://127.0.0.1:" + relay.port() + "/token";
  }

  /** Whom assertions must be for. */
  public String audience() {
    return tokens.toString();
  }

  /** Whether its last answer said when it was made; not each server does (RFC 9110, 6.6.1). */
  public boolean tellsTime() {
    return tellsTime.get();
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
  }
}
