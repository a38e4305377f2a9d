package org.warmhandoff.partner.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.Decided;
import org.warmhandoff.flow.message.Sending;
import org.warmhandoff.flow.port.WriteAhead;
import org.warmhandoff.flow.port.WriteAhead.Late;
import org.warmhandoff.record.Priority;

/**
 * How long an attempt may go on: until its lease ends, which is prolonged while there is work; and
 * how urgent it is.
 */
public final class LeaseGuard {

  private static final Pattern OF_SUBSCRIPTION =
      Pattern.compile("(create|update|delete) Subscription(/.*)?");

  private final Clock clock;
  private final Optional<Priority> priority;
  private final Supplier<Optional<Instant>> prolong;
  private final BiPredicate<Form, Late> mayWrite;
  private final Predicate<Sending> mayDisclose;
  private Instant ends;

  private LeaseGuard(
      Clock clock,
      Optional<Priority> priority,
      Instant ends,
      Supplier<Optional<Instant>> prolong,
      BiPredicate<Form, Late> mayWrite,
      Predicate<Sending> mayDisclose) {
    this.clock = clock;
    this.priority = priority;
    this.ends = ends;
    this.prolong = prolong;
    this.mayWrite = mayWrite;
    this.mayDisclose = mayDisclose;
  }

  /** As long as the delivery holds its lane. */
  public static LeaseGuard of(Decided decided, WriteAhead lanes, Clock clock) {
    var delivery = decided.delivery();
    return new LeaseGuard(
        clock,
        Optional.of(delivery.priority()),
        delivery.lease().ends(),
        () -> lanes.prolong(delivery),
        (form, late) -> lanes.mayWrite(delivery, form, late),
        sending -> lanes.mayDisclose(decided, sending));
  }

  /** Of what is asked on nobody's behalf: nothing is written in it. */
  public static LeaseGuard endless(Clock clock) {
    return endless(Optional.empty(), clock);
  }

  /** Of questions that count as those of a delivery of that priority: nothing is written in it. */
  public static LeaseGuard asking(Priority priority, Clock clock) {
    return endless(Optional.of(priority), clock);
  }

  /**
   * Of what is written about our own subscriptions, which say nothing of anybody: nothing else is
   * written in it.
   */
  public static LeaseGuard subscribing(Clock clock) {
    return new LeaseGuard(
        clock,
        Optional.empty(),
        Instant.MAX,
        Optional::empty,
        (form, late) -> false,
        sending -> OF_SUBSCRIPTION.matcher(sending.did()).matches());
  }

  private static LeaseGuard endless(Optional<Priority> priority, Clock clock) {
    return new LeaseGuard(
        clock, priority, Instant.MAX, Optional::empty, (form, late) -> false, sending -> false);
  }

  /** Of the delivery; empty of what is asked on nobody's behalf. */
  Optional<Priority> priority() {
    return priority;
  }

  /** Puts on record that it is about to write, if it may: see {@link WriteAhead#mayWrite}. */
  boolean mayWrite(Form form, Late late) {
    return mayWrite.test(form, late);
  }

  /** Whether that may be sent, now: see {@link WriteAhead#mayDisclose}. */
  boolean mayDisclose(Sending sending) {
    return mayDisclose.test(sending);
  }

  /** Whether it is ours for that long; false where the lane was lost. */
  boolean lasts(Duration time) {
    var until = clock.instant().plus(time);
    if (until.isAfter(ends)) {
      ends = prolong.get().orElse(ends);
    }
    return !until.isAfter(ends);
  }
}
