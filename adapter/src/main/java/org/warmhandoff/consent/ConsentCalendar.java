package org.warmhandoff.consent;

import static java.util.stream.Collectors.toCollection;
import static org.slf4j.LoggerFactory.getLogger;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.warmhandoff.flow.message.Stored;
import org.warmhandoff.flow.port.ConsentDays;
import org.warmhandoff.store.JdbcConsentDays;
import org.warmhandoff.store.JdbcRecords;

/**
 * What the days change of consents, by the calendar of the program; which was looked at last
 * outlasts a restart. So do the rules of the configuration by which it was decided then: of
 * partners of whom they say something else now, everything is decided anew.
 */
public final class ConsentCalendar implements ConsentDays {

  private static final Logger log = getLogger(ConsentCalendar.class);

  private final JdbcConsentDays days;
  private final JdbcRecords records;
  private final Clock clock;
  private final ZoneId zone;
  private final DecisionRules rules;
  private final AtomicBoolean compared = new AtomicBoolean();
  private final AtomicReference<LocalDate> looking = new AtomicReference<>();

  /** Those of this look who are planned already, while others cannot be. */
  private final Set<String> planned = ConcurrentHashMap.newKeySet();

  /** What these days change, by the calendar of that zone and by these rules. */
  public ConsentCalendar(
      JdbcConsentDays days, JdbcRecords records, Clock clock, ZoneId zone, DecisionRules rules) {
    this.days = days;
    this.records = records;
    this.clock = clock;
    this.zone = zone;
    this.rules = rules;
  }

  @Override
  public List<String> changed() {
    var today = LocalDate.ofInstant(clock.instant(), zone);
    if (!today.equals(looking.getAndSet(today))) {
      planned.clear();
    }
    var last = days.lookedAt().orElse(today.minusDays(1));
    var byTheDay =
        last.isBefore(today)
            ? last.datesUntil(today).flatMap(day -> days.changedAfter(day).stream())
            : Stream.<String>empty();
    var left =
        Stream.concat(byTheDay, byOtherRules())
            .distinct()
            .filter(participant -> !planned.contains(participant))
            .toList();
    if (!planned.isEmpty() && !left.isEmpty()) {
      log.warn(
          "what consents allow today could not be planned for {} participants, such as {}; once"
              + " more now",
          left.size(),
          left.get(0));
    }
    return left;
  }

  /** Looked for once, when a process begins: other nodes may go by others for a while. */
  private Stream<String> byOtherRules() {
    return compared.get()
        ? Stream.empty()
        : days.rules().map(DecisionRules::read).stream().flatMap(this::otherwise);
  }

  private Stream<String> otherwise(DecisionRules before) {
    var partners =
        days.partners().stream()
            .filter(partner -> rules.decideOtherwise(partner, before))
            .collect(toCollection(TreeSet::new));
    if (partners.isEmpty()) {
      return Stream.empty();
    }
    var participants = days.participants(partners);
    log.info(
        "configured otherwise since: what went to {} is decided anew, of {} participants",
        String.join(", ", partners),
        participants.size());
    return participants.stream();
  }

  @Override
  public Stored.Fresh again(String participantId) {
    return records.again(participantId);
  }

  @Override
  public void planned(String participantId) {
    planned.add(participantId);
  }

  @Override
  public void done() {
    planned.clear();
    days.keep(looking.get(), rules.text());
    compared.set(true);
  }
}
