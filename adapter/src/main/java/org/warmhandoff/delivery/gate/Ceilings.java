package org.warmhandoff.delivery.gate;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.warmhandoff.attention.Concern;
import org.warmhandoff.attention.JdbcAttention;
import org.warmhandoff.config.PartnerConfig.Limits;
import org.warmhandoff.config.PartnerConfig.QuietHours;
import org.warmhandoff.delivery.gate.PartnerStates.Availability;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.partner.RequestQuota;
import org.warmhandoff.record.Priority;

/** How often partners may be asked in a day, and were, by all nodes. */
public final class Ceilings implements RequestQuota {

  /** One in so many requests of a day is kept for emergencies. */
  private static final int KEPT_FOR_EMERGENCIES = 10;

  private final PartnerStates states;
  private final JdbcAttention attention;
  private final Map<String, Limits> limits;
  private final Clock clock;

  /** The ceilings of the partners with these limits. */
  public Ceilings(
      PartnerStates states, JdbcAttention attention, Map<String, Limits> limits, Clock clock) {
    this.states = states;
    this.attention = attention;
    this.limits = Map.copyOf(limits);
    this.clock = clock;
  }

  @Override
  public boolean mayAsk(String partner, Optional<Priority> of) {
    var limit = limits.get(partner);
    var most = of.map(priority -> most(limit, priority)).orElse(Long.MAX_VALUE);
    return limit.perDay().isEmpty() || states.count(partner, day(limit, clock.instant()), most);
  }

  /** Whether what is of that priority may be asked today. */
  boolean isOpen(String partner, Priority priority, Availability standing, Instant now) {
    var limit = limits.get(partner);
    return standing.requestsOn(day(limit, now)) < most(limit, priority);
  }

  /** Somebody is told, once, what is not asked for the rest of the day. */
  void raise(String partner) {
    var limit = limits.get(partner);
    if (limit.perDay().isEmpty()) {
      return;
    }
    var now = clock.instant();
    var standing = states.of(partner);
    if (isOpen(partner, Priority.URGENT, standing, now)) {
      attention.close(Concern.partner(partner, AttentionReason.CEILING), "a new day");
    } else {
      var emergencies =
          isOpen(partner, Priority.EMERGENCY, standing, now)
              ? ", but for emergencies"
              : "; emergencies wait as well: telephone";
      attention.ofPartner(
          partner,
          AttentionReason.CEILING,
          "asked as often as it may be on " + day(limit, now) + emergencies);
    }
  }

  private static long most(Limits limit, Priority priority) {
    var all = limit.perDay().orElse(Long.MAX_VALUE);
    return priority == Priority.EMERGENCY ? all : all - all / KEPT_FOR_EMERGENCIES;
  }

  private static LocalDate day(Limits limit, Instant now) {
    return LocalDate.ofInstant(now, limit.quiet().map(QuietHours::zone).orElse(ZoneOffset.UTC));
  }
}
