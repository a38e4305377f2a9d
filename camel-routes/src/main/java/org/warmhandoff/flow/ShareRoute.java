package org.warmhandoff.flow;

import static org.warmhandoff.flow.RouteStep.last;
import static org.warmhandoff.flow.RouteStep.step;
import static org.warmhandoff.flow.Stations.SHARE;

import org.apache.camel.builder.RouteBuilder;
import org.warmhandoff.flow.message.Cleared;
import org.warmhandoff.flow.message.Parcel;
import org.warmhandoff.flow.message.Stored;
import org.warmhandoff.flow.port.Addressing;
import org.warmhandoff.flow.port.ConsentGate;
import org.warmhandoff.flow.port.Outbox;

/** Stored record in, outbox entries out. Nothing leaves the building here. */
public final class ShareRoute extends RouteBuilder {

  private final Addressing addressing;
  private final ConsentGate consent;
  private final Outbox outbox;

  /** The way from the store to the outbox, over these three. */
  public ShareRoute(Addressing addressing, ConsentGate consent, Outbox outbox) {
    this.addressing = addressing;
    this.consent = consent;
    this.outbox = outbox;
  }

  @Override
  public void configure() {
    from(SHARE)
        .routeId("share")
        .filter(body().isInstanceOf(Stored.Fresh.class))
        .id("what-is-new")
        .process(step(Stored.Fresh.class, fresh -> addressing.address(fresh.record())))
        .id("address")
        .process(step(Parcel.class, consent::clear))
        .id("consent-gate")
        .process(last(Cleared.class, outbox::enqueue))
        .id("enqueue");
  }
}
