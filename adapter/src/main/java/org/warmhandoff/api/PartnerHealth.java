package org.warmhandoff.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.warmhandoff.delivery.gate.PartnerStates;
import org.warmhandoff.partner.HapiPartner;

/**
 * Whether a partner can be reached. A partner that cannot is not a reason to restart the adapter,
 * so its status has a name of its own that does not make the whole DOWN.
 */
public final class PartnerHealth implements HealthIndicator {

  /** The partner cannot be reached; its deliveries wait. */
  static final Status UNREACHABLE = new Status("UNREACHABLE");

  private static final Duration GOOD_FOR = Duration.ofMinutes(5);

  private final HapiPartner partner;
  private final PartnerStates states;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Health last = Health.unknown().build();
  private Instant askedAt = Instant.MIN;

  /** The health of this partner. */
  public PartnerHealth(HapiPartner partner, PartnerStates states, Clock clock) {
    this.partner = partner;
    this.states = states;
    this.clock = clock;
  }

  /**
   * What deliveries see, while they find it down; else asks the partner, at most once in five
   * minutes however often it is looked at: it may count requests.
   */
  @Override
  public Health health() {
    if (!asking.tryLock()) {
      return last; // a partner may take its time, and whoever looks on waits for nobody else
    }
    try {
      var downSince = states.of(partner.name()).downSince();
      return downSince.isPresent() ? down(downSince.get()) : asked(clock.instant());
    } catch (DataAccessException away) {
      return Health.unknown().withDetail("said", "not asked: the store is away").build();
    } finally {
      asking.unlock();
    }
  }

  /** When it is up again it is asked at once: what it said before is no news any more. */
  private Health down(Instant since) {
    askedAt = Instant.MIN;
    return Health.status(UNREACHABLE)
        .withDetail("said", "deliveries found it down")
        .withDetail("downSince", since.toString())
        .build();
  }

  private Health asked(Instant now) {
    if (askedAt.isBefore(now.minus(GOOD_FOR)) || askedAt.isAfter(now)) { // the clock was put back
      last = ask(now);
      askedAt = now;
    }
    return last;
  }

  private Health ask(Instant now) {
    var reach = partner.reach();
    return Health.status(reach.up() ? Status.UP : UNREACHABLE)
        .withDetail("said", reach.note())
        .withDetail("askedAt", now.toString())
        .build();
  }
}
