package org.warmhandoff.address;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.warmhandoff.config.PartnerConfig.Serves;
import org.warmhandoff.config.PartnerConfig.Serves.Circle;
import org.warmhandoff.config.PartnerConfig.Serves.County;
import org.warmhandoff.record.Address;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.Place;

/** Where somebody is, as well as it is known: an address, a point, both or nothing. */
record KnownLocation(Optional<Address> address, Optional<Point> point) {

  private static final double EARTH_IN_MILES = 3958.8;
  private static final int AREA_DIGITS = 3;

  /** A point in degrees, WGS 84. */
  record Point(double latitude, double longitude) {

    /** On the sphere, by the haversine formula. */
    private boolean isIn(Circle circle) {
      var north = Math.toRadians(circle.latitude() - latitude);
      var east = Math.toRadians(circle.longitude() - longitude);
      var half =
          square(Math.sin(north / 2))
              + Math.cos(Math.toRadians(latitude))
                  * Math.cos(Math.toRadians(circle.latitude()))
                  * square(Math.sin(east / 2));
      return 2 * EARTH_IN_MILES * Math.asin(Math.sqrt(Math.min(1, half))) <= circle.miles();
    }

    private static double square(double number) {
      return number * number;
    }
  }

  /** How closely a service area is bound to a place, the closest first. */
  enum Closeness {
    POSTAL_CODE,
    POSTAL_AREA,
    CIRCLE,
    COUNTY,
    STATE,
    EVERYWHERE
  }

  static final KnownLocation UNKNOWN = new KnownLocation(Optional.empty(), Optional.empty());

  /**
   * Where the participant is, best first: where the record says, where they attend today, at home.
   * A point alone tells no state, so the next best address stands in beside it.
   */
  static KnownLocation of(Optional<Place> said, Participant participant) {
    var places =
        Stream.concat(said.stream(), participant.presentLocation().stream())
            .filter(place -> place.address().isPresent() || place.latitude().isPresent())
            .toList();
    return new KnownLocation(
        places.stream()
            .map(Place::address)
            .flatMap(Optional::stream)
            .findFirst()
            .or(participant::address),
        places.stream().findFirst().flatMap(KnownLocation::point));
  }

  private static Optional<Point> point(Place place) {
    return place.latitude().flatMap(north -> place.longitude().map(east -> new Point(north, east)));
  }

  /** How closely the area is bound to this place; empty where it does not cover it. */
  Optional<Closeness> isIn(Serves area) {
    return Stream.of(Closeness.values()).filter(closeness -> isIn(area, closeness)).findFirst();
  }

  private boolean isIn(Serves area, Closeness closeness) {
    return switch (closeness) {
      case POSTAL_CODE -> zip().filter(area.postalCodes()::contains).isPresent();
      case POSTAL_AREA ->
          zip()
              .map(zip -> zip.substring(0, AREA_DIGITS))
              .filter(area.postalCodes()::contains)
              .isPresent();
      case CIRCLE -> point.isPresent() && area.within().filter(point.get()::isIn).isPresent();
      case COUNTY -> area.counties().stream().anyMatch(this::isIn);
      case STATE -> address.map(Address::state).filter(area.states()::contains).isPresent();
      case EVERYWHERE -> area.equals(Serves.EVERYWHERE);
    };
  }

  private Optional<String> zip() {
    return address.map(at -> at.postalCode().substring(0, 5));
  }

  private boolean isIn(County county) {
    return address
        .filter(at -> at.state().equals(county.state()))
        .flatMap(Address::county)
        .filter(name -> bare(name).equals(bare(county.name())))
        .isPresent();
  }

  private static String bare(String county) {
    return county.toLowerCase(Locale.ROOT).replaceFirst(" (county|parish|borough)$", "").strip();
  }
}
