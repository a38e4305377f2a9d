package org.warmhandoff.partner;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DomainResource;
import org.warmhandoff.fit.Form;
import org.warmhandoff.fit.Offer;
import org.warmhandoff.fit.Persona.IfMatch;
import org.warmhandoff.fit.Refusal;
import org.warmhandoff.flow.port.Delivery;
import org.warmhandoff.flow.port.Matched;
import org.warmhandoff.flow.port.Outcome;
import org.warmhandoff.flow.port.Outcome.Superseded;
import org.warmhandoff.flow.port.Outcome.TryLater;
import org.warmhandoff.flow.port.Reach;
import org.warmhandoff.flow.port.WriteAhead;
import org.warmhandoff.flow.port.WriteAhead.Late;

/** One attempt to hand one record over: who, what is taken there, and what was done so far. */
final class Visit {

  private final Matched matched;
  private final Talk talk;
  private final Books books;
  private Offer offer;
  private Optional<Form> setOutIn = Optional.empty();
  private Late setOutFor = Late.FAILS;
  private boolean written;

  /** What is kept beside a visit. */
  record Books(Refusals refusals, Remotes remotes, WriteAhead writeAhead, Clock clock) {}

  Visit(Matched matched, Talk talk, Books books, Offer offer) {
    this.matched = requireNonNull(matched);
    this.talk = requireNonNull(talk);
    this.books = requireNonNull(books);
    this.offer = requireNonNull(offer);
  }

  Matched matched() {
    return matched;
  }

  Delivery delivery() {
    return matched.delivery();
  }

  /** The partner's own reference to the patient, such as {@code Patient/7}. */
  String patient() {
    return matched.link().patient();
  }

  Talk talk() {
    return talk;
  }

  Requests requests() {
    return talk.requests();
  }

  Remotes remotes() {
    return books.remotes();
  }

  /** What the partner takes, as well as is known by now. */
  Offer offer() {
    return offer;
  }

  /**
   * The version of what is there, to be written over in no other (If-Match); empty where it shows
   * none or the partner does not take that.
   */
  Optional<String> toMatch(DomainResource there) {
    return Optional.ofNullable(there.getMeta().getVersionId())
        .filter(version -> offer.persona().wire().ifMatch() != IfMatch.NEVER);
  }

  /** Whether anything was written so far. */
  boolean hasWritten() {
    return written;
  }

  /** The partner does not do that, whatever it says. */
  void remember(Refusal refusal) {
    books.refusals().remember(delivery().partner(), refusal);
    offer = offer.without(List.of(refusal));
  }

  /**
   * Writes, after it was put on record that we set out to do so in that form.
   *
   * @throws Said where it may not, or the answer is no success
   */
  Told write(Form form, Request request) {
    return write(form, request, Late.DONE);
  }

  /**
   * The same of what fails if it is carried out late: it is written only over a version that is not
   * the newest any more by then, or only where nothing is.
   *
   * @throws Said where it may not, or the answer is no success
   */
  Told writeInOrder(Form form, Request request) {
    return write(form, request, Late.FAILS);
  }

  private Told write(Form form, Request request, Late late) {
    if (!setOutIn.equals(Optional.of(form)) || (late == Late.DONE && setOutFor == Late.FAILS)) {
      setOut(form, late);
    }
    return write(request);
  }

  private void setOut(Form form, Late late) {
    if (!books.writeAhead().mayWrite(delivery(), form, late)) {
      throw new Said(TryLater.unasked("not its turn any more"));
    }
    setOutIn = Optional.of(form);
    setOutFor = late;
  }

  private Told write(Request request) {
    var told = talk.say(request);
    written = true;
    return told;
  }

  /**
   * Nothing at a partner without conditional creates stops a write that was long on its way from
   * being done after we have asked. So that it is not there is believed only when it can hardly
   * come any more. Where a newer version goes instead, this one is not written again at all, and so
   * need not be waited for.
   *
   * @return what this attempt comes to, if that is so
   */
  Optional<Outcome> mayStillCome() {
    return delivery()
        .unheardUntil()
        .map(until -> Duration.between(books.clock().instant(), until))
        .filter(left -> !left.isNegative() && !left.isZero())
        .map(left -> matched.permitted().opened().newerPlanned() ? new Superseded() : waits(left));
  }

  private static Outcome waits(Duration left) {
    return new TryLater(
        "asked: not there yet, and may still come", Optional.of(left), Reach.ANSWERS);
  }
}
