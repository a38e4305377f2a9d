package org.warmhandoff.partner;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.warmhandoff.fit.Form;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.fit.offer.Persona.IfMatch;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.port.Delivery;
import org.warmhandoff.flow.port.Matched;
import org.warmhandoff.flow.port.Outcome;
import org.warmhandoff.flow.port.Outcome.Refused;
import org.warmhandoff.flow.port.Outcome.Superseded;
import org.warmhandoff.flow.port.Outcome.TryLater;
import org.warmhandoff.flow.port.Reach;
import org.warmhandoff.flow.port.WriteAhead;
import org.warmhandoff.flow.port.WriteAhead.Late;
import org.warmhandoff.flow.port.Written;

/** One attempt to hand one record over: who, what is taken there, and what was done so far. */
final class DeliveryAttempt {

  private final Matched matched;
  private final PartnerSession session;
  private final Books books;
  private Offer offer;
  private Optional<Form> setOutIn = Optional.empty();
  private Late setOutFor = Late.FAILS;
  private final Set<Refusal> assumed = new HashSet<>();
  private final List<Written> named = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private boolean written;

  /**
   * What is kept beside an attempt.
   *
   * @param doubt how long what the partner says that it has made may take to be shown there
   */
  record Books(
      Refusals refusals, Remotes remotes, WriteAhead writeAhead, Duration doubt, Clock clock) {}

  DeliveryAttempt(Matched matched, PartnerSession session, Books books, Offer offer) {
    this.matched = requireNonNull(matched);
    this.session = requireNonNull(session);
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

  PartnerSession session() {
    return session;
  }

  Requests requests() {
    return session.requests();
  }

  /** What is known of the partner's resource with that identifier. */
  Optional<Remotes.Remote> remote(String type, Identifier identifier) {
    return books.remotes().find(delivery().partner(), type, OwnResources.token(identifier));
  }

  /** The partner said that it has made this. */
  void named(Written made) {
    named.add(made);
  }

  /** All that it said so of. */
  List<Written> named() {
    return List.copyOf(named);
  }

  /** Something that whoever looks at the delivery should know. */
  void remark(String line) {
    remarks.add(line);
  }

  /** All of these, once each. */
  List<String> remarks() {
    return remarks.stream().distinct().toList();
  }

  /** Whether a person looked there, and lets it be made again where it is not shown. */
  boolean isReleased() {
    return delivery().doubt().filter(Delivery.Doubt::released).isPresent();
  }

  /**
   * What the partner said that it has made it does not show: it may take a while, and then a person
   * must look. To make it again may put it there twice.
   */
  PartnerFailure notShown(Written made, Instant since) {
    var patience = since.plus(books.doubt());
    return books.clock().instant().isBefore(patience)
        ? new PartnerFailure(new TryLater("made as " + made.reference() + ", and not shown yet"))
        : new PartnerFailure(
            new Refused(
                "the partner said that it made %s, and does not show it; released, it is made again"
                    .formatted(made.reference())));
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

  /** Whether it is taken for granted that the partner does not do that. */
  boolean assumes(Refusal refusal) {
    return assumed.contains(refusal);
  }

  /** In this attempt it is taken for granted that the partner does not do that. */
  void assume(Refusal refusal) {
    assumed.add(refusal);
    offer = offer.without(List.of(refusal));
  }

  /** The partner does not do that, whatever it says. */
  void remember(Refusal refusal) {
    books.refusals().remember(delivery().partner(), refusal);
    offer = offer.without(List.of(refusal));
  }

  /**
   * Writes, after it was put on record that we set out to do so in that form.
   *
   * @throws PartnerFailure where it may not, or the answer is no success
   */
  FhirResponse write(Form form, Request request) {
    return write(form, request, Late.DONE);
  }

  /**
   * The same of what fails if it is carried out late: it is written only over a version that is not
   * the newest any more by then, or only where nothing is.
   *
   * @throws PartnerFailure where it may not, or the answer is no success
   */
  FhirResponse writeInOrder(Form form, Request request) {
    return write(form, request, Late.FAILS);
  }

  private FhirResponse write(Form form, Request request, Late late) {
    if (!setOutIn.equals(Optional.of(form)) || (late == Late.DONE && setOutFor == Late.FAILS)) {
      setOut(form, late);
    }
    return write(request);
  }

  private void setOut(Form form, Late late) {
    if (!books.writeAhead().mayWrite(delivery(), form, late)) {
      throw new PartnerFailure(TryLater.unasked("not its turn any more"));
    }
    setOutIn = Optional.of(form);
    setOutFor = late;
  }

  private FhirResponse write(Request request) {
    var told = session.say(request);
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
