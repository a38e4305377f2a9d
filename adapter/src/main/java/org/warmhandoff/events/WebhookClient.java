package org.warmhandoff.events;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one request of a webhook, in its time. Redirects are not followed: what was signed is for
 * one address. Of an answer nothing but its number and when to come again is read.
 */
final class WebhookClient {

  /** Nobody needs to say more to be read to the end, so that the connection can be used again. */
  private static final long LONGEST_BODY = 16 * 1024;

  private final HttpClient http;
  private final Clock clock;

  WebhookClient(Duration timeout, Clock clock) {
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(timeout)
            .build();
  }

  /**
   * What came of it.
   *
   * @param status 0 where there was no answer
   * @param failure why there was none, in our own words
   */
  record Sent(int status, String failure, Optional<Duration> retryAfter) {

    private static Sent none(String why) {
      return new Sent(0, why, Optional.empty());
    }
  }

  /** Posts that, and waits for the answer for that long in all. */
  Sent post(URI to, Map<String, String> headers, byte[] body, Duration timeout) {
    var request = HttpRequest.newBuilder(to).POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    var answer = http.sendAsync(request.build(), bounded());
    try {
      return sent(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      return Sent.none("no answer in " + timeout.toSeconds() + " s");
    } catch (ExecutionException failed) {
      return Sent.none(failed.getCause().getClass().getSimpleName());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Sent.none("the adapter stops");
    } finally {
      answer.cancel(true);
    }
  }

  private Sent sent(HttpResponse<Void> answer) {
    return new Sent(
        answer.statusCode(),
        "",
        answer
            .headers()
            .firstValue("Retry-After")
            .flatMap(said -> WebhookPause.of(said, clock.instant())));
  }

  private static BodyHandler<Void> bounded() {
    return answer -> new PassedOver();
  }

  /** Reads so much and no more, and keeps nothing. */
  private static final class PassedOver implements BodySubscriber<Void> {

    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private long read;
    private Subscription subscription;

    @Override
    public CompletionStage<Void> getBody() {
      return end;
    }

    @Override
    public void onSubscribe(Subscription begun) {
      subscription = begun;
      begun.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
      read += part.stream().mapToLong(ByteBuffer::remaining).sum();
      if (read > LONGEST_BODY) {
        subscription.cancel();
        end.complete(null);
      } else {
        subscription.request(1);
      }
    }

    /** The number was heard: how the body ends says nothing more. */
    @Override
    public void onError(Throwable broken) {
      end.complete(null);
    }

    @Override
    public void onComplete() {
      end.complete(null);
    }
  }
}
