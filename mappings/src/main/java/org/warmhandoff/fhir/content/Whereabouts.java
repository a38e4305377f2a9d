package org.warmhandoff.fhir.content;

import static org.warmhandoff.fhir.content.Section.line;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.content.Section.Line;
import org.warmhandoff.record.Address;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.Place;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Referral;

/**
 * Where the participant is, as far as it is known: a place is as old as when it was last confirmed,
 * and nobody is sent to an old one as if it were the present one. Empty for a receiver who may not
 * know.
 *
 * @param what for what the place was or was not confirmed
 * @param since what was confirmed before this was not confirmed for it
 */
public record Whereabouts(
    MappingContext context,
    ProgramRecord record,
    Optional<Place> ofRecord,
    String what,
    Instant since) {

  /** Who asks somebody to go there asks where that is first. */
  private static final Duration ASKED_FIRST = Duration.ofHours(1);

  /** For an event: confirmed is what was confirmed once it was noticed. */
  public static Whereabouts of(MappingContext context, CrisisEvent event) {
    return new Whereabouts(context, event, event.location(), "event", event.noticed().at());
  }

  /** For a referral: confirmed is also what was confirmed shortly before it was written. */
  public static Whereabouts of(MappingContext context, Referral referral) {
    return new Whereabouts(
        context,
        referral,
        referral.location(),
        "referral",
        referral.authoredAt().minus(ASKED_FIRST));
  }

  /** For a plan, which holds for long: where they were last, and when that was. */
  static Section lastKnown(MappingContext context) {
    return context
        .participant()
        .presentLocation()
        .map(
            place ->
                section(
                    "Last known place, confirmed " + context.time(place.confirmedAt()),
                    where(place)))
        .orElseGet(() -> section("", Stream.empty()));
  }

  /** The place, else home, with how much it can be relied on; not filled if nothing is told. */
  public Section section() {
    return place()
        .map(place -> section(heading(place), lines(context, place)))
        .orElseGet(() -> section("Home, not confirmed for this " + what, homeLines()));
  }

  /** In one line, how much the place can be relied on. */
  public String heading(Place place) {
    if (!isConfirmed(place)) {
      return "Last known place, %s, not confirmed for this %s"
          .formatted(Wording.ago(place.confirmedAt(), record.recordedAt()), what);
    }
    return "Where the participant %s, confirmed at %s"
        .formatted(record.current() ? "is" : "was", context.time(place.confirmedAt()));
  }

  /** Whether it was confirmed for this, and not only before. */
  public boolean isConfirmed(Place place) {
    return !place.confirmedAt().isBefore(since);
  }

  /** That of the record, else the one last known; when it is over, that of the record or none. */
  public Optional<Place> place() {
    return ofRecord.or(
        () -> context.participant().presentLocation().filter(any -> record.current()));
  }

  /** Where they may be if nothing else is known. */
  public Optional<Address> home() {
    return context.participant().address().filter(any -> record.current());
  }

  private static Section section(String heading, Stream<Line> lines) {
    return Section.facts("location", heading, lines);
  }

  /** Where it is, how to enter, and when it was confirmed. */
  public static Stream<Line> lines(MappingContext context, Place place) {
    return Stream.concat(
        where(place), Stream.of(line("Confirmed", context.time(place.confirmedAt()))));
  }

  private static Stream<Line> where(Place place) {
    return Stream.of(
            line("Address", place.address().map(Whereabouts::address)),
            line("Coordinates", coordinates(place)),
            line("How to enter", place.note()))
        .flatMap(lines -> lines);
  }

  private Stream<Line> homeLines() {
    return home().stream()
        .map(address -> line("Home, as no other place is known", address(address)));
  }

  static String address(Address address) {
    return address.oneLine()
        + address.county().map(county -> " (" + county + " County)").orElse("");
  }

  private static Optional<String> coordinates(Place place) {
    return place
        .latitude()
        .flatMap(north -> place.longitude().map(east -> north + ", " + east + " (WGS 84)"));
  }
}
