package org.warmhandoff.partner.write;

import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.reading.PartnerChangeMapping;
import org.warmhandoff.flow.message.Matched;
import org.warmhandoff.partner.capability.Capabilities;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerSession;

/** Attempts to hand records over to one partner, each begun with what it takes by then. */
public final class Attempts {

  private final Capabilities capabilities;
  private final Remotes remotes;
  private final LateWriteWindow lateness;
  private final PartnerChangeMapping changes;

  /**
   * Attempts at that partner.
   *
   * @param remotes where our resources are there
   * @param program whose records these are
   */
  public Attempts(
      Capabilities capabilities, Remotes remotes, LateWriteWindow lateness, Program program) {
    this.capabilities = capabilities;
    this.remotes = remotes;
    this.lateness = lateness;
    this.changes = new PartnerChangeMapping(program);
  }

  /** One over that conversation; a failure where it is not known what the partner takes. */
  PartnerAnswer<DeliveryAttempt> begin(Matched matched, PartnerSession session) {
    return capabilities
        .advertised(session)
        .map(
            advertised ->
                new DeliveryAttempt(
                    matched, session, advertised, capabilities, remotes, lateness, changes));
  }
}
