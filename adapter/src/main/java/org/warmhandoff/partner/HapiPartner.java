package org.warmhandoff.partner;

import java.util.Optional;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.flow.changes.ChangeAnswer;
import org.warmhandoff.flow.changes.ChangeTurn;
import org.warmhandoff.flow.holdings.HeldByPartner;
import org.warmhandoff.flow.holdings.HoldingsAnswer;
import org.warmhandoff.flow.message.AttemptResult;
import org.warmhandoff.flow.message.Decided;
import org.warmhandoff.flow.message.DeliveryStage;
import org.warmhandoff.flow.message.FollowedReferral;
import org.warmhandoff.flow.message.Matched;
import org.warmhandoff.flow.message.ReferralAnswer;
import org.warmhandoff.flow.port.Partner;
import org.warmhandoff.flow.port.WriteAhead;
import org.warmhandoff.flow.subscription.EventGap;
import org.warmhandoff.flow.subscription.EventGapAnswer;
import org.warmhandoff.flow.subscription.SubscriptionAnswer;
import org.warmhandoff.flow.subscription.SubscriptionTurn;
import org.warmhandoff.partner.patient.PatientFinder;
import org.warmhandoff.partner.write.Writing;

/**
 * A partner that speaks FHIR R4. HAPI's client writes the requests and HAPI's parser reads the
 * answers; they go over a transport of our own, which bounds them and shows whole answers, failures
 * as well.
 */
public final class HapiPartner implements Partner {

  private final PartnerConfig config;
  private final Conversations conversations;
  private final WriteAhead lanes;
  private final PatientFinder finding;
  private final Writing writing;
  private final Probing probing;
  private final ReferralAnswers referrals;
  private final ChangeSearch changes;
  private final Subscribing subscribing;
  private final EventQuery events;
  private final PartnerHoldings holdings;

  /**
   * A client for this partner.
   *
   * @param lanes whose a delivery's turn is
   */
  public HapiPartner(
      PartnerConfig config,
      Conversations conversations,
      WriteAhead lanes,
      PatientFinder finding,
      Writing writing,
      Probing probing,
      ReferralAnswers referrals,
      ChangeSearch changes,
      Subscribing subscribing,
      EventQuery events,
      PartnerHoldings holdings) {
    this.config = config;
    this.conversations = conversations;
    this.lanes = lanes;
    this.finding = finding;
    this.writing = writing;
    this.probing = probing;
    this.referrals = referrals;
    this.changes = changes;
    this.subscribing = subscribing;
    this.events = events;
    this.holdings = holdings;
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
  public DeliveryStage match(Decided decided) {
    try (var session = conversations.of(decided, lanes)) {
      return finding.match(decided, session);
    }
  }

  @Override
  public AttemptResult write(Matched matched) {
    try (var session = conversations.of(matched.decided(), lanes)) {
      return writing.write(matched, session);
    }
  }

  @Override
  public ReferralAnswer hear(FollowedReferral followed) {
    return referrals.of(followed);
  }

  @Override
  public ChangeAnswer changes(ChangeTurn turn) {
    return changes.of(turn);
  }

  @Override
  public SubscriptionAnswer subscribe(SubscriptionTurn turn) {
    return subscribing.look(turn);
  }

  @Override
  public EventGapAnswer events(EventGap gap) {
    return events.of(gap);
  }

  @Override
  public HoldingsAnswer compare(HeldByPartner held) {
    return holdings.of(held);
  }

  /**
   * A resource of ours as it stands there now, as JSON: content, for whoever may read it. Empty
   * where it is not shown to us.
   */
  public Optional<String> shown(String type, String id) {
    return holdings.shown(type, id);
  }

  @Override
  public String ask() {
    return probing.ask().note();
  }

  /** Whether it answers now, and in one word or two how. Used for its health. */
  public Probing.Answering reach() {
    return probing.reach();
  }

  /**
   * Reaches it, signs on, asks what it takes, and says in which form it gets each kind of record.
   * Keeps nothing but the statement, and writes nothing there.
   */
  public Probing.Probe probe() {
    return probing.probe();
  }
}
