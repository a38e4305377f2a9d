package org.warmhandoff.partner;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fit.Choice;
import org.warmhandoff.fit.Fitting;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.flow.message.Exchanged;
import org.warmhandoff.partner.capability.Capabilities;
import org.warmhandoff.partner.client.Criteria;
import org.warmhandoff.partner.client.FhirResponse;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.PartnerSession;
import org.warmhandoff.partner.client.Request;
import org.warmhandoff.partner.client.Requests;
import org.warmhandoff.record.RecordKind;

/** Whether a partner answers, lets us in, and what it takes: questions that are no delivery's. */
public final class Probing {

  private static final String PATIENT = "Patient";
  private static final String NOBODY = "nobody";

  private final Conversations conversations;
  private final Capabilities capabilities;
  private final Fitting fitting;
  private final Program program;

  /** Questions to one partner. */
  public Probing(
      Conversations conversations, Capabilities capabilities, Fitting fitting, Program program) {
    this.conversations = conversations;
    this.capabilities = capabilities;
    this.fitting = fitting;
    this.program = program;
  }

  /** Whether it answers now, and in one word or two how. */
  Answering reach() {
    return reach(capabilities::ask);
  }

  /** The same, with what it takes asked for anew and kept. */
  Answering ask() {
    return reach(capabilities::read);
  }

  private Answering reach(Function<PartnerSession, PartnerAnswer<?>> question) {
    try (var session = conversations.ofNobody()) {
      return question
          .apply(session)
          .unless(any -> session.signOn()) // what anybody may ask says nothing of that
          .map(any -> new Answering(true, "answers"))
          .orElse(Probing::noAnswer);
    }
  }

  private static Answering noAnswer(PartnerFailure failure) {
    return new Answering(false, failure.outcome().note());
  }

  /** Whether the partner answers, and what it said. */
  public record Answering(boolean up, String note) {}

  /**
   * Reaches it, signs on, asks what it takes, and says in which form it gets each kind of record.
   * Keeps nothing but the statement, and writes nothing there.
   */
  public Probe probe() {
    try (var session = conversations.ofNobody()) {
      return probe(session);
    }
  }

  private Probe probe(PartnerSession session) {
    return capabilities
        .read(session)
        .then(anew -> capabilities.offer(session))
        .map(offer -> found(signedOn(session, offer), forms(offer), session))
        .orElse(failure -> found(noAnswer(failure), List.of(), session));
  }

  private static Probe found(Answering reach, List<Explained> forms, PartnerSession session) {
    return new Probe(reach, session.signOnSteps(), forms, session.exchanges());
  }

  private List<Explained> forms(Offer offer) {
    return Arrays.stream(RecordKind.values())
        .filter(kind -> kind != RecordKind.PARTICIPANT)
        .map(kind -> new Explained(kind, fitting.explain(kind, offer)))
        .toList();
  }

  /**
   * What a partner takes it tells anybody: whether we are let in, a question shows that tells of
   * nobody, for a patient of ours who is not there.
   */
  private Answering signedOn(PartnerSession session, Offer offer) {
    return session.signOn().map(Probing::notLetIn).orElseGet(() -> asked(session, offer));
  }

  private static Answering notLetIn(PartnerFailure failure) {
    return new Answering(false, "answers, and does not let us in: " + failure.outcome().note());
  }

  private Answering asked(PartnerSession session, Offer offer) {
    return question(session.requests(), offer)
        .map(question -> signedOn(session.send(question)))
        .orElseGet(
            () ->
                new Answering(
                    true, "answers; whether it lets us in is not known: it shows no patients"));
  }

  private Optional<Request> question(Requests requests, Offer offer) {
    if (offer.searches(PATIENT, "identifier")) {
      var nobody = Criteria.by(program.identifier("participant", NOBODY));
      return Optional.of(requests.searchByPost(PATIENT, nobody));
    }
    return offer.reads(PATIENT) ? Optional.of(requests.read(PATIENT, NOBODY)) : Optional.empty();
  }

  private static Answering signedOn(PartnerAnswer<FhirResponse> answer) {
    return answer
        .failure()
        .filter(failure -> !failure.means(PartnerFailure.Meaning.NOT_THERE))
        .map(Probing::notLetIn)
        .orElseGet(() -> new Answering(true, "answers and lets us in"));
  }

  /**
   * What a probe found.
   *
   * @param signOn how signing on went last, step by step; empty where it takes no steps
   * @param forms of each kind of record; empty where the partner could not be asked
   * @param exchanges every request that was made, in order
   */
  public record Probe(
      Answering reach, List<String> signOn, List<Explained> forms, List<Exchanged> exchanges) {

    public Probe {
      signOn = List.copyOf(signOn);
      forms = List.copyOf(forms);
      exchanges = List.copyOf(exchanges);
    }
  }

  /** Of every form, from the top, whether records of that kind go in it, and why. */
  public record Explained(RecordKind kind, List<Choice> choices) {

    public Explained {
      choices = List.copyOf(choices);
    }

    /** The form that is taken; the first of those that can be. */
    public Choice taken() {
      return choices.stream().filter(Choice::taken).findFirst().orElseThrow();
    }
  }
}
