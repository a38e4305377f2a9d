package org.warmhandoff.partner.client;

import static org.slf4j.LoggerFactory.getLogger;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.http.client.methods.HttpUriRequest;
import org.slf4j.Logger;
import org.warmhandoff.flow.message.Exchanged;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.partner.client.Reply.HttpReply;
import org.warmhandoff.partner.client.Reply.Lost;
import org.warmhandoff.record.Priority;

/** One delivery's conversation with a partner, of which every request is written down. */
public final class PartnerSession implements AutoCloseable {

  /** Elements that a conversation may hold while others of the partner hold as many. */
  private static final int LITTLE = 20_000;

  /** More than any conversation needs; real CapabilityStatements have some three thousand. */
  private static final int MOST = 150_000;

  private static final Logger log = getLogger(PartnerSession.class);

  private final Line line;
  private final Turn turn;
  private final List<Exchanged> exchanges = new ArrayList<>();
  private int elements;

  /**
   * A conversation over that line.
   *
   * @param turn how long it may go on
   */
  public PartnerSession(Line line, Turn turn) {
    this.line = line;
    this.turn = turn;
  }

  /** Every request so far, in order. */
  public List<Exchanged> exchanges() {
    return List.copyOf(exchanges);
  }

  /** What requests to this partner are made of. */
  public Requests requests() {
    return line.requests();
  }

  /**
   * Asks or writes.
   *
   * @throws PartnerFailure with the outcome, where the answer is no success
   */
  public FhirResponse send(Request request) {
    var draft = line.envelopes().checked(request.draft(line.clients().get()));
    var httpReply = httpReply(draft, request);
    var answer = FhirResponse.of(httpReply, line.reading());
    if (!answer.isSuccess()) {
      noteReasons(answer);
      throw line.answers().failure(answer, request, RetryAfter.asked(httpReply, line.clock()));
    }
    if (!answer.bare() && answer.resource().isEmpty()) {
      throw garbage(request);
    }
    return answer;
  }

  /**
   * What may not be there (404, 410) or be closed to us (403), which is empty then.
   *
   * @throws PartnerFailure with the outcome, where there is no answer to work with
   */
  Optional<FhirResponse> find(Request request) {
    try {
      return Optional.of(send(request));
    } catch (PartnerFailure failure) {
      if (failure.means(PartnerFailure.Meaning.NOT_THERE, PartnerFailure.Meaning.CLOSED)) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** A success that does not say what it should. */
  public PartnerFailure garbage(Request request) {
    return line.answers().garbage(request);
  }

  /** Any whole answer, with a token that is good. */
  private HttpReply httpReply(DraftRequest draft, Request request) {
    var credential = line.credentials().header(this::exchange);
    var reply = inTurn(draft, request, credential);
    if (reply instanceof HttpReply httpReply && httpReply.status() == 401) {
      reply = againWithNewToken(draft, request, credential, httpReply);
    }
    if (reply instanceof Lost lost) {
      throw line.answers().lost(lost.why(), request);
    }
    return (HttpReply) reply;
  }

  /** With 401 nothing was done (RFC 9110, 15.5.2), so a write may go once more as well. */
  private Reply againWithNewToken(
      DraftRequest draft, Request request, Optional<String> credential, HttpReply httpReply) {
    if (!line.credentials().canRenew(credential)) {
      return httpReply;
    }
    return inTurn(draft, request, line.credentials().header(this::exchange));
  }

  /** Just before it leaves: to wait and to sign on takes time, and a turn may end meanwhile. */
  private Reply inTurn(DraftRequest draft, Request request, Optional<String> credential) {
    line.pace().await();
    if (!turn.lasts(line.longestAnswer())) {
      throw new PartnerFailure(TryLater.unasked("not its turn any more"));
    }
    return exchange(line.envelopes().sealed(draft, credential), request.did());
  }

  /**
   * Sends it as it is and writes it down.
   *
   * @throws PartnerFailure where the partner is not to be asked any more today
   */
  private Reply exchange(HttpUriRequest request, String did) {
    if (!line.tally().test(turn.priority())) {
      throw new PartnerFailure(TryLater.unasked("the day's requests are used up"));
    }
    var at = line.clock().instant();
    var start = System.nanoTime();
    var reply = weighed(line.wire().send(request));
    var took = Duration.ofNanos(System.nanoTime() - start);
    exchanges.add(new Exchanged(at, did, wordsOf(reply), took));
    log.debug("{}: {} ({} ms)", did, wordsOf(reply), took.toMillis());
    return reply;
  }

  /** Nothing is made of an answer that would not fit. */
  private Reply weighed(Reply reply) {
    if (!(reply instanceof HttpReply httpReply)) {
      return reply;
    }
    var its = JsonElements.count(httpReply.body());
    elements += its.orElse(MOST);
    if (its.isEmpty() || elements > MOST) {
      elements = 0; // and what was held of it is let go
      return new Lost(Reply.Why.TOO_LARGE);
    }
    return elements <= LITTLE || line.wire().holdMuch() ? reply : new Lost(Reply.Why.TIME_UP);
  }

  /** Nothing of what was said is held any more. */
  @Override
  public void close() {
    line.wire().release();
  }

  private static String wordsOf(Reply reply) {
    return reply instanceof Lost lost
        ? lost.why().words()
        : Integer.toString(((HttpReply) reply).status());
  }

  /** The reasons are known only when the answer has been read. */
  private void noteReasons(FhirResponse answer) {
    var codes = Reasons.codes(answer.outcome());
    if (!codes.isEmpty()) {
      var last = exchanges.remove(exchanges.size() - 1);
      exchanges.add(new Exchanged(last.at(), last.did(), last.said() + " " + codes, last.took()));
    }
  }

  /**
   * What every conversation with one partner shares.
   *
   * @param clients a client of HAPI's for each request
   * @param tally counts each request, if there may be one more of that priority today
   */
  public record Line(
      Wire wire,
      Requests requests,
      Supplier<IGenericClient> clients,
      TolerantReading reading,
      Envelopes envelopes,
      Credentials credentials,
      Pace pace,
      Answers answers,
      Duration longestAnswer,
      Predicate<Optional<Priority>> tally,
      Clock clock) {}
}
