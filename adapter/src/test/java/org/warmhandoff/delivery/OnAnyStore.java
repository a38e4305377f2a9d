package org.warmhandoff.delivery;

import org.junit.jupiter.api.AfterEach;
import org.warmhandoff.testing.Bridge;
import org.warmhandoff.testing.Partners;
import org.warmhandoff.testing.SettableClock;
import org.warmhandoff.testing.Store;

/** What holds of the store on every database; a subclass says which one. */
abstract class OnAnyStore
    implements AcceptingContract,
        MeetingContract,
        PlanningContract,
        RecordsThatAreOverContract,
        ReplanningContract,
        DisclosureContract,
        ClaimingContract,
        LeaseContract,
        ClockPutBackContract,
        SettlingContract,
        OrderContract,
        MemoryOfPartnersContract,
        PartnerDownContract,
        LimitsContract,
        AttentionContract,
        AddressingConcernsContract,
        OperatingContract,
        ReferralLifeContract,
        EventsContract,
        EventsKeptContract,
        NextInLineContract,
        StaffAnswersContract,
        WayBackContract,
        WebhooksContract {

  private final SettableClock clock = new SettableClock("2026-11-21T12:00:00Z");
  private final Store store;
  private final Bridge bridge;

  OnAnyStore(Store store) {
    this.store = store;
    this.bridge = new Bridge(store, Partners.near(), clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  public Bridge bridge() {
    return bridge;
  }

  @Override
  public Store store() {
    return store;
  }

  @Override
  public SettableClock clock() {
    return clock;
  }
}
