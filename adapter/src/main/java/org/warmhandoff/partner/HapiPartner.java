package org.warmhandoff.partner;

import ca.uhn.fhir.context.FhirContext;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.warmhandoff.config.Config.MatchingConfig;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.PatientMapping;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fit.Choice;
import org.warmhandoff.fit.Fitting;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.flow.port.Answer;
import org.warmhandoff.flow.port.Delivery;
import org.warmhandoff.flow.port.DeliveryStage;
import org.warmhandoff.flow.port.Exchanged;
import org.warmhandoff.flow.port.Matched;
import org.warmhandoff.flow.port.Partner;
import org.warmhandoff.flow.port.Permitted;
import org.warmhandoff.flow.port.WriteAhead;
import org.warmhandoff.match.Links;
import org.warmhandoff.match.Matching;
import org.warmhandoff.record.RecordKind;

/**
 * A partner that speaks FHIR R4. HAPI's client writes the requests and reads the answers; they go
 * over a transport of our own, which bounds them and shows whole answers, failures as well.
 */
public final class HapiPartner implements Partner {

  /**
   * What every partner's client shares.
   *
   * @param fhir as {@link Hapi#context()} makes it
   * @param clockwork ends requests whose time is up
   * @param doubt how long what a partner says that it has made may take to be shown there
   */
  public record Shared(
      FhirContext fhir,
      ScheduledExecutorService clockwork,
      Statements statements,
      Refusals refusals,
      Remotes remotes,
      WriteAhead writeAhead,
      Tally tally,
      MatchingConfig thresholds,
      Duration doubt,
      Clock clock) {}

  private static final String PATIENT = "Patient";
  private static final String NOBODY = "nobody";

  private final PartnerConfig config;
  private final Program program;
  private final PatientFinder finding;
  private final Fitting fitting;
  private final PartnerSession.Line line;
  private final Capabilities capabilities;
  private final Writing writing;
  private final DeliveryAttempt.Books books;

  /**
   * A client for this partner.
   *
   * @throws UncheckedIOException if its persona cannot be read
   * @throws org.warmhandoff.fit.offer.PersonaProblems if it is none
   */
  public HapiPartner(
      PartnerConfig config, Links links, Mappings mappings, Program program, Shared shared) {
    this.config = config;
    this.program = program;
    this.fitting = new Fitting(mappings, program);
    var persona = Dialling.persona(config.conduct());
    this.line = Dialling.line(config, persona, shared);
    var shelves = new Capabilities.Shelves(shared.statements(), shared.refusals());
    this.capabilities =
        new Capabilities(config.name(), persona, shelves, shared.fhir(), shared.clock());
    var known = new PatientLinks(config.name(), links);
    this.writing = new Writing(config, fitting, program, known);
    this.finding =
        new PatientFinder(
            known,
            new Matching(config.patients(), shared.thresholds()),
            new PatientMapping(program),
            capabilities,
            writing);
    this.books =
        new DeliveryAttempt.Books(
            shared.refusals(),
            shared.remotes(),
            shared.writeAhead(),
            shared.doubt(),
            shared.clock());
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public int parallel() {
    return config.parallel();
  }

  @Override
  public DeliveryStage match(Permitted permitted) {
    try (var session = session(permitted.delivery())) {
      return finding.match(permitted, session);
    }
  }

  private PartnerSession session(Delivery delivery) {
    return new PartnerSession(line, Turn.of(delivery, books.writeAhead(), line.clock()));
  }

  @Override
  public Answer write(Matched matched) {
    try (var session = session(matched.delivery())) {
      return write(matched, session);
    }
  }

  private Answer write(Matched matched, PartnerSession session) {
    try {
      var attempt = new DeliveryAttempt(matched, session, books, capabilities.offer(session));
      var outcome = writing.write(attempt, capabilities.advertised(session));
      return new Answer(
          matched.delivery(),
          outcome,
          exchanges(matched, session),
          attempt.hasWritten(),
          attempt.named());
    } catch (PartnerFailure said) {
      return new Answer(matched.delivery(), said.outcome(), exchanges(matched, session));
    }
  }

  private static List<Exchanged> exchanges(Matched matched, PartnerSession session) {
    return Stream.concat(matched.exchanges().stream(), session.exchanges().stream()).toList();
  }

  /** Whether it answers now, and in one word or two how. Used for its health. */
  public Reach reach() {
    return reach(capabilities::ask);
  }

  @Override
  public String ask() {
    return reach(capabilities::read).note();
  }

  private Reach reach(Consumer<PartnerSession> question) {
    try (var session = new PartnerSession(line, Turn.endless(line.clock()))) {
      question.accept(session);
      return new Reach(true, "answers");
    } catch (PartnerFailure said) {
      return new Reach(false, said.outcome().note());
    }
  }

  /** Whether the partner answers, and what it said. */
  public record Reach(boolean up, String note) {}

  /**
   * Reaches it, signs on, asks what it takes, and says in which form it gets each kind of record.
   * Keeps nothing but the statement, and writes nothing there.
   */
  public Probe probe() {
    try (var session = new PartnerSession(line, Turn.endless(line.clock()))) {
      return probe(session);
    }
  }

  private Probe probe(PartnerSession session) {
    try {
      capabilities.read(session);
      var offer = capabilities.offer(session);
      var forms =
          Arrays.stream(RecordKind.values())
              .filter(kind -> kind != RecordKind.PARTICIPANT)
              .map(kind -> new Explained(kind, fitting.explain(kind, offer)))
              .toList();
      return new Probe(signedOn(session, offer), forms, session.exchanges());
    } catch (PartnerFailure said) {
      return new Probe(new Reach(false, said.outcome().note()), List.of(), session.exchanges());
    }
  }

  /**
   * What a partner takes it tells anybody: whether we are let in, a question shows that tells of
   * nobody, for a patient of ours who is not there.
   */
  private Reach signedOn(PartnerSession session, Offer offer) {
    try {
      if (offer.searches(PATIENT, "identifier")) {
        var nobody = Criteria.by(program.identifier("participant", NOBODY));
        session.say(session.requests().searchByPost(PATIENT, nobody));
      } else if (offer.reads(PATIENT)) {
        session.say(session.requests().read(PATIENT, NOBODY));
      } else {
        return new Reach(true, "answers; whether it lets us in is not known: it shows no patients");
      }
      return new Reach(true, "answers and lets us in");
    } catch (PartnerFailure said) {
      if (said.means(PartnerFailure.Meaning.NOT_THERE)) {
        return new Reach(true, "answers and lets us in");
      }
      return new Reach(false, "answers, and does not let us in: " + said.outcome().note());
    }
  }

  /**
   * What a probe found.
   *
   * @param forms of each kind of record; empty where the partner could not be asked
   * @param exchanges every request that was made, in order
   */
  public record Probe(Reach reach, List<Explained> forms, List<Exchanged> exchanges) {

    public Probe {
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
