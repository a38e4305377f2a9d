package org.warmhandoff.partner;

import static org.warmhandoff.partner.Request.Doing.WRITING;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.http.HttpHeaders;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.warmhandoff.flow.port.Exchanged;
import org.warmhandoff.flow.port.Outcome.TryLater;
import org.warmhandoff.partner.Reply.Heard;
import org.warmhandoff.partner.Reply.Lost;

/** One delivery's conversation with a partner, of which every request is written down. */
final class Talk {

  private final Line line;
  private final Instant until;
  private final List<Exchanged> exchanges = new ArrayList<>();

  /**
   * A conversation over that line.
   *
   * @param until when a write must have been answered at the latest
   */
  Talk(Line line, Instant until) {
    this.line = line;
    this.until = until;
  }

  /** Every request so far, in order. */
  List<Exchanged> exchanges() {
    return List.copyOf(exchanges);
  }

  /** What requests to this partner are made of. */
  Requests requests() {
    return line.requests();
  }

  /**
   * Asks or writes.
   *
   * @throws Said with the outcome, where the answer is no success
   */
  Told say(Request request) {
    line.pace().await();
    if (request.doing() == WRITING
        && line.clock().instant().plus(line.longestAnswer()).isAfter(until)) {
      throw new Said(new TryLater("the lease is nearly over"));
    }
    var credential = line.credentials().header(this);
    var reply = exchange(request, credential);
    if (reply instanceof Heard heard && heard.status() == 401) {
      reply = againWithNewToken(request, credential, heard);
    }
    if (reply instanceof Lost lost) {
      throw line.answers().lost(lost.why(), request);
    }
    return success((Heard) reply, request);
  }

  /**
   * What may not be there (404, 410) or be closed to us (403), which is empty then.
   *
   * @throws Said with the outcome, where there is no answer to work with
   */
  Optional<Told> sayFor(Request request) {
    try {
      return Optional.of(say(request));
    } catch (Said said) {
      if (said.means(Said.Meaning.NOT_THERE, Said.Meaning.CLOSED)) {
        return Optional.empty();
      }
      throw said;
    }
  }

  /** A success that does not say what it should. */
  Said garbage(Request request) {
    return line.answers().garbage(request);
  }

  /** With 401 nothing was done (RFC 9110, 15.5.2), so a write may go once more as well. */
  private Reply againWithNewToken(Request request, Optional<String> credential, Heard heard) {
    if (!line.credentials().canRenew(credential)) {
      return heard;
    }
    line.pace().await();
    return exchange(request, line.credentials().header(this));
  }

  private Told success(Heard heard, Request request) {
    var told = line.reader().read(heard);
    if (!told.isSuccess()) {
      throw line.answers().failure(told, request, RetryAfter.asked(heard, line.clock()));
    }
    if (!told.bare() && told.resource().isEmpty()) {
      throw line.answers().garbage(request);
    }
    return told;
  }

  private Reply exchange(Request request, Optional<String> credential) {
    var http =
        RequestBuilder.create(request.method()).setUri(line.requests().address(request.url()));
    request.headers().forEach(http::setHeader);
    credential.ifPresent(value -> http.setHeader(HttpHeaders.AUTHORIZATION, value));
    request.body().ifPresent(http::setEntity);
    return exchange(http.build(), request.did());
  }

  /** Sends it as it is and writes it down. */
  Reply exchange(HttpUriRequest request, String did) {
    var at = line.clock().instant();
    var start = System.nanoTime();
    var reply = line.wire().send(request);
    var took = Duration.ofNanos(System.nanoTime() - start);
    exchanges.add(new Exchanged(at, did, said(reply), took));
    return reply;
  }

  private String said(Reply reply) {
    if (reply instanceof Lost lost) {
      return lost.why().words();
    }
    var heard = (Heard) reply;
    var codes = heard.status() < 400 ? "" : Reasons.codes(line.reader().read(heard).outcome());
    return heard.status() + (codes.isEmpty() ? "" : " " + codes);
  }

  /** What every conversation with one partner shares. */
  record Line(
      Wire wire,
      Requests requests,
      Reader reader,
      Credentials credentials,
      Pace pace,
      Answers answers,
      Duration longestAnswer,
      Clock clock) {}
}
