package org.warmhandoff.partner;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.fit.offer.Persona;
import org.warmhandoff.fit.offer.PersonaReader;
import org.warmhandoff.partner.capability.Capabilities;
import org.warmhandoff.partner.client.Envelopes;
import org.warmhandoff.partner.client.HttpTransport;
import org.warmhandoff.partner.client.PageLink;
import org.warmhandoff.partner.client.PartnerSession;
import org.warmhandoff.partner.client.RateLimit;
import org.warmhandoff.partner.client.Requests;
import org.warmhandoff.partner.client.ResponseClassifier;
import org.warmhandoff.partner.client.TolerantReading;
import org.warmhandoff.partner.signon.SigningOn;

/** Makes the connection to each partner as it is configured. */
public final class PartnerConnections {

  private final FhirContext fhir;
  private final ScheduledExecutorService clockwork;
  private final RequestQuota tally;
  private final Clock clock;

  /**
   * Talks to partners.
   *
   * @param fhir as {@link Hapi#context()} makes it
   * @param clockwork ends requests whose time is up
   * @param tally counts what each is asked
   */
  public PartnerConnections(
      FhirContext fhir, ScheduledExecutorService clockwork, RequestQuota tally, Clock clock) {
    this.fhir = fhir;
    this.clockwork = clockwork;
    this.tally = tally;
    this.clock = clock;
  }

  /**
   * Conversations with that partner, who has that persona.
   *
   * @param calls whether it is to call when something has changed there
   * @param capabilities what it takes, as far as that is known
   */
  public Conversations to(
      PartnerConfig partner, boolean calls, Persona persona, Capabilities capabilities) {
    var base = partner.baseUrl().toString().replaceFirst("/+$", "");
    return new Conversations(
        new PartnerSession.Line(
            new HttpTransport(partner, clockwork),
            new Requests(base, new PageLink(base, persona.searches().innerPages())),
            () -> fhir.newRestfulGenericClient(base),
            new TolerantReading(fhir),
            new Envelopes(persona.wire()),
            SigningOn.of(partner, calls, capabilities::lastKnown, capabilities::remember, clock),
            new RateLimit(
                partner.name(), partner.limits().perSecond(), partner.timeouts().answer()),
            new ResponseClassifier(persona),
            partner.timeouts().answer(),
            of -> tally.mayAsk(partner.name(), of),
            clock));
  }

  /**
   * Its persona, read anew where it is a file.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws org.warmhandoff.fit.offer.PersonaProblems if it is none
   */
  public static Persona persona(PartnerConfig.Conduct conduct) {
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
