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
import org.warmhandoff.fhir.Program;
import org.warmhandoff.fit.Choice;
import org.warmhandoff.fit.Fitting;
import org.warmhandoff.fit.Offer;
import org.warmhandoff.flow.port.Answer;
import org.warmhandoff.flow.port.Delivery;
import org.warmhandoff.flow.port.Exchanged;
import org.warmhandoff.flow.port.Leg;
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
  private final FindingPatients finding;
  private final Fitting fitting;
  private final Talk.Line line;
  private final Capabilities capabilities;
  private final Writing writing;
  private final Visit.Books books;

  /**
   * A client for this partner.
   *
   * @throws UncheckedIOException if its persona cannot be read
   * @throws org.warmhandoff.fit.PersonaProblems if it is none
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
    var known = new KnownPatients(config.name(), links);
    this.writing = new Writing(config, fitting, program, known);
    this.finding =
        new FindingPatients(
            known,
            new Matching(config.patients(), shared.thresholds()),
            new PatientMapping(program),
            capabilities,
            writing);
    this.books =
        new Visit.Books(
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
  public Leg match(Permitted permitted) {
    try (var talk = talk(permitted.delivery())) {
      return finding.match(permitted, talk);
    }
  }

  private Talk talk(Delivery delivery) {
    return new Talk(line, Turn.of(delivery, books.writeAhead(), line.clock()));
  }

  @Override
  public Answer write(Matched matched) {
    try (var talk = talk(matched.delivery())) {
      return write(matched, talk);
    }
  }

  private Answer write(Matched matched, Talk talk) {
    try {
      var visit = new Visit(matched, talk, books, capabilities.offer(talk));
      var outcome = writing.write(visit, capabilities.advertised(talk));
      return new Answer(
          matched.delivery(), outcome, exchanges(matched, talk), visit.hasWritten(), visit.named());
    } catch (Said said) {
      return new Answer(matched.delivery(), said.outcome(), exchanges(matched, talk));
    }
  }

  private static List<Exchanged> exchanges(Matched matched, Talk talk) {
    return Stream.concat(matched.exchanges().stream(), talk.exchanges().stream()).toList();
  }

  /** Whether it answers now, and in one word or two how. Used for its health. */
  public Reach reach() {
    return reach(capabilities::ask);
  }

  @Override
  public String ask() {
    return reach(capabilities::read).note();
  }

  private Reach reach(Consumer<Talk> question) {
    try (var talk = new Talk(line, Turn.endless(line.clock()))) {
      question.accept(talk);
      return new Reach(true, "answers");
    } catch (Said said) {
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
    try (var talk = new Talk(line, Turn.endless(line.clock()))) {
      return probe(talk);
    }
  }

  private Probe probe(Talk talk) {
    try {
      capabilities.read(talk);
      var offer = capabilities.offer(talk);
      var forms =
          Arrays.stream(RecordKind.values())
              .filter(kind -> kind != RecordKind.PARTICIPANT)
              .map(kind -> new Explained(kind, fitting.explain(kind, offer)))
              .toList();
      return new Probe(signedOn(talk, offer), forms, talk.exchanges());
    } catch (Said said) {
      return new Probe(new Reach(false, said.outcome().note()), List.of(), talk.exchanges());
    }
  }

  /**
   * What a partner takes it tells anybody: whether we are let in, a question shows that tells of
   * nobody, for a patient of ours who is not there.
   */
  private Reach signedOn(Talk talk, Offer offer) {
    try {
      if (offer.searches(PATIENT, "identifier")) {
        var nobody = Criteria.by(program.identifier("participant", NOBODY));
        talk.say(talk.requests().searchByPost(PATIENT, nobody));
      } else if (offer.reads(PATIENT)) {
        talk.say(talk.requests().read(PATIENT, NOBODY));
      } else {
        return new Reach(true, "answers; whether it lets us in is not known: it shows no patients");
      }
      return new Reach(true, "answers and lets us in");
    } catch (Said said) {
      if (said.means(Said.Meaning.NOT_THERE)) {
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
