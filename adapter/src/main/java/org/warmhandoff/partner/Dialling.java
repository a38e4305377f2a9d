package org.warmhandoff.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.fit.offer.Persona;
import org.warmhandoff.fit.offer.PersonaReader;
import org.warmhandoff.partner.client.Answers;
import org.warmhandoff.partner.client.Envelopes;
import org.warmhandoff.partner.client.Pace;
import org.warmhandoff.partner.client.PageLink;
import org.warmhandoff.partner.client.PartnerSession;
import org.warmhandoff.partner.client.Requests;
import org.warmhandoff.partner.client.TolerantReading;
import org.warmhandoff.partner.client.Wire;
import org.warmhandoff.partner.signon.SigningOn;

/** How a partner is talked to, from what is configured of it. */
final class Dialling {

  private Dialling() {}

  static PartnerSession.Line line(PartnerConfig config, Persona persona, SharedByPartners shared) {
    var base = config.baseUrl().toString().replaceFirst("/+$", "");
    return new PartnerSession.Line(
        new Wire(config, shared.clockwork()),
        new Requests(base, new PageLink(base, persona.searches().innerPages())),
        () -> shared.fhir().newRestfulGenericClient(base),
        new TolerantReading(shared.fhir()),
        new Envelopes(persona.wire()),
        SigningOn.of(config.signOn(), shared.clock()),
        new Pace(config.name(), config.limits().perSecond(), config.timeouts().answer()),
        new Answers(persona),
        config.timeouts().answer(),
        of -> shared.tally().mayAsk(config.name(), of),
        shared.clock());
  }

  /** Its persona, read anew where it is a file. */
  static Persona persona(PartnerConfig.Conduct conduct) {
    return conduct
        .personaFile()
        .map(
            file -> {
              try {
                return PersonaReader.read(Files.readAllBytes(file));
              } catch (IOException cannot) {
                throw new UncheckedIOException("a persona cannot be read", cannot);
              }
            })
        .orElseGet(() -> PersonaReader.shipped(conduct.persona()));
  }
}
