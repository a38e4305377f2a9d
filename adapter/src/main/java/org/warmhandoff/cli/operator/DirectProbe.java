package org.warmhandoff.cli.operator;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.warmhandoff.app.Clients;
import org.warmhandoff.config.Config;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fit.Form;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.Delivery;
import org.warmhandoff.flow.message.Link;
import org.warmhandoff.flow.port.WriteAhead;
import org.warmhandoff.flow.port.WriteAhead.Late;
import org.warmhandoff.match.Links;
import org.warmhandoff.partner.Probing;
import org.warmhandoff.partner.capability.Refusals;
import org.warmhandoff.partner.capability.Statements;
import org.warmhandoff.terminology.Terminology;

/** Asks a partner without an adapter: nothing is known of it from before, and nothing is kept. */
final class DirectProbe {

  private final Config config;

  DirectProbe(Config config) {
    this.config = config;
  }

  Probing.Probe of(String partner) {
    var clockwork = Executors.newSingleThreadScheduledExecutor();
    try {
      var mappings =
          new Mappings(
              Clients.program(config),
              config
                  .terminology()
                  .directory()
                  .map(Terminology::with)
                  .orElseGet(Terminology::shipped));
      return new Clients(config, mappings, nothing(), clockwork)
          .all().stream()
              .filter(client -> client.name().equals(partner))
              .findFirst()
              .orElseThrow(() -> NotDone.wrong("no partner " + partner + " is configured"))
              .probe();
    } finally {
      clockwork.shutdownNow();
    }
  }

  private static Clients.Books nothing() {
    return new Clients.Books(
        new NoLinks(),
        new NoStatements(),
        new NoRefusals(),
        (name, type, identifier) -> Optional.empty(),
        new NoWrites(),
        (partner, of) -> true);
  }

  private static final class NoWrites implements WriteAhead {

    @Override
    public boolean mayWrite(Delivery delivery, Form form, Late late) {
      return false;
    }

    @Override
    public Optional<Instant> prolong(Delivery delivery) {
      return Optional.empty();
    }
  }

  private static final class NoLinks implements Links {

    @Override
    public Optional<Link> find(String partner, String participantId) {
      return Optional.empty();
    }

    @Override
    public void keep(String partner, String participantId, Link link) {}

    @Override
    public boolean isDueForACheck(String partner, String participantId) {
      return false;
    }

    @Override
    public void checked(String partner, String participantId) {}

    @Override
    public void follow(String partner, String participantId, Link merged) {}

    @Override
    public void undo(String partner, String participantId) {}
  }

  private static final class NoStatements implements Statements {

    @Override
    public Optional<Statement> find(String partner) {
      return Optional.empty();
    }

    @Override
    public void keep(String partner, String json, Instant readAt) {}
  }

  private static final class NoRefusals implements Refusals {

    @Override
    public Set<Refusal> of(String partner) {
      return Set.of();
    }

    @Override
    public void remember(String partner, Refusal refusal) {}

    @Override
    public void forget(String partner) {}
  }
}
