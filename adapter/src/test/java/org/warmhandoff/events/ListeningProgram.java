package org.warmhandoff.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A program that takes webhooks, and fails as it is told to. What it took, it took in order. */
public final class ListeningProgram implements AutoCloseable {

  /** How it answers one request. */
  public enum Way {
    TAKES,
    /** It takes the event, and its answer is lost. */
    TAKES_AND_LOSES_THE_ANSWER,
    BREAKS,
    WANTS_NO_MORE,
    SENDS_ELSEWHERE,
    /** 503 with {@code Retry-After: 600}. */
    IS_BUSY,
    TAKES_AND_SAYS_A_LOT,
    /** It says nothing for as long as it is there. */
    IS_SLOW
  }

  /** One request. */
  public record Told(String id, String timestamp, String signature, String body) {

    /** Whether one of the signatures is by that secret. */
    public boolean isSignedBy(String secret) {
      try {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
        var own = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
        return Stream.of(signature.split(" ", -1))
            .anyMatch(one -> one.equals("v1," + Base64.getEncoder().encodeToString(own)));
      } catch (GeneralSecurityException cannot) {
        throw new IllegalStateException(cannot);
      }
    }
  }

  private final HttpServer server;
  private final List<Told> asked = new ArrayList<>();
  private final List<Told> taken = new ArrayList<>();
  private final Deque<Way> ways = new ArrayDeque<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private Way always = Way.TAKES;

  private ListeningProgram(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/events", this::answer);
    server.start();
  }

  /** One that takes everything. */
  public static ListeningProgram start() {
    try {
      return new ListeningProgram(0);
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  /** One that takes everything, at that address. */
  public static ListeningProgram startAt(URI url) throws IOException {
    return new ListeningProgram(url.getPort());
  }

  /** Where it listens. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events");
  }

  /** The next requests are answered so, then as always. */
  public synchronized void next(Way... each) {
    ways.addAll(List.of(each));
  }

  /** From now on requests are answered so. */
  public synchronized void always(Way way) {
    always = way;
  }

  /** What it was asked to take, in order. */
  public synchronized List<Told> asked() {
    return List.copyOf(asked);
  }

  /** What it took, in order; what it took twice is there twice. */
  public synchronized List<Told> taken() {
    return List.copyOf(taken);
  }

  private synchronized Way way(Told told) {
    asked.add(told);
    var way = ways.isEmpty() ? always : ways.remove();
    if (way == Way.TAKES
        || way == Way.TAKES_AND_LOSES_THE_ANSWER
        || way == Way.TAKES_AND_SAYS_A_LOT) {
      taken.add(told);
    }
    return way;
  }

  private void answer(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    var way =
        way(
            new Told(
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                body));
    switch (way) {
      case TAKES -> exchange.sendResponseHeaders(204, -1);
      case TAKES_AND_SAYS_A_LOT -> {
        exchange.sendResponseHeaders(200, 0);
        try {
          for (var i = 0; i < 100_000; i++) {
            exchange.getResponseBody().write(new byte[1024]);
          }
        } catch (IOException gone) {
          // nobody listens to all of it
        }
      }
      case BREAKS -> exchange.sendResponseHeaders(500, -1);
      case WANTS_NO_MORE -> exchange.sendResponseHeaders(410, -1);
      case SENDS_ELSEWHERE -> {
        exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
        exchange.sendResponseHeaders(307, -1);
      }
      case IS_BUSY -> {
        exchange.getResponseHeaders().set("Retry-After", "600");
        exchange.sendResponseHeaders(503, -1);
      }
      case IS_SLOW -> untilTheEnd();
      case TAKES_AND_LOSES_THE_ANSWER -> {
        // the connection ends with nothing said
      }
    }
    exchange.close();
  }

  private void untilTheEnd() {
    try {
      end.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
  }
}
