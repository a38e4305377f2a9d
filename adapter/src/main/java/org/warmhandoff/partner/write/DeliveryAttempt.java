package org.warmhandoff.partner.write;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.warmhandoff.fhir.base.Edition;
import org.warmhandoff.fhir.reading.PartnerChangeMapping;
import org.warmhandoff.fit.Form;
import org.warmhandoff.fit.WritePlan;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.fit.offer.Persona.IfMatch;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.Matched;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Outcome.Superseded;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.flow.message.Receipt;
import org.warmhandoff.flow.message.UnconfirmedWrite;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.flow.port.WriteAhead.Late;
import org.warmhandoff.partner.capability.Capabilities;
import org.warmhandoff.partner.client.FhirResponse;
import org.warmhandoff.partner.client.OwnResources;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.PartnerSession;
import org.warmhandoff.partner.client.Request;
import org.warmhandoff.partner.client.Requests;

/** One attempt to hand one record over: who, what is taken there, and what was done so far. */
final class DeliveryAttempt {

  private final Matched matched;
  private final PartnerSession session;
  private final Offer advertised;
  private final Capabilities capabilities;
  private final Remotes remotes;
  private final LateWriteWindow lateness;
  private final PartnerChangeMapping changes;
  private Offer offer;
  private Optional<Form> setOutIn = Optional.empty();
  private Late setOutFor = Late.FAILS;
  private final Set<Refusal> assumed = new HashSet<>();
  private final List<Written> named = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> stale = new ArrayList<>();
  private boolean written;

  /**
   * An attempt over that conversation.
   *
   * @param advertised what the partner says it takes
   * @param changes what of it is kept otherwise there
   */
  DeliveryAttempt(
      Matched matched,
      PartnerSession session,
      Offer advertised,
      Capabilities capabilities,
      Remotes remotes,
      LateWriteWindow lateness,
      PartnerChangeMapping changes) {
    this.matched = requireNonNull(matched);
    this.session = requireNonNull(session);
    this.advertised = requireNonNull(advertised);
    this.capabilities = requireNonNull(capabilities);
    this.remotes = requireNonNull(remotes);
    this.lateness = requireNonNull(lateness);
    this.changes = requireNonNull(changes);
    this.offer = capabilities.inPractice(advertised);
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

  /** Whether it is another one with each edition of the record, by the value of its identifier. */
  boolean isOfThisEdition(Identifier identifier) {
    var key = delivery().key();
    return new Edition(key.version(), delivery().edition())
        .of(key.id())
        .equals(identifier.getValue());
  }

  /** What is known of the partner's resource with that identifier. */
  Optional<Remotes.Remote> remote(String type, Identifier identifier) {
    return remotes.find(delivery().partner(), type, OwnResources.token(identifier));
  }

  /** By what it is known again that the partner keeps it otherwise; empty where it does not. */
  Optional<String> keptOtherwise(DomainResource sent, DomainResource there) {
    return changes.kept(sent, there).digest();
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

  /** A remark on what stands there as if it held, or twice: a person should see to it. */
  void remarkStale(String line) {
    remarks.add(line);
    stale.add(line);
  }

  /**
   * Another form is tried: what was refused on the way to the one before says nothing of it. What
   * stands there as if it held, or twice, does so whatever the form.
   */
  void forgetRemarks() {
    remarks.retainAll(stale);
  }

  /** What this attempt comes to where the partner holds the record. */
  Receipt receipt(WritePlan plan, Written main, List<Written> written, List<String> more) {
    return new Receipt(
        plan.form(),
        matched.link(),
        main,
        written,
        sorted(Stream.of(plan.leftOut(), remarks, more)),
        sorted(Stream.of(plan.stale(), stale)));
  }

  private static List<String> sorted(Stream<List<String>> lines) {
    return lines.flatMap(List::stream).distinct().sorted().toList();
  }

  /** What stands there as if it held, as far as that was found out. */
  List<String> staying() {
    return List.copyOf(stale);
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
    return lateness.mayStillShow(since)
        ? new PartnerFailure(new TryLater("made as " + made.reference() + ", and not shown yet"))
        : new PartnerFailure(
            new Refused(
                "the partner said that it made %s, and does not show it; released, it is made again"
                    .formatted(made.reference())));
  }

  /** What the partner says it takes, whatever it refused since. */
  Offer advertised() {
    return advertised;
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

  /** Remembers an interaction that the partner declares and does not carry out. */
  void remember(Refusal refusal) {
    capabilities.remember(refusal);
    offer = offer.without(List.of(refusal));
  }

  /**
   * Writes, after it was put on record that we set out to do so in that form. A failure where it
   * may not, or the answer is no success.
   */
  PartnerAnswer<FhirResponse> write(Form form, Request request) {
    return write(form, request, Late.DONE);
  }

  /**
   * The same of what fails if it is carried out late: it is written only over a version that is not
   * the newest any more by then, or only where nothing is.
   */
  PartnerAnswer<FhirResponse> writeInOrder(Form form, Request request) {
    return write(form, request, Late.FAILS);
  }

  private PartnerAnswer<FhirResponse> write(Form form, Request request, Late late) {
    return hasSetOut(form, late) || setsOut(form, late)
        ? session.send(request).map(this::written)
        : PartnerAnswer.failed(new PartnerFailure(TryLater.unasked("not its turn any more")));
  }

  private boolean hasSetOut(Form form, Late late) {
    return setOutIn.equals(Optional.of(form)) && (late == Late.FAILS || setOutFor == Late.DONE);
  }

  private boolean setsOut(Form form, Late late) {
    var may = session.mayWrite(form, late);
    if (may) {
      setOutIn = Optional.of(form);
      setOutFor = late;
    }
    return may;
  }

  private FhirResponse written(FhirResponse answer) {
    written = true;
    return answer;
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
        .flatMap(lateness::left)
        .map(left -> matched.decided().opened().newerPlanned() ? new Superseded() : waits(left));
  }

  /** The same of an earlier version, which would be there again after it was taken back. */
  Optional<Outcome> mayStillCome(UnconfirmedWrite earlier) {
    return lateness.left(earlier.until()).map(DeliveryAttempt::waits);
  }

  /**
   * Whether an earlier version, of which nothing was heard, may still be carried out. Only an
   * emergency does not wait for that.
   */
  boolean earlierMayStillCome() {
    return matched.decided().opened().earlierUntil().flatMap(lateness::left).isPresent();
  }

  private static Outcome waits(Duration left) {
    return new TryLater(
        "asked: not there yet, and may still come", Optional.of(left), Reach.ANSWERS);
  }
}
