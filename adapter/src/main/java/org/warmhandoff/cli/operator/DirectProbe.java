package org.warmhandoff.cli.operator;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.warmhandoff.app.Clients;
import org.warmhandoff.config.Config;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fit.offer.Refusal;
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
      return Clients.withoutAdapter(
              config, mappings, clockwork, new NoStatements(), new NoRefusals())
          .probing(partner)
          .orElseThrow(() -> CommandFailure.wrong("no partner " + partner + " is configured"))
          .probe();
    } finally {
      clockwork.shutdownNow();
    }
  }

  private static final class NoStatements implements Statements {

    @Override
    public Optional<KeptStatement> find(String partner) {
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
