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
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.Exchanged;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Sending;
import org.warmhandoff.flow.port.WriteAhead;
import org.warmhandoff.flow.port.WriteAhead.Late;
import org.warmhandoff.partner.client.JsonElements.Counted;
import org.warmhandoff.partner.client.Reply.HttpReply;
import org.warmhandoff.partner.client.Reply.Lost;
import org.warmhandoff.partner.client.Request.Doing;
import org.warmhandoff.record.Priority;

/** One delivery's conversation with a partner, of which every request is written down. */
public final class PartnerSession implements AutoCloseable {

  /** Elements that a conversation may hold while others of the partner hold as many. */
  private static final int LITTLE = 20_000;

  /** More than any conversation needs; real CapabilityStatements have some three thousand. */
  private static final int MOST = 150_000;

  private static final Logger log = getLogger(PartnerSession.class);

  private final Line line;
  private final LeaseGuard turn;
  private final List<Exchanged> exchanges = new ArrayList<>();
  private int elements;

  /**
   * A conversation over that line.
   *
   * @param turn how long it may go on
   */
  public PartnerSession(Line line, LeaseGuard turn) {
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

  /** Puts on record that it is about to write, if it may: see {@link WriteAhead#mayWrite}. */
  public boolean mayWrite(Form form, Late late) {
    return turn.mayWrite(form, late);
  }

  /** Asks or writes. Every answer that is no success is a failure. */
  public PartnerAnswer<FhirResponse> send(Request request) {
    return line.envelopes()
        .checked(request.draft(line.clients().get()))
        .then(draft -> httpReply(draft, request))
        .then(reply -> read(reply, request));
  }

  /** The same of a resource of that type; another answer is no success. */
  public <R extends Resource> PartnerAnswer<R> ask(Request request, Class<R> type) {
    return send(request).then(answer -> PartnerAnswer.of(answer.as(type), () -> garbage(request)));
  }

  /** A success that does not say what it should. */
  public PartnerFailure garbage(Request request) {
    return line.answers().garbage(request);
  }

  private PartnerAnswer<FhirResponse> read(HttpReply reply, Request request) {
    var answer = FhirResponse.of(reply, line.reading());
    var judged = line.answers().judged(answer, request, RetryAfter.asked(reply, line.clock()));
    if (judged.failure().isPresent()) {
      noteReasons(answer);
    }
    return judged;
  }

  /** Any whole answer, with a token that is good. */
  private PartnerAnswer<HttpReply> httpReply(DraftRequest draft, Request request) {
    return signed(draft, request)
        .then(
            reply ->
                reply instanceof Lost lost
                    ? PartnerAnswer.failed(line.answers().lost(lost.why(), request))
                    : PartnerAnswer.of((HttpReply) reply));
  }

  /** With 401 nothing was done (RFC 9110, 15.5.2), so a write may go once more as well. */
  private PartnerAnswer<Reply> signed(DraftRequest draft, Request request) {
    return credentialFor(request)
        .then(
            first ->
                inTurn(draft, request, first)
                    .then(
                        reply ->
                            mayGoOnceMore(reply, first)
                                ? credential().then(other -> inTurn(draft, request, other))
                                : PartnerAnswer.of(reply)));
  }

  private PartnerAnswer<Optional<String>> credential() {
    return line.credentials().header(this::exchange);
  }

  /** What a partner takes it tells anybody, and what we must be allowed there depends on it. */
  private PartnerAnswer<Optional<String>> credentialFor(Request request) {
    return request.uses().interaction().equals("capabilities")
            && line.credentials().sparedOpenQuestions()
        ? PartnerAnswer.none()
        : credential();
  }

  /** Signs on, if it is not signed on. */
  public Optional<PartnerFailure> signOn() {
    return credential().failure();
  }

  /** How signing on went last, step by step, in words; empty where it takes no steps. */
  public List<String> signOnSteps() {
    return line.credentials().steps();
  }

  private boolean mayGoOnceMore(Reply reply, Optional<String> credential) {
    return reply instanceof HttpReply httpReply
        && httpReply.status() == 401
        && line.credentials().canRenew(credential);
  }

  /** Just before it leaves: to wait and to sign on takes time, and a turn may end meanwhile. */
  private PartnerAnswer<Reply> inTurn(
      DraftRequest draft, Request request, Optional<String> credential) {
    var tooSoon = line.pace().await();
    if (tooSoon.isPresent()) {
      return PartnerAnswer.failed(tooSoon.get());
    }
    if (!turn.lasts(line.longestAnswer())) {
      return unasked("not its turn any more");
    }
    return mayLeave(draft, request)
        ? exchange(line.envelopes().sealed(draft, credential), request.did())
        : unasked("what may be disclosed has changed; decided anew");
  }

  /** Questions tell of nothing that was not told with the consent to ask them. */
  private boolean mayLeave(DraftRequest draft, Request request) {
    return request.doing() == Doing.ASKING
        || turn.mayDisclose(new Sending(request.did(), draft.text()));
  }

  private static <T> PartnerAnswer<T> unasked(String note) {
    return PartnerAnswer.failed(new PartnerFailure(TryLater.unasked(note)));
  }

  /** Sends it as it is, if the partner may be asked any more today, and writes it down. */
  private PartnerAnswer<Reply> exchange(HttpUriRequest request, String did) {
    return line.tally().test(turn.priority())
        ? PartnerAnswer.of(sent(request, did))
        : unasked("the day's requests are used up");
  }

  private Reply sent(HttpUriRequest request, String did) {
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
    elements += its.map(Counted::elements).orElse(MOST);
    if (its.isEmpty() || elements > MOST) {
      elements = 0; // and what was held of it is let go
      return new Lost(Reply.LossReason.TOO_LARGE);
    }
    return elements <= LITTLE || line.wire().holdMuch()
        ? httpReply.readable(its.get().whole())
        : new Lost(Reply.LossReason.TIME_UP);
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
      HttpTransport wire,
      Requests requests,
      Supplier<IGenericClient> clients,
      TolerantReading reading,
      Envelopes envelopes,
      Credentials credentials,
      RateLimit pace,
      ResponseClassifier answers,
      Duration longestAnswer,
      Predicate<Optional<Priority>> tally,
      Clock clock) {}
}
