package org.warmhandoff.it.failure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.warmhandoff.testing.ehr.RawHttp;
import org.warmhandoff.testing.ehr.RawHttp.RawRequest;
import org.warmhandoff.testing.ehr.RawHttp.RawResponse;
import org.warmhandoff.testing.ehr.RawHttp.Reaction;

/** Stands before a partner that means well, and answers every second request in its place. */
final class HostilePartner implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Set<String> PASSED_ON =
      Set.of("accept", "content-type", "if-match", "if-none-exist", "if-none-match", "prefer");

  private final URI behind;
  private final RawHttp http = new RawHttp(this::react);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger hostile = new AtomicInteger();
  private volatile Optional<HostileAnswers> answers = Optional.empty();
  private volatile Random random = new Random(0);

  /** Before that one. */
  HostilePartner(URI behind) {
    this.behind = behind;
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + http.port() + behind.getPath());
  }

  /** From now on it answers such things, drawn from that seed. */
  void answers(HostileAnswers such, long seed) {
    random = new Random(seed);
    answers = Optional.of(such);
  }

  /** How many of its answers were hostile. */
  int hostile() {
    return hostile.get();
  }

  private Reaction react(RawRequest one) {
    var well = well(one);
    if (answers.isEmpty() || asked.incrementAndGet() % 2 == 0) {
      return new Reaction(well, RawHttp::whole);
    }
    hostile.incrementAndGet();
    synchronized (this) {
      return answers.get().to(one, well, random);
    }
  }

  private RawResponse well(RawRequest one) {
    var request =
        HttpRequest.newBuilder(behind.resolve(one.target()))
            .method(one.method(), BodyPublishers.ofString(one.body()));
    one.headers().entrySet().stream()
        .filter(header -> PASSED_ON.contains(header.getKey()))
        .forEach(header -> request.header(header.getKey(), header.getValue()));
    try {
      var answer = HTTP.send(request.build(), BodyHandlers.ofString());
      var headers = new HashMap<String, String>();
      for (var name : Set.of("content-type", "etag", "location")) {
        answer.headers().firstValue(name).ifPresent(value -> headers.put(name, ours(value)));
      }
      return new RawResponse(answer.statusCode(), headers, ours(answer.body()));
    } catch (IOException away) {
      return new RawResponse(502, Map.of(), "");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new RawResponse(503, Map.of(), "");
    }
  }

  private String ours(String said) {
    return said.replace(behind.getAuthority(), base().getAuthority());
  }

  @Override
  public void close() {
    http.close();
  }
}
