package org.warmhandoff.fhir;

import static org.warmhandoff.fhir.Section.line;

import java.util.Optional;
import java.util.stream.Stream;
import org.warmhandoff.fhir.Section.Line;
import org.warmhandoff.record.Address;
import org.warmhandoff.record.Place;

/** Where the participant is. Empty for a receiver who may not know. */
final class Whereabouts {

  private static final String CODE = "location";

  private Whereabouts() {}

  /** The place of the record, else the one last known, else home. */
  static Section now(Telling telling, Optional<Place> ofRecord) {
    return Section.facts(
        CODE,
        "Where the participant is",
        ofRecord
            .or(telling.participant()::presentLocation)
            .filter(place -> telling.mayKnowPlace())
            .map(place -> lines(telling, place))
            .orElseGet(() -> home(telling)));
  }

  /** When it is over: where it was, if the record says so. */
  static Section then(Telling telling, Optional<Place> ofRecord) {
    return Section.facts(
        CODE,
        "Where the participant was",
        ofRecord.filter(place -> telling.mayKnowPlace()).stream()
            .flatMap(place -> lines(telling, place)));
  }

  private static Stream<Line> lines(Telling telling, Place place) {
    return Stream.of(
            line("Address", place.address().map(Whereabouts::address)),
            line("Coordinates", coordinates(place)),
            line("How to enter", place.note()),
            Stream.of(line("Confirmed", telling.time(place.confirmedAt()))))
        .flatMap(lines -> lines);
  }

  private static Stream<Line> home(Telling telling) {
    return telling.participant().address().stream()
        .filter(address -> telling.mayKnowPlace())
        .map(address -> line("Home, as no other place is known", address(address)));
  }

  private static String address(Address address) {
    return address.oneLine()
        + address.county().map(county -> " (" + county + " County)").orElse("");
  }

  static Optional<String> coordinates(Place place) {
    return place
        .latitude()
        .flatMap(north -> place.longitude().map(east -> north + ", " + east + " (WGS 84)"));
  }
}
