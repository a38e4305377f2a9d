package org.warmhandoff.partner;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Optional;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.reading.PartnerChangeMapping;
import org.warmhandoff.flow.holdings.HeldByPartner;
import org.warmhandoff.flow.holdings.HoldingsAnswer;
import org.warmhandoff.flow.holdings.HoldingsAnswer.Compared;
import org.warmhandoff.flow.holdings.HoldingsAnswer.NotCompared;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.partner.capability.Capabilities;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.PartnerSession;

/**
 * What a partner holds of a participant, beside what it should hold: the participant's charts are
 * searched once for each type of resource, where that is offered; what is not found there is read
 * where it was written, and else searched by our identifier, wherever it stands.
 */
public final class PartnerHoldings {

  private final Conversations conversations;
  private final Capabilities capabilities;
  private final PartnerChangeMapping changes;

  /** What that partner holds of what that program wrote. */
  public PartnerHoldings(Conversations conversations, Capabilities capabilities, Program program) {
    this.conversations = conversations;
    this.capabilities = capabilities;
    this.changes = new PartnerChangeMapping(program);
  }

  /** How it stands there now, where it may be asked. */
  HoldingsAnswer of(HeldByPartner held) {
    if (!held.mayAsk()) {
      return new NotCompared(held, TryLater.unasked("the partner is not asked now"));
    }
    try (var session = conversations.asking(HeldByPartner.PRIORITY)) {
      return capabilities
          .offer(session)
          .then(offer -> new HoldingsLook(held, offer, session, changes).all())
          .<HoldingsAnswer>map(look -> compared(held, look, session))
          .orElse(failure -> new NotCompared(held, failure.outcome()));
    }
  }

  /**
   * A resource as it stands there now, as JSON; empty where it is not shown to us, or is of a type
   * that nothing is held as.
   */
  Optional<String> shown(String type, String id) {
    if (!HoldingsLook.TYPES.containsKey(type)) {
      return Optional.empty();
    }
    try (var session = conversations.asking(HeldByPartner.PRIORITY)) {
      return new FhirReads(session)
          .read(HoldingsLook.TYPES.get(type), id)
          .orElse(failure -> Optional.empty())
          .map(FhirContext.forR4Cached().newJsonParser()::encodeResourceToString);
    }
  }

  private static Compared compared(HeldByPartner held, HoldingsLook look, PartnerSession session) {
    return new Compared(
        held, look.found(), List.copyOf(look.unseen()), look.over(), session.exchanges().size());
  }
}
