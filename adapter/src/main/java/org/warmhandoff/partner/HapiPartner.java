package org.warmhandoff.partner;

import static org.warmhandoff.fit.Form.DOCUMENT;
import static org.warmhandoff.fit.Form.GRAPH;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.Program;
import org.warmhandoff.flow.port.Answer;
import org.warmhandoff.flow.port.Leg;
import org.warmhandoff.flow.port.Matched;
import org.warmhandoff.flow.port.Outcome;
import org.warmhandoff.flow.port.Outcome.NeedsPerson;
import org.warmhandoff.flow.port.Outcome.Refused;
import org.warmhandoff.flow.port.Outcome.TryLater;
import org.warmhandoff.flow.port.Partner;
import org.warmhandoff.flow.port.Permitted;
import org.warmhandoff.flow.port.WriteAhead;
import org.warmhandoff.match.Links;
import org.warmhandoff.match.Matching;
import org.warmhandoff.match.Matching.Found;

/** A partner that speaks FHIR R4, over HAPI's client. */
public final class HapiPartner implements Partner {

  /**
   * What every partner's client shares.
   *
   * @param doubt how long a write whose answer was lost may still be done at a partner that knows
   *     no conditional create
   */
  public record Shared(
      FhirContext fhir,
      ScheduledExecutorService clockwork,
      Statements statements,
      WriteAhead writeAhead,
      Duration doubt,
      Clock clock) {}

  private final PartnerConfig config;
  private final Links links;
  private final Matching matching;
  private final Wire wire;
  private final Capabilities capabilities;
  private final List<Form> forms;
  private final WriteAhead writeAhead;

  /** A client for this partner. */
  public HapiPartner(
      PartnerConfig config, Links links, Mappings mappings, Program program, Shared shared) {
    this.config = config;
    this.links = links;
    this.writeAhead = shared.writeAhead();
    this.matching = new Matching(config.patients().identifierSystems());
    this.wire = new Wire(config, shared.clockwork(), shared.clock());
    this.capabilities =
        new Capabilities(config.name(), shared.fhir(), shared.statements(), shared.clock());
    this.forms =
        List.of(
            new GraphForm(mappings, program),
            new DocumentForm(mappings, program, shared.doubt(), shared.clock()));
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
    return links
        .find(name(), permitted.delivery().participantId())
        .<Leg>map(link -> new Matched(permitted, link))
        .orElseGet(() -> search(permitted));
  }

  private Leg search(Permitted permitted) {
    try {
      var charts = new Charts(wire.talk());
      return decide(permitted, matching.find(permitted.opened().participant(), charts));
    } catch (Said said) {
      return new Answer(permitted.delivery(), said.outcome());
    }
  }

  private Leg decide(Permitted permitted, Found found) {
    if (found instanceof Found.Certain certain) {
      links.keep(name(), permitted.delivery().participantId(), certain.link());
      return new Matched(permitted, certain.link());
    }
    var reason = ((Found.NotCertain) found).reason();
    return new Answer(permitted.delivery(), new NeedsPerson(reason, List.of()));
  }

  @Override
  public Answer write(Matched matched) {
    return new Answer(matched.delivery(), outcome(matched));
  }

  private Outcome outcome(Matched matched) {
    try {
      var talk = wire.talk();
      var takes = capabilities.takes(talk);
      return forms.stream()
          .filter(form -> form.fits(matched, takes))
          .findFirst()
          .map(form -> hand(form, matched, talk, takes))
          .orElseGet(() -> new Refused("takes this record in no form that we know"));
    } catch (Said said) {
      return said.outcome();
    }
  }

  private Outcome hand(Form form, Matched matched, Talk talk, Takes takes) {
    var as = form instanceof GraphForm ? GRAPH : DOCUMENT;
    return writeAhead.mayWrite(matched.delivery(), as)
        ? form.hand(matched, talk, takes)
        : new TryLater("not its turn any more");
  }

  /** Whether it answers now, and in one word or two how. Used for its health. */
  public Reach reach() {
    try {
      capabilities.ask(wire.talk());
      return new Reach(true, "answers");
    } catch (Said said) {
      return new Reach(false, said.outcome().note());
    }
  }

  /** Whether the partner answers, and what it said. */
  public record Reach(boolean up, String note) {}
}
