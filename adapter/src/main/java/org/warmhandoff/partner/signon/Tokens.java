package org.warmhandoff.partner.signon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.partner.client.Credentials;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.Reply.HttpReply;
import org.warmhandoff.partner.client.Reply.Lost;
import org.warmhandoff.partner.client.RetryAfter;

/**
 * Access tokens (RFC 6749, 4.4), each used by everybody until shortly before it expires. Whoever
 * comes while one is asked for waits for that answer, be it a token or none: nobody asks for a
 * second.
 */
final class Tokens implements Credentials {

  private static final Duration BEFORE_IT_EXPIRES = Duration.ofSeconds(30);

  private final Grant grant;
  private final Duration patience;
  private final Clock clock;
  private final AtomicReference<CompletableFuture<PartnerAnswer<Token>>> asking =
      new AtomicReference<>();
  private volatile Optional<Token> kept = Optional.empty();

  /**
   * Tokens by that grant.
   *
   * @param patience how long to wait for one that somebody else has asked for
   */
  Tokens(Grant grant, Duration patience, Clock clock) {
    this.grant = grant;
    this.patience = patience;
    this.clock = clock;
  }

  private record Token(String header, Instant until) {

    @Override
    public String toString() {
      return "Token";
    }
  }

  @Override
  public PartnerAnswer<Optional<String>> header(Exchange exchange) {
    return current()
        .map(PartnerAnswer::of)
        .orElseGet(() -> oneForAll(exchange))
        .map(token -> Optional.of(token.header()));
  }

  private Optional<Token> current() {
    var now = clock.instant();
    return kept.filter(token -> token.until().isAfter(now));
  }

  /** Somebody else may have a new one by now, which is then as good. */
  @Override
  public boolean canRenew(Optional<String> refused) {
    var token = kept;
    if (token.map(Token::header).equals(refused)) {
      kept = Optional.empty();
    }
    return true;
  }

  @Override
  public boolean sparedOpenQuestions() {
    return grant.sparesOpenQuestions();
  }

  @Override
  public List<String> steps() {
    return grant.steps();
  }

  private PartnerAnswer<Token> oneForAll(Exchange exchange) {
    var ours = new CompletableFuture<PartnerAnswer<Token>>();
    var anothers = asking.compareAndExchange(null, ours);
    if (anothers != null) {
      return awaited(anothers);
    }
    try {
      var answer = current().map(PartnerAnswer::of).orElseGet(() -> fetched(exchange));
      ours.complete(answer);
      return answer;
    } finally {
      asking.set(null);
      ours.complete(no("nobody asked to the end", Optional.empty())); // changes no answer
    }
  }

  private PartnerAnswer<Token> awaited(CompletableFuture<PartnerAnswer<Token>> anothers) {
    try {
      return anothers.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return unasked();
    } catch (ExecutionException | TimeoutException tooLong) {
      return unasked();
    }
  }

  private static PartnerAnswer<Token> unasked() {
    return PartnerAnswer.failed(
        new PartnerFailure(TryLater.unasked("another delivery is still asking for a token")));
  }

  private PartnerAnswer<Token> fetched(Exchange exchange) {
    return grant
        .request(exchange)
        .then(request -> exchange.send(request, "token"))
        .then(
            reply ->
                reply instanceof Lost lost
                    ? no(lost.why().words(), Optional.empty())
                    : read(TokenReply.of((HttpReply) reply), exchange));
  }

  private PartnerAnswer<Token> read(TokenReply reply, Exchange exchange) {
    var more = grant.received(reply);
    if (!reply.gives() && grant.asksForLess(reply)) {
      return fetched(exchange);
    }
    if (!reply.gives()) {
      return no(reply.words() + more, RetryAfter.asked(reply.http(), clock));
    }
    if (reply.header().isEmpty()) {
      return no("answered with what is no token", Optional.empty());
    }
    var against = grant.against(reply);
    if (against.isPresent()) {
      return PartnerAnswer.failed(against.get());
    }
    var token = new Token(reply.header().get(), until(reply.lasts()));
    kept = Optional.of(token);
    return PartnerAnswer.of(token);
  }

  private static PartnerAnswer<Token> no(String note, Optional<Duration> asked) {
    return PartnerAnswer.failed(
        new PartnerFailure(new TryLater("asked for a token: " + note, asked, Reach.AILING)));
  }

  private Instant until(Duration lasts) {
    var early = lasts.dividedBy(2);
    return clock
        .instant()
        .plus(lasts)
        .minus(early.compareTo(BEFORE_IT_EXPIRES) < 0 ? early : BEFORE_IT_EXPIRES);
  }
}
