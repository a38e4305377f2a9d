package org.warmhandoff.app;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.flow.port.WriteAhead;
import org.warmhandoff.match.Links;
import org.warmhandoff.partner.Hapi;
import org.warmhandoff.partner.HapiPartner;
import org.warmhandoff.partner.SharedByPartners;
import org.warmhandoff.partner.Tally;
import org.warmhandoff.partner.capability.Refusals;
import org.warmhandoff.partner.capability.Statements;
import org.warmhandoff.partner.write.Remotes;

/** The clients of the partners that are configured. */
public final class Clients {

  /** What is kept of partners over a restart. */
  public record Books(
      Links links,
      Statements statements,
      Refusals refusals,
      Remotes remotes,
      WriteAhead writeAhead,
      Tally tally) {}

  private final Config config;
  private final Mappings mappings;
  private final Books books;
  private final SharedByPartners shared;

  /**
   * Clients of that configuration.
   *
   * @param clockwork ends requests whose time is up
   */
  public Clients(
      Config config,
      Mappings mappings,
      Books books,
      ScheduledExecutorService clockwork,
      Clock clock) {
    this.config = config;
    this.mappings = mappings;
    this.books = books;
    this.shared =
        new SharedByPartners(
            Hapi.context(),
            clockwork,
            books.statements(),
            books.refusals(),
            books.remotes(),
            books.writeAhead(),
            books.tally(),
            config.matching(),
            config.delivery().doubt(),
            clock);
  }

  /** Clients by the clock of this machine, for whoever has no adapter. */
  public Clients(
      Config config, Mappings mappings, Books books, ScheduledExecutorService clockwork) {
    this(config, mappings, books, clockwork, Clock.systemUTC());
  }

  /** Who we are. */
  public static Program program(Config config) {
    var program = config.program();
    return new Program(program.namespace(), program.name(), program.phone(), program.timeZone());
  }

  /** One for each partner, in the order of the configuration. */
  public List<HapiPartner> all() {
    return config.partners().stream().map(this::client).toList();
  }

  private HapiPartner client(PartnerConfig partner) {
    return new HapiPartner(partner, books.links(), mappings, program(config), shared);
  }
}
