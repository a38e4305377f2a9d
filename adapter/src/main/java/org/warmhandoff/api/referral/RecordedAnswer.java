package org.warmhandoff.api.referral;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.warmhandoff.followup.StaffAnswer;
import org.warmhandoff.record.ReferralStatus.Appointment;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.record.Words;
import org.warmhandoff.store.JdbcReferralTrail.Via;

/**
 * What a partner said to a referral, as staff type it.
 *
 * @param partner absent: the only one that has the referral
 * @param by who said so at the partner
 * @param at when it was said; absent: now
 * @param when of what is scheduled: a time with its offset, or a day
 */
record RecordedAnswer(
    String partner,
    String state,
    String by,
    String via,
    String at,
    String when,
    String where,
    String reason,
    String result) {

  /** What a partner can say; that nobody can tell what it says is not recorded. */
  private static final Set<State> SAYABLE =
      EnumSet.complementOf(EnumSet.of(State.REQUESTED, State.NOT_UNDERSTOOD));

  /** Gravity's SDOH Clinical Care asks for {@code Task.statusReason} of these. */
  private static final Set<State> WITH_REASON =
      EnumSet.of(State.REJECTED, State.ON_HOLD, State.FAILED, State.CANCELLED);

  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2200;

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  /** What is wrong with it; empty where it can be recorded. Repeats nothing of it. */
  Optional<String> wrong(Instant now) {
    return Stream.of(
            wrongWords(),
            wrongTimes(now),
            unless(reason == null || text(reason, StaffText.LONG).isPresent(), longText("reason")),
            unless(result == null || text(result, StaffText.LONG).isPresent(), longText("result")))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> wrongWords() {
    if (said().isEmpty()) {
      return Optional.of("state: expected one of " + words(SAYABLE.stream()));
    }
    if (text(by, StaffText.SHORT).isEmpty()) {
      return Optional.of("by: expected who said so, in " + StaffText.SHORT_SAID);
    }
    if (way().isEmpty()) {
      return Optional.of("via: expected one of " + words(Arrays.stream(Via.values())));
    }
    var stands = said().orElseThrow();
    if (WITH_REASON.contains(stands) && reason == null) {
      return Optional.of("reason: of what is " + Words.words(stands) + " it is said why");
    }
    return unless(
        result == null || stands == State.COMPLETED, "result: only what is completed has one");
  }

  private Optional<String> wrongTimes(Instant now) {
    var scheduled = said().filter(State.SCHEDULED::equals).isPresent();
    if (at != null && moment(at).filter(now.plus(CLOCKS_DIFFER)::isAfter).isEmpty()) {
      return Optional.of(
          "at: expected a time that is over, with its offset, such as 2026-11-28T09:30:00-05:00");
    }
    if (when != null && moment(when).isEmpty() && day(when).isEmpty()) {
      return Optional.of(
          "when: expected a time with its offset, such as 2026-11-30T14:00:00-05:00, or a day");
    }
    if (where != null && text(where, StaffText.LINE).isEmpty()) {
      return Optional.of("where: expected " + StaffText.LINE_SAID);
    }
    if (scheduled == (when == null)) {
      return Optional.of("when: expected of what is scheduled, and of nothing else");
    }
    return unless(where == null || scheduled, "where: only what is scheduled has a place");
  }

  private static Optional<String> unless(boolean well, String wrong) {
    return well ? Optional.empty() : Optional.of(wrong);
  }

  private static String longText(String name) {
    return name + ": expected " + StaffText.LONG_SAID;
  }

  private static String words(Stream<? extends Enum<?>> all) {
    return all.map(Words::word).collect(Collectors.joining(", "));
  }

  /** The answer of one with which nothing is {@link #wrong}. */
  StaffAnswer answer() {
    return new StaffAnswer(
        Optional.ofNullable(partner),
        said().orElseThrow(),
        text(by, StaffText.SHORT).orElseThrow(),
        way().orElseThrow(),
        moment(at),
        text(reason, StaffText.LONG),
        Optional.ofNullable(when).map(this::appointment),
        text(result, StaffText.LONG));
  }

  private Appointment appointment(String said) {
    return new Appointment(moment(said), Optional.empty(), day(said), text(where, StaffText.LINE));
  }

  private static Optional<String> text(String typed, int longest) {
    return StaffText.of(typed, longest);
  }

  private Optional<State> said() {
    return SAYABLE.stream().filter(one -> Words.word(one).equals(state)).findFirst();
  }

  private Optional<Via> way() {
    return Stream.of(Via.values()).filter(one -> Words.word(one).equals(via)).findFirst();
  }

  private static Optional<Instant> moment(String text) {
    return parsed(text, one -> OffsetDateTime.parse(one).toInstant())
        .filter(one -> isNear(year(one)));
  }

  private static Optional<LocalDate> day(String text) {
    return parsed(text, LocalDate::parse).filter(one -> isNear(one.getYear()));
  }

  private static int year(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC).getYear();
  }

  /** Not one that no database takes. */
  private static boolean isNear(int year) {
    return year > FIRST_YEAR && year < LAST_YEAR;
  }

  private static <T> Optional<T> parsed(String text, Function<String, T> as) {
    try {
      return Optional.ofNullable(text).map(as);
    } catch (DateTimeException not) {
      return Optional.empty();
    }
  }
}
