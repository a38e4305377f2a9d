package org.warmhandoff.flow.port;

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
import org.warmhandoff.flow.subscription.EventGap;
import org.warmhandoff.flow.subscription.EventGapAnswer;
import org.warmhandoff.flow.subscription.SubscriptionAnswer;
import org.warmhandoff.flow.subscription.SubscriptionTurn;

/** A receiving system. */
public interface Partner {

  /** Its name in the configuration. */
  String name();

  /** How many deliveries it takes at a time, at least 1. */
  int parallel();

  /** Asks it anew what it takes, and says what came of it. Never throws for its answers. */
  String ask();

  /** Finds the participant among the partner's patients: {@link Matched}, or why not. */
  DeliveryStage match(Decided decided);

  /** Hands the record over in the fullest form the partner takes. Never throws for its answers. */
  AttemptResult write(Matched matched);

  /** What became of a referral that it has. Never throws for its answers. */
  ReferralAnswer hear(FollowedReferral followed);

  /** What has changed there since that was searched last. Never throws for its answers. */
  ChangeAnswer changes(ChangeTurn turn);

  /** Looks after a subscription of ours there. Never throws for its answers. */
  SubscriptionAnswer subscribe(SubscriptionTurn turn);

  /** What those events were about. Never throws for its answers. */
  EventGapAnswer events(EventGap gap);

  /** How what it holds differs from what it should. Never throws for its answers. */
  HoldingsAnswer compare(HeldByPartner held);
}
